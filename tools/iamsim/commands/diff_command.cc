// Tested by tests/cli/diff_test.cc.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "commands/command.h"
#include "diff_run.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "report.h"

namespace iamsim {
namespace {

struct DiffFormatRow {
  absl::string_view name;
  DiffFormat format;
};
constexpr DiffFormatRow kDiffFormats[] = {{"text", DiffFormat::kText},
                                          {"json", DiffFormat::kJson},
                                          {"markdown", DiffFormat::kMarkdown},
                                          {"sarif", DiffFormat::kSarif},
                                          {"junit", DiffFormat::kJunit}};

class DiffCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Check();
  absl::Status CheckWorlds();
  absl::Status CheckFormat();
  absl::Status CheckFailOn();

  DiffArguments arguments_;
  std::string before_;
  std::string after_;
  std::optional<std::string> format_;
  std::optional<std::string> fail_on_;
  std::optional<std::string> threads_;
  std::optional<std::string> max_questions_;
  bool json_ = false;
};

void DiffCommand::Declare(Arguments& arguments) {
  DiffArguments& a = arguments_;
  arguments.Optional("BEFORE", "snapshot of the world before (as --before)", &before_);
  arguments.Optional("AFTER", "snapshot of the world after (as --after)", &after_);
  arguments.Option("--before", "PATH", "the world before; repeatable", &a.before);
  arguments.Option("--after", "PATH", "the world after; repeatable", &a.after);
  DeclareSnapshotArguments(arguments, &a.snapshot);
  DeclareChangeArguments(arguments, &a.change);
  arguments.Option("--questions", "FILE",
                   "asks these, as `audit` takes them (default: what the change can touch)",
                   &a.questions);
  DeclareQuestionArguments(arguments, &a.question);
  DeclareCatalogFile(arguments, &a.catalog);
  arguments.Flag("--dead", "instead: the statements of the snapshot that change no decision",
                 &a.dead);
  arguments.Option("--format", "FORMAT", "text (default), json, markdown, sarif or junit",
                   &format_);
  arguments.Flag("--json", "as --format json", &json_);
  arguments.Option("--fail-on", "WHAT",
                   "exit status 1 for these only: newly-denied, newly-allowed, may-differ, none; "
                   "several with commas (default: any change)",
                   &fail_on_);
  arguments.Option("--max-questions", "N", "derives at most N questions (default 20000)",
                   &max_questions_);
  arguments.Option("--threads", "N", "how many work at a time (default: one for each core)",
                   &threads_);
  arguments.Flag("--all", "text: every change", &a.all);
  arguments.Flag("--quiet", "no warnings and no progress", &a.quiet);
  arguments.Example("iamsim diff --from org --scp guard=new-guard.json");
  arguments.Example("iamsim diff before after --fail-on newly-allowed --format markdown");
  arguments.Example("iamsim diff --dead --from org");
}

absl::Status DiffCommand::CheckWorlds() {
  DiffArguments& a = arguments_;
  if (!before_.empty()) a.before.push_back(before_);
  if (!after_.empty()) a.after.push_back(after_);
  if (a.dead) {
    if (a.after.empty() && a.change.IsEmpty() && !a.questions) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "`--dead`: expected one snapshot, found a change of it or questions as well");
  }
  if (!a.after.empty() && !a.change.IsEmpty()) {
    return absl::InvalidArgumentError(
        "expected a world after or a change of the world before, found both");
  }
  if (!a.after.empty() && a.before.empty()) {
    return absl::InvalidArgumentError("`--after`: expected `--before` with it, found none");
  }
  if (!a.before.empty() && !a.snapshot.from.empty()) {
    return absl::InvalidArgumentError("`--before` and `--from`: expected one of them, found both");
  }
  if (a.after.empty() && a.change.IsEmpty()) {
    return absl::InvalidArgumentError(
        "expected two worlds (`--before`, `--after`) or a change such as `--scp NAME=FILE`, found "
        "neither");
  }
  return absl::OkStatus();
}

absl::Status DiffCommand::CheckFormat() {
  if (json_) arguments_.format = DiffFormat::kJson;
  if (!format_) return absl::OkStatus();
  std::vector<absl::string_view> names;
  for (const DiffFormatRow& row : kDiffFormats) {
    names.push_back(row.name);
    if (row.name != *format_) continue;
    if (json_ && row.format != DiffFormat::kJson) {
      return absl::InvalidArgumentError(
          "`--format` and `--json`: expected one of them, found both");
    }
    arguments_.format = row.format;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("`--format`: expected text, json, markdown, sarif or junit, found `", *format_,
                   "`", DidYouMean(*format_, names)));
}

absl::Status DiffCommand::CheckFailOn() {
  if (!fail_on_) return absl::OkStatus();
  DiffArguments& a = arguments_;
  a.fails_on_denied = a.fails_on_allowed = a.fails_on_may_differ = false;
  constexpr absl::string_view kNames[] = {"newly-denied", "newly-allowed", "may-differ", "none"};
  for (const absl::string_view name : absl::StrSplit(*fail_on_, ',')) {
    if (name == kNames[0]) {
      a.fails_on_denied = true;
    } else if (name == kNames[1]) {
      a.fails_on_allowed = true;
    } else if (name == kNames[2]) {
      a.fails_on_may_differ = true;
    } else if (name != kNames[3]) {
      return absl::InvalidArgumentError(
          absl::StrCat("`--fail-on`: expected newly-denied, newly-allowed, may-differ or none, "
                       "found `",
                       name, "`", DidYouMean(name, kNames)));
    }
  }
  return absl::OkStatus();
}

absl::Status DiffCommand::Check() {
  DiffArguments& a = arguments_;
  IAMSIM_RETURN_IF_ERROR(CheckWorlds());
  IAMSIM_RETURN_IF_ERROR(CheckFormat());
  IAMSIM_RETURN_IF_ERROR(CheckFailOn());
  IAMSIM_RETURN_IF_ERROR(SetOptions(a.question.options, &a.options));
  if (threads_ && (!absl::SimpleAtoi(*threads_, &a.threads) || a.threads < 1 || a.threads > 1024)) {
    return absl::InvalidArgumentError(
        absl::StrCat("`--threads`: expected a number from 1 to 1024, found `", *threads_, "`"));
  }
  if (max_questions_ &&
      (!absl::SimpleAtoi(*max_questions_, &a.max_questions) || a.max_questions < 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "`--max-questions`: expected a number from 1 on, found `", *max_questions_, "`"));
  }
  return absl::OkStatus();
}

ExitCode DiffCommand::Run(Streams& streams) {
  const auto answer = [&]() -> absl::StatusOr<ExitCode> {
    IAMSIM_RETURN_IF_ERROR(Check());
    return RunDiff(arguments_, streams);
  };
  const absl::StatusOr<ExitCode> code = answer();
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakeDiffCommand() { return std::make_unique<DiffCommand>(); }

}  // namespace iamsim
