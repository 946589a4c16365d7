// AWS's policy simulator on the command line. Tested by tests/cli/simulate_aws_test.cc.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/file.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/json_sequence.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/aws_simulation.h"
#include "iamsim/policy/parse.h"
#include "question_arguments.h"
#include "report.h"
#include "simulate_arguments.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxInput = std::size_t{256} << 20;
// As the aws command line prints.
constexpr int kIndent = 4;

absl::StatusOr<std::string> ReadInput(const std::string& file, std::istream& in) {
  if (file != "-") return ReadFile(file, kMaxInput);
  std::string text;
  std::string block(std::size_t{1} << 16, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaxInput) {
      return absl::InvalidArgumentError(
          absl::StrCat("standard input is longer than ", kMaxInput, " bytes"));
    }
  }
  if (in.bad()) return absl::DataLossError("standard input: cannot read");
  return text;
}

// Answers requests, one after another. The snapshot is read when the first one asks it.
class AwsSimulator {
 public:
  AwsSimulator(const SimulateArguments& arguments, std::ostream& err)
      : arguments_(arguments), err_(err), cache_(ParseOptions{arguments.lenient}) {}

  // Read once, whatever comes of it.
  const absl::StatusOr<std::shared_ptr<const Snapshot>>& LoadedSnapshot() {
    if (!snapshot_.has_value()) snapshot_ = Load();
    return *snapshot_;
  }

  absl::StatusOr<std::string> AnswerText(const JsonSequenceItem& item, int indent) {
    JsonOrigin origin;
    origin.start.line = item.first_line;
    const std::string file = arguments_.file == "-" ? "" : arguments_.file;
    IAMSIM_ASSIGN_OR_RETURN(
        const std::shared_ptr<const JsonDocument> document,
        JsonDocument::Parse(std::string(item.text), file, JsonLimits(), std::move(origin)));
    std::vector<std::string> warnings;
    const absl::StatusOr<SimulationRequest> request =
        ReadSimulationRequest(document->root(), arguments_.shape, cache_, &warnings);
    if (!arguments_.quiet) PrintWarnings(warnings, err_);
    if (!request.ok()) return request.status();
    return Answer(*request, indent);
  }

  absl::StatusOr<std::string> Answer(const SimulationRequest& request, int indent) {
    std::shared_ptr<const Snapshot> snapshot = Snapshot::Empty();
    if (!request.policy_source.empty()) {
      IAMSIM_ASSIGN_OR_RETURN(snapshot, LoadedSnapshot());
    }
    IAMSIM_ASSIGN_OR_RETURN(const Simulation simulation,
                            Simulate(*snapshot, request, arguments_.options));
    if (!arguments_.quiet) PrintWarnings(simulation.warnings, err_);
    return SimulationJson(request, simulation, indent);
  }

 private:
  absl::StatusOr<std::shared_ptr<const Snapshot>> Load() {
    absl::StatusOr<SnapshotBuilder::Result> world = LoadSnapshot(arguments_.snapshot);
    // NotFound is for a principal that does not exist (NoSuchEntity), not for a file.
    if (!world.ok()) return absl::InvalidArgumentError(Describe(world.status()));
    if (!arguments_.quiet) PrintDiagnostics(world->diagnostics, err_);
    return std::move(world->snapshot);
  }

  const SimulateArguments& arguments_;
  std::ostream& err_;
  PolicyCache cache_;
  std::optional<absl::StatusOr<std::shared_ptr<const Snapshot>>> snapshot_;
};

// A group has no name that the other commands know.
absl::StatusOr<std::string> SourceArn(const Snapshot& snapshot, const std::string& name) {
  if (snapshot.FindGroup(name) != nullptr) return name;
  IAMSIM_ASSIGN_OR_RETURN(std::string arn, snapshot.ResolvePrincipalName(name));
  if (snapshot.FindPrincipal(arn) != nullptr) return arn;
  return absl::InvalidArgumentError(absl::StrCat(
      "`--principal`: expected a user, group or role of the snapshot, got `", name, "`"));
}

absl::StatusOr<SimulationRequest> RequestOf(const SimulateArguments& arguments,
                                            const Snapshot& snapshot) {
  SimulationRequest request;
  request.shape = arguments.shape;
  IAMSIM_ASSIGN_OR_RETURN(request.policy_source, SourceArn(snapshot, *arguments.principal));
  request.actions = arguments.actions;
  if (!arguments.resources.empty()) request.resources = arguments.resources;
  // The options that `can` has too mean the same.
  QuestionArguments same;
  same.context = arguments.context;
  Request context;
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(same, &context));
  request.context = std::move(context.context);
  request.absent_keys = std::move(context.absent_keys);
  // There is no option to ask for the next page.
  request.max_items = std::numeric_limits<std::size_t>::max();
  return request;
}

}  // namespace

ExitCode SimulateAws(const SimulateArguments& arguments, Streams& streams) {
  const absl::StatusOr<std::string> text = ReadInput(arguments.file, streams.in);
  if (!text.ok()) return Fail(streams.err, text.status());
  const std::vector<JsonSequenceItem> items = SplitJsonSequence(*text);
  if (items.empty()) {
    return Fail(streams.err,
                absl::InvalidArgumentError(absl::StrCat(
                    arguments.file == "-" ? "standard input" : arguments.file,
                    ": expected a request of simulate-custom-policy or simulate-principal-policy, "
                    "found nothing")));
  }
  AwsSimulator simulator(arguments, streams.err);
  const bool alone = items.size() == 1;
  std::size_t failed = 0;
  for (const JsonSequenceItem& item : items) {
    const absl::StatusOr<std::string> answer = simulator.AnswerText(item, alone ? kIndent : 0);
    if (!answer.ok()) {
      ++failed;
      Fail(streams.err, answer.status());
      if (alone) continue;  // as aws: nothing on standard output
    }
    const std::string shown = answer.ok() ? *answer : SimulationErrorJson(answer.status());
    if (!Print(streams, absl::StrCat(shown, "\n"))) break;
  }
  if (failed == 0) return ExitCode::kYes;
  if (!alone) {
    streams.err << "iamsim: " << failed << " of " << items.size()
                << " requests could not be answered\n";
  }
  return ExitCode::kNoAnswer;
}

ExitCode SimulatePrincipal(const SimulateArguments& arguments, Streams& streams) {
  AwsSimulator simulator(arguments, streams.err);
  const absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = simulator.LoadedSnapshot();
  if (!snapshot.ok()) return Fail(streams.err, snapshot.status());
  const absl::StatusOr<SimulationRequest> request = RequestOf(arguments, **snapshot);
  if (!request.ok()) return Fail(streams.err, request.status());
  const absl::StatusOr<std::string> answer = simulator.Answer(*request, kIndent);
  if (!answer.ok()) return Fail(streams.err, answer.status());
  Print(streams, absl::StrCat(*answer, "\n"));
  return ExitCode::kYes;
}

}  // namespace iamsim
