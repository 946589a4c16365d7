// Tested by tests/cli/paths_test.cc.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "edge_arguments.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/graph/path_ends.h"
#include "iamsim/graph/paths.h"
#include "iamsim/io/write_paths.h"
#include "question_arguments.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

class PathsCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::StatusOr<ExitCode> Answer(Streams& streams) const;
  absl::StatusOr<PathWorld> Questions() const;
  absl::StatusOr<PathSearch> Search(const PreparedSnapshot& world) const;
  static absl::StatusOr<PathResult> FindFromEach(PathFinder& finder, PathSearch search,
                                                 const std::vector<std::string>& sources);

  std::string from_;
  std::string to_;
  SnapshotArguments snapshot_;
  QuestionArguments question_;
  std::optional<std::string> edges_;
  std::optional<std::string> max_hops_;
  std::optional<std::string> session_name_;
  std::optional<std::string> external_id_;
  std::optional<std::string> source_identity_;
  std::vector<std::string> session_tags_;
  std::vector<std::string> transitive_tag_keys_;
  bool all_ = false;
  bool cheapest_ = false;
  bool everything_ = false;
  bool json_ = false;
  bool quiet_ = false;
};

void PathsCommand::Declare(Arguments& arguments) {
  arguments.Required("FROM",
                     "who starts: an ARN, a role's name, `account:role/name`, a service, an "
                     "account's id, or a pattern (`role/team-*`)",
                     &from_);
  arguments.Optional("TO", "the role to reach, or a pattern (default: every role)", &to_);
  DeclareSnapshotArguments(arguments, &snapshot_);
  DeclareQuestionArguments(arguments, &question_);
  DeclareEdgeArgument(arguments, &edges_);
  DeclareMaxHopsArgument(arguments, &max_hops_);
  arguments.Flag("--all", "every path on which no role comes twice", &all_);
  arguments.Flag("--cheapest", "the fewest unmet conditions first, not the fewest hops",
                 &cheapest_);
  arguments.Option("--session-name", "NAME", "the name of the role sessions", &session_name_);
  arguments.Option("--external-id", "ID", "the external id for assuming roles", &external_id_);
  arguments.Option("--source-identity", "NAME", "the source identity that the first hop sets",
                   &source_identity_);
  arguments.Option("--session-tag", "K=V", "a tag of the first session", &session_tags_);
  arguments.Option("--transitive-tag", "K", "a session tag that later sessions inherit",
                   &transitive_tag_keys_);
  arguments.Flag("--everything", "every path and condition, however many", &everything_);
  arguments.Flag("--json", "the answer as JSON", &json_);
  arguments.Flag("--quiet", "no warnings", &quiet_);
  arguments.Example("iamsim paths deploy-bot AdminRole --from dump.json");
  arguments.Example(
      "iamsim paths '111122223333:role/*' AdminRole --edges assume,pass-role,control --from dumps");
}

absl::StatusOr<PathWorld> PathsCommand::Questions() const {
  PathWorld out;
  IAMSIM_RETURN_IF_ERROR(SetOptions(question_.options, &out.evaluation));
  IAMSIM_RETURN_IF_ERROR(ApplyQuestionArguments(question_, &out.question));
  out.next_hops.session_name = session_name_;
  out.next_hops.external_id = external_id_;
  out.first_hop = out.next_hops;
  out.first_hop.source_identity = source_identity_;
  IAMSIM_ASSIGN_OR_RETURN(out.first_hop.tags, ReadTagOptions("--session-tag", session_tags_));
  out.first_hop.transitive_tag_keys = transitive_tag_keys_;
  return out;
}

absl::StatusOr<PathSearch> PathsCommand::Search(const PreparedSnapshot& world) const {
  PathSearch out;
  if (!to_.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(out.to, MatchTargets(world, to_));
  }
  IAMSIM_ASSIGN_OR_RETURN(out.edges, ReadEdgeKinds(edges_));
  IAMSIM_ASSIGN_OR_RETURN(out.max_hops, ReadMaxHops(max_hops_));
  const bool one_user = out.to && out.to->size() == 1 &&
                        world.snapshot().principals()[out.to->front()].kind == PrincipalKind::kUser;
  if (one_user && !out.edges.control) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected as TO a role of the snapshot, or `--edges control` for a user, "
                     "found `",
                     to_, "`"));
  }
  out.all = all_;
  out.order = cheapest_ ? PathOrder::kCheapest : PathOrder::kShortest;
  return out;
}

absl::StatusOr<PathResult> PathsCommand::FindFromEach(PathFinder& finder, PathSearch search,
                                                      const std::vector<std::string>& sources) {
  PathResult out;
  const std::size_t most = search.max_paths;
  for (const std::string& source : sources) {
    if (out.paths.size() >= most) {
      out.is_complete = false;
      break;
    }
    search.from = source;
    search.max_paths = most - out.paths.size();
    IAMSIM_ASSIGN_OR_RETURN(PathResult found, finder.Find(search));
    out.is_complete &= found.is_complete;
    for (Path& path : found.paths) out.paths.push_back(std::move(path));
  }
  std::sort(out.paths.begin(), out.paths.end(),
            [&search](const Path& a, const Path& b) { return ComesBefore(a, b, search.order); });
  return out;
}

absl::StatusOr<ExitCode> PathsCommand::Answer(Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(const PathWorld questions, Questions());
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded,
                          LoadSnapshot(snapshot_, &streams, quiet_));
  if (!quiet_) PrintDiagnostics(loaded.diagnostics, streams.err);
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  IAMSIM_ASSIGN_OR_RETURN(const PathSearch search, Search(*world));
  IAMSIM_ASSIGN_OR_RETURN(const std::unique_ptr<PathFinder> finder,
                          PathFinder::Make(world, questions));
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> sources,
                          MatchSources(finder->any_state(), from_));
  IAMSIM_ASSIGN_OR_RETURN(const PathResult result, FindFromEach(*finder, search, sources));
  if (!result.is_complete && !quiet_) {
    PrintWarnings({"the search was ended before it was complete: there may be other paths"},
                  streams.err);
  }
  const PathsHeading asked{.from = sources.size() == 1 ? sources.front() : from_,
                           .sources = sources.size(),
                           .to = to_,
                           .max_hops = search.max_hops,
                           .edges = search.edges};
  Print(streams, json_ ? absl::StrCat(PathsJson(*loaded.snapshot, result), "\n")
                       : PathsText(*loaded.snapshot, asked, result, everything_, streams.style));
  return result.paths.empty() ? ExitCode::kNo : ExitCode::kYes;
}

ExitCode PathsCommand::Run(Streams& streams) {
  const absl::StatusOr<ExitCode> code = Answer(streams);
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakePathsCommand() { return std::make_unique<PathsCommand>(); }

}  // namespace iamsim
