// Tested by tests/cli/paths_test.cc.

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/graph/paths.h"
#include "iamsim/io/write_paths.h"
#include "question_arguments.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

constexpr int kMostHops = 100;

class PathsCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::StatusOr<ExitCode> Answer(Streams& streams) const;
  absl::StatusOr<PathWorld> Questions() const;
  absl::StatusOr<PathSearch> Search(const PreparedSnapshot& world) const;

  std::string from_;
  std::string to_;
  SnapshotArguments snapshot_;
  QuestionArguments question_;
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
  arguments.Required("FROM", "who starts: an ARN, a role's name, `account:role/name`, a service",
                     &from_);
  arguments.Optional("TO", "the role to reach (default: every role)", &to_);
  DeclareSnapshotArguments(arguments, &snapshot_);
  DeclareQuestionArguments(arguments, &question_);
  arguments.Option("--max-hops", "N", "how many roles a path has at most (default 5)", &max_hops_);
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
  IAMSIM_ASSIGN_OR_RETURN(out.from, world.snapshot().ResolvePrincipalName(from_));
  if (!to_.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(const std::string role, world.snapshot().ResolvePrincipalName(to_));
    const absl::Span<const std::uint32_t> named = world.Named(role);
    if (named.size() != 1 ||
        world.snapshot().principals()[named.front()].kind != PrincipalKind::kRole) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected as TO a role of the snapshot, found `", to_, "`"));
    }
    out.to = named.front();
  }
  if (max_hops_) {
    int hops = 0;
    if (!absl::SimpleAtoi(*max_hops_, &hops) || hops < 1 || hops > kMostHops) {
      return absl::InvalidArgumentError(absl::StrCat("`--max-hops`: expected a number from 1 to ",
                                                     kMostHops, ", got `", *max_hops_, "`"));
    }
    out.max_hops = static_cast<std::size_t>(hops);
  }
  out.all = all_;
  out.order = cheapest_ ? PathOrder::kCheapest : PathOrder::kShortest;
  return out;
}

absl::StatusOr<ExitCode> PathsCommand::Answer(Streams& streams) const {
  IAMSIM_ASSIGN_OR_RETURN(const PathWorld questions, Questions());
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result loaded, LoadSnapshot(snapshot_));
  if (!quiet_) PrintDiagnostics(loaded.diagnostics, streams.err);
  const std::shared_ptr<const PreparedSnapshot> world = PreparedSnapshot::Prepare(loaded.snapshot);
  IAMSIM_ASSIGN_OR_RETURN(const PathSearch search, Search(*world));
  IAMSIM_ASSIGN_OR_RETURN(const std::unique_ptr<PathFinder> finder,
                          PathFinder::Make(world, questions));
  IAMSIM_ASSIGN_OR_RETURN(const PathResult result, finder->Find(search));
  if (!result.is_complete && !quiet_) {
    PrintWarnings({"the search was ended before it was complete: there may be other paths"},
                  streams.err);
  }
  Print(streams,
        json_ ? absl::StrCat(PathsJson(*loaded.snapshot, search.from, result), "\n")
              : PathsText(*loaded.snapshot, search.from, result, everything_, streams.style));
  return result.paths.empty() ? ExitCode::kNo : ExitCode::kYes;
}

ExitCode PathsCommand::Run(Streams& streams) {
  const absl::StatusOr<ExitCode> code = Answer(streams);
  return code.ok() ? *code : Fail(streams.err, code.status());
}

}  // namespace

std::unique_ptr<Command> MakePathsCommand() { return std::make_unique<PathsCommand>(); }

}  // namespace iamsim
