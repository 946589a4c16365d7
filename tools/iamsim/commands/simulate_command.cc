// One request a line, one answer a line, in the same order. Memory is bounded by the longest line
// and the policy cache. Tested by tests/cli/simulate_test.cc.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/line_reader.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "report.h"

namespace iamsim {
namespace {

// The JSON of a string or a number; a line that is JSON is answered under its own id, even when
// something else in it is wrong.
std::optional<std::string> IdOf(const JsonNode& root) {
  if (!root.is_object()) return std::nullopt;
  const std::optional<JsonNode> id = root.Find("id");
  if (!id || (!id->is_string() && id->kind() != JsonKind::kNumber)) return std::nullopt;
  return std::string(id->source());
}

class SimulateCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  ExitCode RunOn(std::istream& in, const std::string& file, Streams& streams) const;
  absl::StatusOr<std::string> Answer(const JsonNode& line, std::optional<absl::string_view> id,
                                     PolicyCache& cache) const;
  absl::Status TooLong(const std::string& file, std::size_t line) const;

  std::string file_ = "-";
  std::vector<std::string> option_texts_;
  EvaluationOptions options_;
  bool lenient_ = false;
  bool explain_ = false;
  bool json_ = false;  // the only format
};

void SimulateCommand::Declare(Arguments& arguments) {
  arguments.Optional("FILE", "requests, one a line (default -: standard input)", &file_);
  arguments.Flag("--explain", "adds what is missing and the nearest statements", &explain_);
  arguments.Flag("--lenient", "documents that AWS would reject are evaluated as far as possible",
                 &lenient_);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &option_texts_);
  arguments.Flag("--json", "answers as JSON Lines (always)", &json_);
  arguments.Example("iamsim simulate requests.jsonl > answers.jsonl");
}

// The answer to one line that is JSON.
absl::StatusOr<std::string> SimulateCommand::Answer(const JsonNode& line,
                                                    std::optional<absl::string_view> id,
                                                    PolicyCache& cache) const {
  std::vector<std::string> warnings;
  IAMSIM_ASSIGN_OR_RETURN(const Request request, ReadRequest(line, cache, &warnings));
  IAMSIM_ASSIGN_OR_RETURN(const EvaluationOptions options, OptionsFor(request, options_));
  IAMSIM_ASSIGN_OR_RETURN(const RequestContext context,
                          Resolve(*Snapshot::Empty(), World::kSelfContained, request, options));
  Explanation explanation;
  if (explain_) {
    explanation = Explain(context);
  } else {
    explanation.decision = Decide(context);
  }
  std::vector<std::string>& all = explanation.decision.warnings;
  all.insert(all.begin(), warnings.begin(), warnings.end());
  return explain_ ? ExplanationJson(id, explanation) : DecisionJson(id, explanation.decision);
}

absl::Status SimulateCommand::TooLong(const std::string& file, std::size_t line) const {
  SourcePosition position;
  position.line = static_cast<std::uint32_t>(line);
  return SourceError({file, "", position},
                     absl::StrCat("line is longer than ", JsonLimits().max_bytes, " bytes"));
}

ExitCode SimulateCommand::RunOn(std::istream& in, const std::string& file, Streams& streams) const {
  PolicyCache cache(ParseOptions{lenient_});
  LineReader reader(in, JsonLimits().max_bytes);
  std::string line;
  std::size_t answered = 0;
  std::size_t failed = 0;
  LineReader::Result read = reader.Next(&line);
  for (; read != LineReader::Result::kEnd; read = reader.Next(&line)) {
    if (read == LineReader::Result::kLine && absl::StripAsciiWhitespace(line).empty()) continue;
    std::optional<std::string> id;
    absl::StatusOr<std::string> answer = TooLong(file, reader.line_number());
    if (read == LineReader::Result::kLine) {
      JsonOrigin origin;
      origin.start.line = static_cast<std::uint32_t>(reader.line_number());
      const auto document = JsonDocument::Parse(line, file, JsonLimits(), std::move(origin));
      if (document.ok()) id = IdOf((*document)->root());
      answer = document.ok() ? Answer((*document)->root(), id, cache) : document.status();
    }
    ++(answer.ok() ? answered : failed);
    if (!Print(streams,
               absl::StrCat(answer.ok() ? *answer : ErrorJson(id, answer.status()), "\n"))) {
      break;
    }
    // A person or a program at the other end may wait for this answer before it asks again.
    if (in.rdbuf()->in_avail() <= 0) streams.out.flush();
  }
  if (in.bad())
    return Fail(streams.err, absl::DataLossError(absl::StrCat(
                                 file.empty() ? "standard input" : file, ": cannot read")));
  if (failed == 0) return ExitCode::kYes;
  streams.err << "iamsim: " << failed << " of " << answered + failed
              << " lines could not be answered"
              << (answered == 0 ? " (expected JSON Lines: one request a line)" : "") << "\n";
  return ExitCode::kNoAnswer;
}

ExitCode SimulateCommand::Run(Streams& streams) {
  if (const absl::Status status = SetOptions(option_texts_, &options_); !status.ok()) {
    return Fail(streams.err, status);
  }
  if (file_ == "-") return RunOn(streams.in, "", streams);
  std::ifstream in(file_, std::ios::binary);
  if (!in) {
    return Fail(streams.err, absl::NotFoundError(absl::StrCat(file_, ": cannot open")));
  }
  return RunOn(in, file_, streams);
}

}  // namespace

std::unique_ptr<Command> MakeSimulateCommand() { return std::make_unique<SimulateCommand>(); }

}  // namespace iamsim
