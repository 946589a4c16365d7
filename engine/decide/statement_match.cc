#include "decide/statement_match.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "decide/condition_match.h"
#include "decide/services/s3_account_actions.h"

namespace iamsim {

namespace {

Formula MatchPattern(const ResourcePattern& pattern, absl::string_view resource,
                     const ContextKeys& keys) {
  const PatternMatch match =
      pattern.Matches(resource, [&keys](absl::string_view key, absl::string_view* value) {
        return ReadVariable(keys, key, value);
      });
  switch (match) {
    case PatternMatch::kYes:
      return true;
    case PatternMatch::kNo:
    case PatternMatch::kUnresolved:  // VA-5; VA-6, OP-12: NotResource excludes nothing by it
      return false;
    case PatternMatch::kUnknown:
      break;
  }
  return Formula::Leaf(
      {.op = "ResourceMatches", .key = std::string(resource), .values = {pattern.text()}});
}

}  // namespace

bool MatchesAction(const Statement& statement, const Action& action) {
  const bool listed = absl::c_any_of(statement.actions, [&action](const ActionPattern& pattern) {
    return pattern.Matches(action);
  });
  return listed != statement.not_action;  // MA-4
}

Formula MatchesResource(const Statement& statement, const Check& check) {
  if (!statement.has_resource) return true;  // PG-12: a trust policy is about its role
  const RequestContext& context = check.context();
  // MR-10: S3's account-level actions also accept a pattern for every bucket.
  const bool account_action = context.resource == "*" && IsS3AccountAction(context.action);
  Formula listed = false;
  for (const ResourcePattern& pattern : statement.resources) {
    listed = Or(listed, MatchPattern(pattern, context.resource, context.keys));
    if (account_action) listed = Or(listed, MatchPattern(pattern, "arn:aws:s3:::*", context.keys));
    if (listed.IsTrue()) break;
  }
  return statement.not_resource ? Not(listed) : listed;  // MR-8, MR-9
}

Formula MatchesConditions(const Statement& statement, const Check& check) {
  Formula all = true;
  for (const Condition& condition : statement.conditions) {
    all = And(all, MatchCondition(condition, check.keys(), check.context().options));
    if (all.IsFalse()) break;
  }
  return all;
}

Formula MatchStatement(const Statement& statement, const Check& check) {
  if (!MatchesAction(statement, check.action())) return false;
  const Formula resource = MatchesResource(statement, check);
  if (resource.IsFalse()) return false;
  return And(resource, MatchesConditions(statement, check));
}

StatementReference Refer(const AttachedPolicy& policy, const Statement& statement, Formula when) {
  return {.policy = policy.name,
          .sid = statement.sid.value_or(""),
          .statement = statement.index,
          .effect = statement.effect,
          .file = policy.file,
          .position = policy.PositionOf(statement),
          .when = std::move(when)};
}

}  // namespace iamsim
