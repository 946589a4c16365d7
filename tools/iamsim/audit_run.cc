// Tested by tests/cli/audit_test.cc.

#include "audit_run.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/base/fingerprint.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/question_file.h"
#include "iamsim/snapshot/snapshot_fingerprint.h"
#include "progress.h"
#include "report.h"

namespace iamsim {
namespace {

bool HasLines(AuditFormat format) {
  return format == AuditFormat::kJsonLines || format == AuditFormat::kCsv;
}

class Audit {
 public:
  Audit(const AuditArguments& arguments, const Catalog& catalog, const PreparedSnapshot& world,
        QuestionFile& questions, Streams& streams)
      : arguments_(arguments),
        catalog_(catalog),
        world_(world),
        questions_(questions),
        streams_(streams) {}

  DecisionCounts Run() {
    const AuditFormat format = arguments_.format;
    Print(streams_, arguments_.shard ? ShardHead(*arguments_.shard, format) : AuditHeader(format));
    const bool shows_progress = streams_.err_is_terminal && !arguments_.quiet;
    const std::size_t lines = shows_progress ? CountLines(*arguments_.questions) : 0;
    const AuditLines writer(world_, format);
    BatchOptions options{.evaluation = arguments_.options, .threads = arguments_.threads};
    options.render = [&](const BatchResult& result) {
      return HasLines(format) ? writer.Write(result) : "";
    };
    {
      Progress progress(streams_, "questions", arguments_.quiet);
      AskBatch(
          world_, [this] { return Next(); }, options,
          [&](BatchResult result) { return Deliver(result, lines, &progress); });
    }
    // Without its last line a shard is not merged.
    if (arguments_.shard && questions_.status().ok()) {
      Print(streams_, ShardTail(asked_, RunId(), counts_));
    }
    return counts_;
  }

 private:
  // The next question of this shard.
  std::optional<absl::StatusOr<BatchQuestion>> Next() {
    while (questions_.Advance()) {
      asked_ = questions_.index() + 1;
      if (!arguments_.shard) return Read();
      run_.Add(questions_.text());
      if (arguments_.shard->Owns(questions_.index())) return Read();
    }
    return std::nullopt;
  }

  absl::StatusOr<BatchQuestion> Read() {
    IAMSIM_ASSIGN_OR_RETURN(BatchQuestion question, questions_.Read());
    if (!arguments_.catalog.unknown_action) {
      const absl::Status known = catalog_.CheckAction(question.request.action);
      if (!known.ok()) {
        return SourceError(question.place, absl::StrCat(known.message(),
                                                        "; --unknown-action asks it all the same"));
      }
    }
    return question;
  }

  bool Deliver(const BatchResult& result, std::size_t lines, Progress* progress) {
    counts_.Add(result.counts);
    if (!result.status.ok()) Fail(streams_.err, result.status);
    std::size_t index = result.index;
    if (const std::optional<AuditShard>& shard = arguments_.shard) {
      index = result.index * shard->count + shard->index - 1;
      if (!Print(streams_, ShardMark(index, result.status))) return false;
    }
    progress->Update(index + 1, lines);
    return Print(streams_, result.text);
  }

  // What the shards of one audit have in common.
  std::string RunId() {
    AddSnapshot(world_.snapshot(), &run_);
    for (const std::string& option : arguments_.option_texts) run_.Add(option);
    run_.Add(arguments_.catalog.unknown_action).Add(catalog_.date());
    return run_.Hex();
  }

  const AuditArguments& arguments_;
  const Catalog& catalog_;
  const PreparedSnapshot& world_;
  QuestionFile& questions_;
  Streams& streams_;
  std::size_t asked_ = 0;  // by all shards
  Fingerprint run_;
  DecisionCounts counts_;
};

}  // namespace

absl::StatusOr<ExitCode> RunAudit(const AuditArguments& arguments, Streams& streams) {
  IAMSIM_ASSIGN_OR_RETURN(const std::unique_ptr<QuestionFile> questions,
                          QuestionFile::Open(*arguments.questions, streams.in));
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded,
                          LoadSnapshot(arguments.snapshot, &streams, arguments.quiet));
  if (!arguments.quiet) PrintDiagnostics(loaded.diagnostics, streams.err);
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const Catalog> catalog,
                          LoadCatalog(arguments.catalog));
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  const DecisionCounts counts = Audit(arguments, *catalog, *world, *questions, streams).Run();
  IAMSIM_RETURN_IF_ERROR(questions->status());
  if (arguments.shard) return counts.failed == 0 ? ExitCode::kYes : ExitCode::kNoAnswer;
  return ConcludeAudit(arguments.format, counts, streams);
}

ExitCode ConcludeAudit(AuditFormat format, const DecisionCounts& counts, Streams& streams) {
  if (format == AuditFormat::kSummary) Print(streams, SummaryText(counts));
  if (format == AuditFormat::kSummaryJson) Print(streams, absl::StrCat(SummaryJson(counts), "\n"));
  if (counts.failed == 0) return ExitCode::kYes;
  streams.err << "iamsim: " << counts.failed << " of " << counts.questions
              << " questions could not be answered\n";
  return ExitCode::kNoAnswer;
}

}  // namespace iamsim
