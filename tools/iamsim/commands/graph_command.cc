// Tested by tests/cli/graph_test.cc.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "commands/command.h"
#include "edge_arguments.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/graph/path_ends.h"
#include "iamsim/io/write_graph.h"
#include "iamsim/io/write_graph_reports.h"
#include "other_program.h"
#include "question_arguments.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

struct GraphFormat {
  absl::string_view name;
  std::string (*write)(const Picture& picture);
};
// SVG is what Graphviz makes of DOT.
constexpr GraphFormat kGraphFormats[] = {{"dot", GraphDot},
                                         {"svg", GraphDot},
                                         {"graphml", GraphMl},
                                         {"mermaid", GraphMermaid},
                                         {"json", GraphJson}};

// What a report is made of, and how it is written.
struct ReportRequest {
  const AssumeGraph& graph;
  bool json = false;
  bool all = false;
  const TextStyle& style;
};

absl::StatusOr<std::string> ReportGroups(const ReportRequest& request) {
  IAMSIM_ASSIGN_OR_RETURN(const auto allowed, FindStrongGroups(request.graph, false));
  IAMSIM_ASSIGN_OR_RETURN(const auto conditional, FindStrongGroups(request.graph, true));
  std::vector<StrongGroup> groups;
  for (const auto& members : allowed) groups.push_back({members, DecisionKind::kAllowed});
  for (const auto& members : conditional) {
    const bool is_known = std::find(allowed.begin(), allowed.end(), members) != allowed.end();
    if (!is_known) groups.push_back({members, DecisionKind::kConditional});
  }
  const Snapshot& snapshot = request.graph.world().snapshot();
  return request.json ? GroupsJson(snapshot, groups)
                      : GroupsText(snapshot, groups, request.all, request.style);
}

absl::StatusOr<std::string> ReportAdministrators(const ReportRequest& request) {
  AdministratorsReport report;
  IAMSIM_ASSIGN_OR_RETURN(report.administrators, FindAdministrators(request.graph));
  IAMSIM_ASSIGN_OR_RETURN(report.reached, FindWhoReachesAdministrators(request.graph));
  const Snapshot& snapshot = request.graph.world().snapshot();
  return request.json ? AdministratorsJson(snapshot, report)
                      : AdministratorsText(snapshot, report, request.all, request.style);
}

absl::StatusOr<std::string> ReportOutside(const ReportRequest& request) {
  IAMSIM_ASSIGN_OR_RETURN(const auto roles, FindRolesReachedFromOutside(request.graph));
  const Snapshot& snapshot = request.graph.world().snapshot();
  return request.json ? OutsideJson(snapshot, roles)
                      : OutsideText(snapshot, roles, request.all, request.style);
}

absl::StatusOr<std::string> ReportDangling(const ReportRequest& request) {
  const std::vector<DanglingTrust> trusts = FindDanglingTrusts(request.graph.world());
  const Snapshot& snapshot = request.graph.world().snapshot();
  return request.json ? DanglingJson(snapshot, trusts)
                      : DanglingText(snapshot, trusts, request.all, request.style);
}

struct Report {
  absl::string_view name;
  absl::StatusOr<std::string> (*write)(const ReportRequest& request);
};
constexpr Report kReports[] = {{"groups", ReportGroups},
                               {"admins", ReportAdministrators},
                               {"outside", ReportOutside},
                               {"dangling", ReportDangling}};

template <class Entry, std::size_t size>
absl::StatusOr<const Entry*> FindEntry(const Entry (&entries)[size], absl::string_view option,
                                       absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const Entry& entry : entries) {
    if (entry.name == name) return &entry;
    names.push_back(entry.name);
  }
  return absl::InvalidArgumentError(absl::StrCat("`", option, "`: expected one of ",
                                                 absl::StrJoin(names, ", "), ", got `", name, "`",
                                                 DidYouMean(name, names)));
}

class GraphCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status CheckOptions() const;
  absl::Status Answer(Streams& streams) const;
  absl::Status Draw(const AssumeGraph& graph, Streams& streams) const;
  absl::Status WriteReport(const AssumeGraph& graph, Streams& streams) const;
  absl::StatusOr<PictureFilter> Filter(const AssumeGraph& graph) const;

  std::optional<std::string> format_;
  std::optional<std::string> edges_;
  std::optional<std::string> source_;
  std::optional<std::string> target_;
  std::optional<std::string> account_;
  std::optional<std::string> report_;
  SnapshotArguments snapshot_;
  QuestionArguments question_;
  bool only_cross_account_ = false;
  bool all_ = false;
  bool json_ = false;
  bool quiet_ = false;
};

