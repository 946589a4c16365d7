// Tested by tests/cli/audit_test.cc.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "audit_run.h"
#include "commands/command.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/audit_shards.h"
#include "report.h"

namespace iamsim {
namespace {

class AuditCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Check();
  absl::Status CheckFormat();
  absl::StatusOr<ExitCode> Merge(Streams& streams) const;

  AuditArguments arguments_;
  std::optional<std::string> format_;
  std::optional<std::string> threads_;
  std::optional<std::string> shard_;
  std::vector<std::string> options_;
  std::vector<std::string> shards_;
  bool merge_ = false;
  bool summary_ = false;
  bool json_ = false;
};

void AuditCommand::Declare(Arguments& arguments) {
  AuditArguments& a = arguments_;
  arguments.Optional("SHARD", "with --merge: the outputs of all shards, in any order", &shards_);
  arguments.Option("--questions", "FILE",
                   "requests without policies, one a line (-: standard input); `principal` may be "
                   "a pattern such as role/team-*, none means everyone",
                   &a.questions);
  DeclareSnapshotArguments(arguments, &a.snapshot);
  arguments.Option("--format", "FORMAT", "jsonl (default) or csv", &format_);
  arguments.Flag("--summary", "how many were decided how, instead of every decision", &summary_);
  arguments.Flag("--json", "JSON Lines (the default); with --summary the counts as JSON", &json_);
  arguments.Option("--threads", "N", "how many work at a time (default: one for each core)",
                   &threads_);
  arguments.Option("--shard", "I/N",
                   "only every N-th question, beginning with the I-th; for --merge", &shard_);
  arguments.Flag("--merge", "joins the outputs of shards into what one run prints", &merge_);
  DeclareCatalogArguments(arguments, &a.catalog);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &options_);
  arguments.Flag("--quiet", "no warnings and no progress", &a.quiet);
  arguments.Example("iamsim audit --questions questions.jsonl --from dump.json --format csv");
  arguments.Example(
      "iamsim audit --questions questions.jsonl --from dump.json --shard 2/7 > part-2");
  arguments.Example("iamsim audit --merge part-* > decisions.jsonl");
}

absl::Status AuditCommand::CheckFormat() {
  arguments_.format = AuditFormat::kJsonLines;
  if (format_) {
    constexpr absl::string_view kFormats[] = {"jsonl", "csv"};
    if (*format_ == "csv") {
      arguments_.format = AuditFormat::kCsv;
    } else if (*format_ != "jsonl") {
      return absl::InvalidArgumentError(absl::StrCat("`--format`: expected jsonl or csv, found `",
                                                     *format_, "`",
                                                     DidYouMean(*format_, kFormats)));
    }
    if (summary_ || (json_ && *format_ == "csv")) {
      return absl::InvalidArgumentError(absl::StrCat("`--format` and `",
                                                     summary_ ? "--summary" : "--json",
                                                     "`: expected one of them, found both"));
    }
  }
  if (summary_) arguments_.format = json_ ? AuditFormat::kSummaryJson : AuditFormat::kSummary;
  return absl::OkStatus();
}

absl::Status AuditCommand::Check() {
  AuditArguments& a = arguments_;
  IAMSIM_RETURN_IF_ERROR(SetOptions(options_, &a.options));
  a.option_texts = options_;
  IAMSIM_RETURN_IF_ERROR(CheckFormat());
  if (threads_ && (!absl::SimpleAtoi(*threads_, &a.threads) || a.threads < 1 || a.threads > 1024)) {
    return absl::InvalidArgumentError(
        absl::StrCat("`--threads`: expected a number from 1 to 1024, found `", *threads_, "`"));
  }
  if (shard_) {
    IAMSIM_ASSIGN_OR_RETURN(a.shard, ParseShard(*shard_));
  }
  if (merge_) {
    if (a.questions || shard_ || format_ || summary_ || json_) {
      return absl::InvalidArgumentError(
          "`--merge`: the shards know what was asked and how it is printed; expected no other "
          "option with it");
    }
    if (shards_.empty()) {
      return absl::InvalidArgumentError("`--merge`: expected the outputs of shards, found none");
    }
    return absl::OkStatus();
  }
  if (!shards_.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("unexpected argument `", shards_.front(),
                                                   "`: files are named by --questions"));
  }
  if (!a.questions) return absl::InvalidArgumentError("expected `--questions FILE`, found none");
  return absl::OkStatus();
}

absl::StatusOr<ExitCode> AuditCommand::Merge(Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(
      const MergedAudit merged,
      MergeShards(
          shards_, [&streams](absl::string_view text) { return Print(streams, text); },
          [&streams](absl::string_view error) { streams.err << "iamsim: " << error << "\n"; }));
  return ConcludeAudit(merged.format, merged.counts, streams);
}

ExitCode AuditCommand::Run(Streams& streams) {
  const auto answer = [&]() -> absl::StatusOr<ExitCode> {
    IAMSIM_RETURN_IF_ERROR(Check());
    return merge_ ? Merge(streams) : RunAudit(arguments_, streams);
  };
  const absl::StatusOr<ExitCode> code = answer();
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakeAuditCommand() { return std::make_unique<AuditCommand>(); }

}  // namespace iamsim
