// PA-1, PA-5. Tested by tests/graph/pass_role_test.cc.
#include "iamsim/graph/pass_role.h"

#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "decide/pass_role.h"
#include "graph/service_ways.h"
#include "graph/target.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

PassRoleEdges::PassRoleEdges(const AssumeGraph& graph)
    : graph_(graph), ways_(std::make_unique<ServiceWays>()) {}
PassRoleEdges::~PassRoleEdges() = default;

absl::Status PassRoleEdges::AddWays(std::uint32_t from, const SweepAnswer& pass, PassRoleEdge edge,
                                    std::vector<PassRoleEdge>* out) {
  const Snapshot& snapshot = graph_.world().snapshot();
  const PrincipalRecord& record = snapshot.principals()[from];
  Request question = graph_.options().question;
  question.principal = record.arn.text();
  const auto ask = [&](const std::string& action,
                       const std::string& resource) -> absl::StatusOr<SweepAnswer> {
    question.action = action;
    question.resource = resource;
    IAMSIM_ASSIGN_OR_RETURN(
        const ChainResult result,
        DecideChain(snapshot, World::kSnapshot, question, graph_.options().evaluation));
    return SweepAnswer{result.decision.kind, result.decision.allowed_when};
  };
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<ServiceWays::Way>* ways,
                          ways_->Find(record.arn.text(), &record, edge.service, ask));
  edge.from = from;
  for (const ServiceWays::Way& way : *ways) {
    edge.actions = way.actions;
    edge.answer = AnswerOf(And(pass.allowed_when, way.answer.allowed_when));
    if (IsEdge(edge.answer)) out->push_back(edge);
  }
  return absl::OkStatus();
}

absl::Status PassRoleEdges::AddEdges(std::uint32_t role, const std::string& service,
                                     std::vector<PassRoleEdge>* out) {
  const PreparedSnapshot& world = graph_.world();
  const Snapshot& snapshot = world.snapshot();
  const std::string& arn = snapshot.principals()[role].arn.text();
  Request question = graph_.options().question;
  question.action = "iam:PassRole";
  question.resource = arn;
  question.context["iam:PassedToService"] = ContextValue::Scalar(service);
  PrincipalSweep sweep(world, question, graph_.options().evaluation);
  question.pass_role = PassedRole{.role = arn, .service = service};
  std::optional<Formula> trust;
  for (std::uint32_t from = 0; from < world.principals().size(); ++from) {
    // PA-2: nobody of another account may.
    if (snapshot.principals()[from].arn.account() != snapshot.principals()[role].arn.account()) {
      continue;
    }
    IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer pass, sweep.Ask(from));
    if (!IsEdge(pass)) continue;
    if (!trust) {  // the same whoever passes the role
      question.principal = snapshot.principals()[from].arn.text();
      IAMSIM_ASSIGN_OR_RETURN(const std::vector<ChainStep> checks,
                              CheckPassRole(snapshot, World::kSnapshot, question,
                                            graph_.options().evaluation, SessionState()));
      trust = checks.back().decision.allowed_when;
    }
    if (trust->IsFalse()) return absl::OkStatus();
    const SweepAnswer both = AnswerOf(And(pass.allowed_when, *trust));
    if (!IsEdge(both)) continue;
    IAMSIM_RETURN_IF_ERROR(
        AddWays(from, both, {.service = service, .actions = {}, .role = role, .answer = {}}, out));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PassRoleEdge>> PassRoleEdges::To(std::uint32_t role) {
  std::vector<PassRoleEdge> out;
  for (const std::string& service :
       ServicesToPassTo(graph_.world().snapshot().principals()[role])) {
    IAMSIM_RETURN_IF_ERROR(AddEdges(role, service, &out));
  }
  absl::c_stable_sort(out, [](const auto& a, const auto& b) { return a.from < b.from; });
  return out;
}

}  // namespace iamsim