void GraphCommand::Declare(Arguments& arguments) {
  arguments.Option("--format", "FORMAT",
                   "dot, svg (needs Graphviz), graphml, mermaid or json (default dot)", &format_);
  DeclareEdgeArgument(arguments, &edges_);
  arguments.Option("--source", "PRINCIPAL",
                   "only edges from this principal, or from those of a pattern (`role/team-*`)",
                   &source_);
  arguments.Option("--target", "ROLE", "only edges to this role, or to those of a pattern",
                   &target_);
  arguments.Option("--account", "ID", "only edges that begin or end in this account", &account_);
  arguments.Flag("--only-cross-account", "only edges between accounts", &only_cross_account_);
  arguments.Option("--report", "REPORT",
                   "instead of the graph: groups (that can become each other), admins (who reaches "
                   "one), outside (roles reached from outside the organization) or dangling "
                   "(trust in somebody who is not there)",
                   &report_);
  DeclareSnapshotArguments(arguments, &snapshot_);
  DeclareQuestionArguments(arguments, &question_);
  arguments.Flag("--all", "every line of a report, however many", &all_);
  arguments.Flag("--json", "the graph or the report as JSON", &json_);
  arguments.Flag("--quiet", "no warnings and no progress", &quiet_);
  arguments.Example("iamsim graph --format svg --from dump.json > roles.svg");
  arguments.Example("iamsim graph --report admins --from dump.json");
}

absl::Status GraphCommand::CheckOptions() const {
  if (json_ && format_.value_or("json") != "json") {
    return absl::InvalidArgumentError(
        absl::StrCat("expected `--json` or `--format ", *format_, "`, got both"));
  }
  const bool draws = format_ || edges_ || source_ || target_ || account_ || only_cross_account_;
  if (report_ && draws) {
    return absl::InvalidArgumentError(
        "`--report`: expected no option of the picture beside it (--format, --edges, --source, "
        "--target, --account, --only-cross-account)");
  }
  return absl::OkStatus();
}

absl::StatusOr<PictureFilter> GraphCommand::Filter(const AssumeGraph& graph) const {
  PictureFilter filter;
  IAMSIM_ASSIGN_OR_RETURN(filter.edges, ReadEdgeKinds(edges_));
  if (source_) {
    IAMSIM_ASSIGN_OR_RETURN(filter.sources, MatchSources(graph, *source_));
  }
  if (target_) {
    IAMSIM_ASSIGN_OR_RETURN(filter.targets, MatchTargets(graph.world(), *target_));
  }
  filter.account = account_.value_or("");
  filter.only_cross_account = only_cross_account_;
  return filter;
}

absl::StatusOr<std::string> ToSvg(const std::string& dot, std::vector<std::string>* warnings) {
  absl::StatusOr<ProgramOutput> output = RunOtherProgram({"dot", "-Tsvg"}, dot);
  if (absl::IsNotFound(output.status())) {
    return absl::NotFoundError(
        "`--format svg` needs Graphviz, whose program `dot` is not on the PATH; install it "
        "(package graphviz), or use `--format dot`");
  }
  if (!output.ok()) return output.status();
  for (const absl::string_view line : absl::StrSplit(output->err, '\n', absl::SkipEmpty())) {
    warnings->push_back(absl::StrCat("dot: ", line));
  }
  return std::move(output->out);
}

absl::Status GraphCommand::Draw(const AssumeGraph& graph, Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(
      const GraphFormat* format,
      FindEntry(kGraphFormats, "--format", format_.value_or(json_ ? "json" : "dot")));
  IAMSIM_ASSIGN_OR_RETURN(const PictureFilter filter, Filter(graph));
  IAMSIM_ASSIGN_OR_RETURN(const Picture picture, DrawGraph(graph, filter));
  std::vector<std::string> warnings;
  if (picture.edges.empty()) warnings.push_back("no edge to draw");
  std::string text = format->write(picture);
  if (format->name == "svg") {
    IAMSIM_ASSIGN_OR_RETURN(text, ToSvg(text, &warnings));
  }
  if (!quiet_) PrintWarnings(warnings, streams.err);
  if (text.empty() || text.back() != '\n') text += '\n';
  Print(streams, text);
  return absl::OkStatus();
}

absl::Status GraphCommand::WriteReport(const AssumeGraph& graph, Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(const Report* report, FindEntry(kReports, "--report", *report_));
  IAMSIM_ASSIGN_OR_RETURN(std::string text, report->write({graph, json_, all_, streams.style}));
  if (text.back() != '\n') text += '\n';
  Print(streams, text);
  return absl::OkStatus();
}

absl::Status GraphCommand::Answer(Streams& streams) const {
  IAMSIM_RETURN_IF_ERROR(CheckOptions());
  AssumeGraphOptions options;
  IAMSIM_RETURN_IF_ERROR(SetOptions(question_.options, &options.evaluation));
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(question_, &options.question));
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded,
                          LoadSnapshot(snapshot_, &streams, quiet_));
  if (!quiet_) PrintDiagnostics(loaded.diagnostics, streams.err);
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const AssumeGraph> graph,
                          AssumeGraph::Build(world, options));
  return report_ ? WriteReport(*graph, streams) : Draw(*graph, streams);
}

ExitCode GraphCommand::Run(Streams& streams) {
  const absl::Status status = Answer(streams);
  return status.ok() ? ExitCode::kYes : Fail(streams.err, status);
}

}  // namespace

std::unique_ptr<Command> MakeGraphCommand() { return std::make_unique<GraphCommand>(); }

}  // namespace iamsim
