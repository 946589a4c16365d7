// The lines of `simulate`: self-contained requests. Tested by tests/cli/simulate_test.cc.

#include <cstddef>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/json_lines.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/aws_simulation.h"
#include "iamsim/io/read.h"
#include "iamsim/io/repeated_policies.h"
#include "iamsim/io/write.h"
#include "report.h"
#include "simulate_arguments.h"

namespace iamsim {
namespace {

// The stream's own 8 kB make a tenth of the time system calls.
constexpr std::size_t kFileBuffer = std::size_t{256} << 10;
// The standard streams write every text of a kilobyte or more by a system call of its own.
constexpr std::size_t kAnswersBuffer = std::size_t{64} << 10;

// The JSON of a string or a number; a line that is JSON is answered under its own id, even when
// something else in it is wrong.
std::optional<std::string> IdOf(const JsonNode& root) {
  if (!root.is_object()) return std::nullopt;
  const std::optional<JsonNode> id = root.Find("id");
  if (!id || (!id->is_string() && id->kind() != JsonKind::kNumber)) return std::nullopt;
  return std::string(id->source());
}

// What one line leaves for those that follow it.
struct Earlier {
  explicit Earlier(const ParseOptions& options) : cache(options) {}
  PolicyCache cache;
  RepeatedPolicies repeated;
};

absl::StatusOr<RequestContext> ContextOf(const SimulateArguments& arguments,
                                         const Request& request) {
  IAMSIM_ASSIGN_OR_RETURN(const EvaluationOptions options, OptionsFor(request, arguments.options));
  return Resolve(*Snapshot::Empty(), World::kSelfContained, request, options);
}

absl::StatusOr<RequestContext> ContextOfRequest(const SimulateArguments& arguments,
                                                const JsonNode& line, Earlier& earlier,
                                                std::vector<std::string>* warnings) {
  IAMSIM_ASSIGN_OR_RETURN(const Request request, ReadRequest(line, earlier.cache, warnings));
  if (warnings->empty()) earlier.repeated.Keep(line, request);
  return ContextOf(arguments, request);
}

// A line in the shape of simulate-custom-policy. It has one answer, so it is one check.
absl::StatusOr<RequestContext> ContextOfCheck(const SimulateArguments& arguments,
                                              const JsonNode& line, PolicyCache& cache,
                                              std::vector<std::string>* warnings) {
  IAMSIM_ASSIGN_OR_RETURN(const SimulationRequest request,
                          ReadSimulationRequest(line, SimulationShape::kLegacy, cache, warnings));
  if (!request.policy_source.empty()) {
    return line.Find("PolicySourceArn")
        ->Error(
            "expected a self-contained request, found one about a principal: ask it with "
            "`simulate --aws --from PATH`");
  }
  if (request.actions.size() != 1 || request.resources.size() != 1) {
    return line.Error(absl::StrCat(
        "expected one action and at most one resource, since a line has one answer, found ",
        request.actions.size(), " and ", request.resources.size(),
        ": ask for more with `simulate --aws`"));
  }
  return ResolveCheck(*Snapshot::Empty(), request, request.actions.front(),
                      request.resources.front(), arguments.options);
}

std::string AnswerTo(const SimulateArguments& arguments, const RequestContext& context,
                     std::optional<absl::string_view> id,
                     const std::vector<std::string>& warnings) {
  Explanation explanation;
  if (arguments.explain) {
    explanation = Explain(context);
  } else {
    explanation.decision = Decide(context);
  }
  std::vector<std::string>& all = explanation.decision.warnings;
  all.insert(all.begin(), warnings.begin(), warnings.end());
  return arguments.explain ? ExplanationJson(id, explanation)
                           : DecisionJson(id, explanation.decision);
}

// The answer to one line that is JSON.
absl::StatusOr<std::string> Answer(const SimulateArguments& arguments, const JsonNode& line,
                                   std::optional<absl::string_view> id, Earlier& earlier) {
  std::vector<std::string> warnings;
  IAMSIM_ASSIGN_OR_RETURN(const RequestContext context,
                          IsSimulationRequest(line)
                              ? ContextOfCheck(arguments, line, earlier.cache, &warnings)
                              : ContextOfRequest(arguments, line, earlier, &warnings));
  return AnswerTo(arguments, context, id, warnings);
}

// The answer to a line that ends in the policies of an earlier one. Nullopt where that is not so,
// or something is wrong: the whole line tells what.
std::optional<std::string> AnswerByHead(const SimulateArguments& arguments, const JsonLines& line,
                                        const std::string& file, Earlier& earlier) {
  std::optional<std::string> head = earlier.repeated.HeadOf(line.text());
  if (!head) return std::nullopt;
  const auto document = JsonDocument::Parse(*std::move(head), file, JsonLimits(), line.origin());
  if (!document.ok() || IsSimulationRequest((*document)->root())) return std::nullopt;
  std::vector<std::string> warnings;
  absl::StatusOr<Request> request = ReadRequest((*document)->root(), earlier.cache, &warnings);
  if (!request.ok() ||
      !earlier.repeated.Complete((*document)->root(), line.text().size(), &*request)) {
    return std::nullopt;
  }
  const absl::StatusOr<RequestContext> context = ContextOf(arguments, *request);
  if (!context.ok()) return std::nullopt;
  return AnswerTo(arguments, *context, IdOf((*document)->root()), warnings);
}

ExitCode RunOn(const SimulateArguments& arguments, std::istream& in, const std::string& file,
               Streams& streams) {
  Earlier earlier(ParseOptions{arguments.lenient});
  JsonLines lines(in, file);
  std::size_t answered = 0;
  std::size_t failed = 0;
  std::string pending;
  const auto print = [&streams, &pending] {
    const bool printed = Print(streams, pending);
    pending.clear();
    return printed;
  };
  while (lines.Advance()) {
    std::optional<std::string> id;
    absl::StatusOr<std::string> answer;
    if (std::optional<std::string> by_head = AnswerByHead(arguments, lines, file, earlier)) {
      answer = *std::move(by_head);
    } else {
      const auto document = lines.Parse();
      if (document.ok()) id = IdOf((*document)->root());
      answer =
          document.ok() ? Answer(arguments, (*document)->root(), id, earlier) : document.status();
    }
    ++(answer.ok() ? answered : failed);
    absl::StrAppend(&pending, answer.ok() ? *answer : ErrorJson(id, answer.status()), "\n");
    // A person or a program at the other end may wait for this answer before it asks again.
    const bool may_wait = in.rdbuf()->in_avail() <= 0;
    if ((may_wait || pending.size() > kAnswersBuffer) && !print()) break;
    if (may_wait) streams.out.flush();
  }
  print();
  if (!lines.status().ok()) return Fail(streams.err, lines.status());
  if (failed == 0) return ExitCode::kYes;
  streams.err << "iamsim: " << failed << " of " << answered + failed
              << " lines could not be answered"
              << (answered == 0 ? " (expected JSON Lines: one request a line)" : "") << "\n";
  return ExitCode::kNoAnswer;
}

}  // namespace

ExitCode SimulateLines(const SimulateArguments& arguments, Streams& streams) {
  if (arguments.file == "-") return RunOn(arguments, streams.in, "", streams);
  std::vector<char> buffer(kFileBuffer);
  std::ifstream in;
  in.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  in.open(arguments.file, std::ios::binary);
  if (!in) {
    return Fail(streams.err, absl::NotFoundError(absl::StrCat(arguments.file, ": cannot open")));
  }
  return RunOn(arguments, in, arguments.file, streams);
}

}  // namespace iamsim
