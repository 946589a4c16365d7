// Tested by who_can_through_roles_test.cc.
#include <map>
#include <string>
#include <utility>

#include "iamsim/audit/who_can.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/graph/access.h"
#include "iamsim/graph/path_ends.h"

namespace iamsim {
namespace {

Grantee GranteeOf(const Snapshot& snapshot, bool is_in_snapshot, const Path& path) {
  Grantee out{path.from, is_in_snapshot, path.kind, path.allowed_when, {}};
  for (const PathHop& hop : path.hops) {
    out.via.push_back(
        {snapshot.principals()[hop.to].arn.text(), hop.answer.kind, hop.answer.allowed_when});
  }
  return out;
}

}  // namespace

absl::StatusOr<WhoCanThroughRolesResult> WhoCanThroughRoles(
    const std::shared_ptr<const PreparedSnapshot>& world, const Request& question,
    const WhoCanOptions& options, const ThroughRolesOptions& through) {
  constexpr std::size_t kProgressStep = 64;
  const Snapshot& snapshot = world->snapshot();
  WhoCanOptions direct_options = options;
  direct_options.progress = nullptr;
  IAMSIM_ASSIGN_OR_RETURN(WhoCanResult direct, WhoCan(*world, question, direct_options));
  AccessQuestion access;
  access.request = question;
  access.hops = through.hops;
  access.max_hops = through.max_hops;
  access.evaluation = options.evaluation;
  IAMSIM_ASSIGN_OR_RETURN(const std::unique_ptr<AccessFinder> finder,
                          AccessFinder::Make(world, std::move(access)));
  WhoCanThroughRolesResult out;
  // By name, of the snapshot and beyond.
  std::map<std::string, Grantee> inside;
  std::map<std::string, Grantee> outside;
  for (Grantee& grantee : direct.grantees) {
    const std::string name = grantee.principal;
    (grantee.is_in_snapshot ? inside : outside).emplace(name, std::move(grantee));
  }
  const auto ask = [&](const std::string& from, bool is_in_snapshot,
                       std::map<std::string, Grantee>& known) -> absl::Status {
    const auto before = known.find(from);
    if (before != known.end() && before->second.kind == DecisionKind::kAllowed) {
      return absl::OkStatus();
    }
    IAMSIM_ASSIGN_OR_RETURN(const AccessAnswer answer, finder->Find(from));
    out.is_complete &= answer.is_complete;
    if (!answer.path) return absl::OkStatus();
    // Without a hop: what was said before, for whom it can be asked.
    if (before != known.end() && answer.path->hops.empty()) return absl::OkStatus();
    // Whom nobody can ask what it may itself (`*`) keeps what the resource policy says.
    if (before != known.end() && answer.path->kind == DecisionKind::kConditional) {
      return absl::OkStatus();
    }
    known.insert_or_assign(from, GranteeOf(snapshot, is_in_snapshot, *answer.path));
    return absl::OkStatus();
  };
  const absl::Span<const PrincipalRecord> principals = snapshot.principals();
  for (std::size_t id = 0; id < principals.size(); ++id) {
    if (options.progress && id % kProgressStep == 0) options.progress(id, principals.size());
    IAMSIM_RETURN_IF_ERROR(ask(principals[id].arn.text(), true, inside));
  }
  for (const std::string& name : OutsidersOf(finder->any_state())) {
    IAMSIM_RETURN_IF_ERROR(ask(name, false, outside));
  }
  WhoCanResult& answers = out.answers;
  answers.denied = principals.size() - inside.size();
  for (const PrincipalRecord& principal : principals) {
    const auto found = inside.find(principal.arn.text());
    if (found != inside.end()) answers.grantees.push_back(std::move(found->second));
  }
  for (auto& [unused, grantee] : outside) answers.grantees.push_back(std::move(grantee));
  for (const Grantee& grantee : answers.grantees) {
    ++(grantee.kind == DecisionKind::kAllowed ? answers.allowed : answers.conditional);
  }
  return out;
}

}  // namespace iamsim
