// Tested by tests/cli/test_record_test.cc.

#include "record_baseline.h"

#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/audit/batch.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/fast/prepared_snapshot.h"
#include "iamsim/io/question_file.h"
#include "iamsim/io/write_baseline.h"
#include "iamsim/scenario/scenario.h"
#include "progress.h"
#include "report.h"

namespace iamsim {
namespace {

// The members of a question that are those of a test as well, as they are written.
absl::StatusOr<std::vector<std::string>> OtherMembers(absl::string_view line) {
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                          JsonDocument::Parse(std::string(line), ""));
  std::vector<std::string> members;
  for (const JsonNode& member : document->root().children()) {
    const absl::string_view key = member.key();
    if (key == "id" || key == "principal" || key == "action" || key == "resource") continue;
    members.push_back(absl::StrCat(member.key_source(), ": ", member.source()));
  }
  return members;
}

// The questions of several files, one after the other, and what of each goes into its cases.
class Questions {
 public:
  void Add(std::unique_ptr<QuestionFile> file) { files_.push_back(std::move(file)); }

  std::optional<absl::StatusOr<BatchQuestion>> Next() {
    while (at_ < files_.size()) {
      if (files_[at_]->Advance()) return Read(*files_[at_]);
      status_.Update(files_[at_]->status());
      ++at_;
    }
    return std::nullopt;
  }

  const std::vector<std::string>& members(std::size_t question) const { return members_[question]; }
  const absl::Status& status() const { return status_; }

 private:
  absl::StatusOr<BatchQuestion> Read(const QuestionFile& file) {
    members_.emplace_back();
    IAMSIM_ASSIGN_OR_RETURN(BatchQuestion question, file.Read());
    IAMSIM_ASSIGN_OR_RETURN(members_.back(), OtherMembers(file.text()));
    return question;
  }

  std::vector<std::unique_ptr<QuestionFile>> files_;
  std::size_t at_ = 0;
  std::vector<std::vector<std::string>> members_;  // of the questions of all files
  absl::Status status_;
};

std::string NameOf(const BatchQuestion& question) {
  if (question.id.empty()) {
    return absl::StrCat(question.request.action, " ", question.request.resource);
  }
  // An id is any JSON value; a string is named by its characters.
  const auto id = JsonDocument::Parse(question.id, "");
  return id.ok() && (*id)->root().is_string() ? std::string((*id)->root().text()) : question.id;
}

absl::StatusOr<std::vector<BaselineCase>> Answer(const PreparedSnapshot& world,
                                                 const EvaluationOptions& options,
                                                 Questions& questions, Progress& progress) {
  std::vector<BaselineCase> cases;
  absl::Status status;
  BatchOptions batch;
  batch.evaluation = options;
  AskBatch(
      world, [&questions] { return questions.Next(); }, batch,
      [&](const BatchResult& result) {
        progress.Update(result.index, 0);
        status = result.status;
        if (!status.ok()) return false;
        for (const BatchAnswer& answer : result.answers.answers) {
          cases.push_back({.name = NameOf(result.question),
                           .principal = std::string(result.answers.PrincipalOf(world, answer)),
                           .action = result.question.request.action,
                           .resource = result.question.request.resource,
                           .members = questions.members(result.index),
                           .decision = answer.kind,
                           .depends_on = DependenciesOf(answer.allowed_when)});
        }
        return true;
      });
  IAMSIM_RETURN_IF_ERROR(status);
  IAMSIM_RETURN_IF_ERROR(questions.status());
  if (cases.empty()) return absl::NotFoundError("no questions to record");
  return cases;
}

// What a scenario in the current folder can call the snapshot; empty when it cannot.
std::string SnapshotFileFor(const std::vector<std::string>& from) {
  if (from.size() != 1) return "";
  const std::string& path = from.front();
  const bool leaves = absl::StartsWith(path, "/") || path == ".." ||
                      absl::StartsWith(path, "../") || absl::StrContains(path, "/../");
  return leaves ? "" : path;
}

}  // namespace

absl::Status RecordBaseline(const std::vector<std::string>& paths,
                            const SnapshotArguments& snapshot, const EvaluationOptions& options,
                            bool quiet, Streams& streams) {
  Questions questions;
  for (const std::string& path : paths) {
    IAMSIM_ASSIGN_OR_RETURN(std::unique_ptr<QuestionFile> file,
                            QuestionFile::Open(path, streams.in));
    questions.Add(std::move(file));
  }
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded,
                          LoadSnapshot(snapshot, &streams, quiet));
  if (!quiet) PrintDiagnostics(loaded.diagnostics, streams.err);
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  const auto answer = [&] {
    Progress progress(streams, "questions", quiet);
    return Answer(*world, options, questions, progress);
  };
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<BaselineCase> cases, answer());
  const std::string file = SnapshotFileFor(snapshot.from);
  Print(streams, BaselineJson(file, cases));
  if (!quiet) {
    streams.err << "iamsim: " << cases.size() << " decisions recorded"
                << (file.empty() ? "; name their snapshot with `--from` when they are tested" : "")
                << "\n";
  }
  return absl::OkStatus();
}

}  // namespace iamsim
