// Tested by tests/cli/diff_test.cc.

#include "diff_run.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ask_again.h"
#include "iamsim/audit/diff.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/question_file.h"
#include "iamsim/io/write_diff.h"
#include "progress.h"
#include "report.h"

namespace iamsim {
namespace {

using World = std::shared_ptr<const Snapshot>;

struct Worlds {
  World before;
  World after;
  // How a command asks the world after.
  std::vector<std::string> from;
  std::vector<std::string> words;
};

absl::StatusOr<World> Load(const DiffArguments& arguments, const std::vector<std::string>& from,
                           Streams& streams) {
  SnapshotArguments snapshot = arguments.snapshot;
  if (!from.empty()) snapshot.from = from;
  IAMSIM_ASSIGN_OR_RETURN(SnapshotBuilder::Result loaded,
                          LoadSnapshot(snapshot, &streams, arguments.quiet));
  if (!arguments.quiet) PrintDiagnostics(loaded.diagnostics, streams.err);
  return std::move(loaded.snapshot);
}

absl::StatusOr<Worlds> LoadWorlds(const DiffArguments& arguments, Streams& streams) {
  Worlds worlds;
  IAMSIM_ASSIGN_OR_RETURN(worlds.before, Load(arguments, arguments.before, streams));
  if (!arguments.after.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(worlds.after, Load(arguments, arguments.after, streams));
    worlds.from = arguments.after;
    return worlds;
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<Change> changes,
                          ReadChanges(arguments.change, *worlds.before));
  IAMSIM_ASSIGN_OR_RETURN(worlds.after, ApplyChanges(*worlds.before, changes));
  worlds.from = arguments.before.empty() ? arguments.snapshot.from : arguments.before;
  worlds.words = arguments.change.Words();
  return worlds;
}

absl::StatusOr<DeriveOptions> MakeDeriveOptions(const DiffArguments& arguments) {
  DeriveOptions derive;
  derive.defaults.context_is_complete = false;
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(arguments.question, &derive.defaults));
  if (arguments.max_questions > 0) derive.max_questions = arguments.max_questions;
  return derive;
}

std::string Write(const DiffArguments& arguments, const DiffReport& report,
                  const TextStyle& style) {
  switch (arguments.format) {
    case DiffFormat::kText:
      return DiffText(report, arguments.all, style);
    case DiffFormat::kJson:
      return absl::StrCat(DiffJson(report), "\n");
    case DiffFormat::kMarkdown:
      return DiffMarkdown(report);
    case DiffFormat::kSarif:
      return absl::StrCat(DiffSarif(report), "\n");
    case DiffFormat::kJunit:
      return absl::StrCat(DiffJunit(report), "\n");
  }
  return "";
}

// The questions of the file, or those that the difference suggests.
absl::StatusOr<DiffResult> Ask(const DiffArguments& arguments, const Worlds& worlds,
                               const WorldDifference& difference, Streams& streams,
                               Coverage* coverage) {
  const auto before = PreparedSnapshot::Prepare(worlds.before);
  const auto after = PreparedSnapshot::Prepare(worlds.after);
  DiffOptions options{.evaluation = arguments.options, .threads = arguments.threads};
  Progress progress(streams, "questions", arguments.quiet);
  std::size_t asked = 0;
  if (arguments.questions.has_value()) {
    IAMSIM_ASSIGN_OR_RETURN(const std::unique_ptr<QuestionFile> file,
                            QuestionFile::Open(*arguments.questions, streams.in));
    const auto next = [&] {
      progress.Update(++asked, 0);
      return file->Next();
    };
    DiffResult result = DiffWorlds(*before, *after, difference, next, options);
    IAMSIM_RETURN_IF_ERROR(file->status());
    coverage->questions = asked - 1;
    return result;
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const Catalog> catalog,
                          LoadCatalog(arguments.catalog));
  IAMSIM_ASSIGN_OR_RETURN(const DeriveOptions derive, MakeDeriveOptions(arguments));
  DerivedQuestions derived = DeriveQuestions(difference, *catalog, derive);
  *coverage = std::move(derived.coverage);
  options.derived = true;
  const auto next = [&]() -> std::optional<absl::StatusOr<BatchQuestion>> {
    if (asked == derived.questions.size()) return std::nullopt;
    progress.Update(asked, derived.questions.size());
    return std::move(derived.questions[asked++]);
  };
  DiffResult result = DiffWorlds(*before, *after, difference, next, options);
  if (result.incomparable > 0) {
    coverage->limits.push_back(
        absl::StrCat(result.incomparable, " questions can be answered in one of the worlds only"));
  }
  return result;
}

absl::StatusOr<ExitCode> ListDead(const DiffArguments& arguments, Streams& streams) {
  IAMSIM_ASSIGN_OR_RETURN(const World world, Load(arguments, arguments.before, streams));
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const Catalog> catalog,
                          LoadCatalog(arguments.catalog));
  IAMSIM_ASSIGN_OR_RETURN(const DeriveOptions derive, MakeDeriveOptions(arguments));
  IAMSIM_ASSIGN_OR_RETURN(
      const DeadStatements found,
      FindDeadStatements(world, *catalog, derive,
                         {.evaluation = arguments.options, .threads = arguments.threads}));
  Print(streams, arguments.format == DiffFormat::kJson
                     ? absl::StrCat(DeadStatementsJson(found), "\n")
                     : DeadStatementsText(found, streams.style));
  return found.dead.empty() ? ExitCode::kYes : ExitCode::kNo;
}

}  // namespace

absl::StatusOr<ExitCode> RunDiff(const DiffArguments& arguments, Streams& streams) {
  if (arguments.dead) return ListDead(arguments, streams);
  IAMSIM_ASSIGN_OR_RETURN(const Worlds worlds, LoadWorlds(arguments, streams));
  const WorldDifference difference = CompareWorlds(worlds.before, worlds.after);
  Coverage coverage;
  IAMSIM_ASSIGN_OR_RETURN(const DiffResult result,
                          Ask(arguments, worlds, difference, streams, &coverage));
  const DiffReport report{difference, result, coverage, [&](const Request& request) {
                            return AskAgain(request, worlds.from, worlds.words);
                          }};
  Print(streams, Write(arguments, report, streams.style));
  const DiffCounts& counts = result.counts;
  const bool fails = (arguments.fails_on_denied && counts.newly_denied > 0) ||
                     (arguments.fails_on_allowed && counts.newly_allowed > 0) ||
                     (arguments.fails_on_may_differ && counts.may_differ > 0);
  if (result.errors.empty()) return fails ? ExitCode::kNo : ExitCode::kYes;
  PrintErrors(result.errors, streams.err);
  streams.err << "iamsim: " << result.errors.size() << " of " << coverage.questions
              << " questions could not be answered\n";
  return ExitCode::kNoAnswer;
}

}  // namespace iamsim
