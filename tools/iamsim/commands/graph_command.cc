// Tested by tests/cli/graph_test.cc.

#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/write_graph.h"
#include "question_arguments.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

struct Format {
  absl::string_view name;
  std::string (*write)(const Picture& picture);
};
constexpr Format kFormats[] = {
    {"dot", GraphDot}, {"graphml", GraphMl}, {"mermaid", GraphMermaid}, {"json", GraphJson}};

absl::StatusOr<const Format*> FindFormat(absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
    names.push_back(format.name);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("`--format`: expected dot, graphml, mermaid or json, got `", name, "`",
                   DidYouMean(name, names)));
}

class GraphCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Draw(Streams& streams) const;

  std::optional<std::string> format_;
  std::optional<std::string> source_;
  std::optional<std::string> target_;
  std::optional<std::string> account_;
  SnapshotArguments snapshot_;
  QuestionArguments question_;
  bool only_cross_account_ = false;
  bool quiet_ = false;
};

void GraphCommand::Declare(Arguments& arguments) {
  arguments.Option("--format", "FORMAT", "dot, graphml, mermaid or json (default dot)", &format_);
  arguments.Option("--source", "PRINCIPAL", "only what this user or role may assume", &source_);
  arguments.Option("--target", "ROLE", "only who may assume this role", &target_);
  arguments.Option("--account", "ID", "only edges that begin or end in this account", &account_);
  arguments.Flag("--only-cross-account", "only edges between accounts", &only_cross_account_);
  DeclareSnapshotArguments(arguments, &snapshot_);
  DeclareQuestionArguments(arguments, &question_);
  arguments.Flag("--quiet", "no warnings", &quiet_);
  arguments.Example("iamsim graph --from dump.json | dot -Tsvg -o roles.svg");
}

absl::StatusOr<std::uint32_t> FindPrincipal(const PreparedSnapshot& world, const char* option,
                                            const std::string& name) {
  IAMSIM_ASSIGN_OR_RETURN(const std::string arn, world.snapshot().ResolvePrincipalName(name));
  const absl::Span<const std::uint32_t> named = world.Named(arn);
  if (named.size() == 1) return named.front();
  return absl::InvalidArgumentError(
      absl::StrCat("`", option, "`: expected a user or role of the snapshot, got `", name, "`"));
}

absl::Status GraphCommand::Draw(Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(const Format* format, FindFormat(format_.value_or("dot")));
  AssumeGraphOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(question_.options, &options.evaluation));
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(question_, &options.question));
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded, LoadSnapshot(snapshot_));
  if (!quiet_) PrintDiagnostics(loaded.diagnostics, streams.err);
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  PictureFilter filter;
  if (source_) {
    IAMSIM_ASSIGN_OR_RETURN(filter.source, FindPrincipal(*world, "--source", *source_));
  }
  if (target_) {
    IAMSIM_ASSIGN_OR_RETURN(filter.target, FindPrincipal(*world, "--target", *target_));
  }
  filter.account = account_.value_or("");
  filter.only_cross_account = only_cross_account_;
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const AssumeGraph> graph,
                          AssumeGraph::Build(world, options));
  IAMSIM_ASSIGN_OR_RETURN(const Picture picture, DrawGraph(*graph, filter));
  std::string text = format->write(picture);
  if (text.back() != '\n') text += '\n';
  Print(streams, text);
  return absl::OkStatus();
}

ExitCode GraphCommand::Run(Streams& streams) {
  const absl::Status status = Draw(streams);
  return status.ok() ? ExitCode::kYes : Fail(streams.err, status);
}

}  // namespace

std::unique_ptr<Command> MakeGraphCommand() { return std::make_unique<GraphCommand>(); }

}  // namespace iamsim
