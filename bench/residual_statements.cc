#include "residual_statements.h"

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/decide/decide.h"
#include "iamsim/fast/fast_decider.h"
#include "iamsim/model/arn.h"

namespace iamsim {
namespace {

// Some text that `pattern` matches, if its variables have the value `x`.
std::string Instance(std::string pattern) {
  for (std::size_t begin = pattern.find("${"); begin != std::string::npos;
       begin = pattern.find("${", begin)) {
    const std::size_t end = pattern.find('}', begin);
    if (end == std::string::npos) break;
    pattern.replace(begin, end - begin + 1, "x");
  }
  return absl::StrReplaceAll(pattern, {{"*", "x"}, {"?", "x"}});
}

// An action that the statement names, or that a NotAction does not.
std::string ActionOf(const Statement& statement) {
  if (statement.not_action || statement.actions.empty()) return "s3:GetObject";
  const Catalog& catalog = Catalog::Builtin();
  const std::vector<ActionId> members = catalog.Expand(statement.actions.front());
  return members.empty() ? Instance(statement.actions.front().text())
                         : std::string(catalog.text(members.front()));
}

Request QuestionAbout(const Statement& statement,
                      const std::shared_ptr<const AttachedPolicy>& policy) {
  Request out;
  out.principal = "arn:aws:iam::111122223333:role/r";
  out.action = ActionOf(statement);
  out.resource = "*";
  if (!statement.resources.empty()) {
    std::string resource = Instance(statement.resources.front().text());
    if (ParseArn(resource).ok()) out.resource = std::move(resource);
  }
  out.resource_account = "111122223333";
  out.policies.identity = {policy};
  return out;
}

void AddLikedContext(const Statement& statement, Request* request) {
  for (const Condition& condition : statement.conditions) {
    if (condition.values.empty() || condition.op.is_null_test()) continue;
    const std::string value = Instance(condition.values.front());
    request->context[condition.key] = condition.op.set == SetOperator::kNone
                                          ? ContextValue::Scalar(value)
                                          : ContextValue::List({value});
  }
}

// Of both evaluators; false: they disagree.
bool Ask(const Request& request, FastDecider& decider, bool* is_answered) {
  const auto found = decider.Decide(request, {});
  const auto wanted = DecideChain(*Snapshot::Empty(), World::kSelfContained, request, {});
  *is_answered |= found.ok();
  if (found.ok() == wanted.ok() && (!found.ok() || *found == wanted->decision.kind)) return true;
  std::cerr << request.action << " " << request.resource << " differs from the reference\n";
  return false;
}

}  // namespace

ResidualStatements CountResidualStatements(const Snapshot& snapshot) {
  ResidualStatements out;
  std::set<const Policy*> seen;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    for (const std::shared_ptr<const AttachedPolicy>& policy : principal.identity_policies) {
      if (policy->policy == nullptr || !seen.insert(policy->policy.get()).second) continue;
      ++out.policies;
      FastDecider decider(FastWorld::SelfContained());
      for (const Statement& statement : policy->policy->statements) {
        const std::size_t before = decider.counts().residual;
        bool is_answered = false;
        Request request = QuestionAbout(statement, policy);
        for (const bool is_complete : {true, false}) {
          request.context_is_complete = is_complete;
          out.agrees &= Ask(request, decider, &is_answered);
        }
        request.context_is_complete = true;
        AddLikedContext(statement, &request);
        out.agrees &= Ask(request, decider, &is_answered);
        out.questions += 3;
        out.statements += is_answered ? 1U : 0U;
        out.residual += decider.counts().residual != before ? 1U : 0U;
      }
    }
  }
  return out;
}

}  // namespace iamsim
