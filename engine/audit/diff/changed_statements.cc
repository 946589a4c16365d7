// Tested by tests/audit/diff/compare_worlds_test.cc.
#include "audit/diff/changed_statements.h"

#include <algorithm>
#include <optional>

#include "absl/algorithm/container.h"
#include "iamsim/policy/print.h"

namespace iamsim {
namespace {

// What a statement says, as a text that is equal for equal statements.
std::string TextOf(const Policy& policy, const Statement& statement) {
  Policy alone;
  alone.kind = policy.kind;
  alone.version = policy.version;
  alone.version_given = policy.version_given;
  alone.statements = {statement};
  return PrintPolicy(alone, 0);
}

struct Side {
  const Statement* statement;
  std::string text;
};

std::vector<Side> SidesOf(const AttachedPolicy* document) {
  std::vector<Side> sides;
  if (document == nullptr) return sides;
  for (const Statement& statement : document->policy->statements) {
    sides.push_back({&statement, TextOf(*document->policy, statement)});
  }
  return sides;
}

using StatementPair = std::pair<const Statement*, const Statement*>;

// Moves the pairs that belong together from both sides to `out`; those that are the same go.
template <class IsPair>
void TakePairs(const IsPair& is_pair, std::vector<Side>* before, std::vector<Side>* after,
               std::vector<StatementPair>* out) {
  for (auto one = before->begin(); one != before->end();) {
    const auto other =
        absl::c_find_if(*after, [&](const Side& candidate) { return is_pair(*one, candidate); });
    if (other == after->end()) {
      ++one;
      continue;
    }
    if (out != nullptr) out->emplace_back(one->statement, other->statement);
    after->erase(other);
    one = before->erase(one);
  }
}

// The same text; else the same Sid; else the same place.
std::vector<StatementPair> PairUp(const AttachedPolicy* before, const AttachedPolicy* after) {
  std::vector<Side> left = SidesOf(before);
  std::vector<Side> right = SidesOf(after);
  std::vector<StatementPair> pairs;
  TakePairs([](const Side& a, const Side& b) { return a.text == b.text; }, &left, &right, nullptr);
  TakePairs(
      [](const Side& a, const Side& b) {
        return a.statement->sid.has_value() && !a.statement->sid->empty() &&
               a.statement->sid == b.statement->sid;
      },
      &left, &right, &pairs);
  TakePairs(
      [](const Side& a, const Side& b) {
        return a.statement->index == b.statement->index &&
               a.statement->effect == b.statement->effect &&
               a.statement->sid.value_or("").empty() && b.statement->sid.value_or("").empty();
      },
      &left, &right, &pairs);
  for (const Side& gone : left) pairs.emplace_back(gone.statement, nullptr);
  for (const Side& added : right) pairs.emplace_back(nullptr, added.statement);
  return pairs;
}

std::vector<std::string> List(const std::set<std::string>& set) { return {set.begin(), set.end()}; }

}  // namespace

bool ChangedStatements::SameDocument(const AttachedPolicy& a, const AttachedPolicy& b) {
  if (a.policy == nullptr || b.policy == nullptr) {
    return a.policy == b.policy && a.document_id() == b.document_id();
  }
  if (a.policy == b.policy) return true;
  const auto [found, is_new] = same_.try_emplace({a.policy.get(), b.policy.get()});
  if (is_new) found->second = SamePolicy(*a.policy, *b.policy);
  return found->second;
}

bool ChangedStatements::Add(PolicyKind kind, const std::shared_ptr<const AttachedPolicy>& before,
                            const std::shared_ptr<const AttachedPolicy>& after,
                            absl::string_view target, const Reach& reach) {
  for (const AttachedPolicy* side : {before.get(), after.get()}) {
    if (side != nullptr && side->policy == nullptr) return false;
  }
  Pair& pair = pairs_[{kind, before.get(), after.get()}];
  pair.kind = kind;
  pair.before = before;
  pair.after = after;
  pair.targets.insert(std::string(target));
  pair.everyone |= reach.everyone;
  pair.accounts.insert(reach.accounts.begin(), reach.accounts.end());
  pair.principals.insert(reach.principals.begin(), reach.principals.end());
  pair.resource_accounts.insert(reach.resource_accounts.begin(), reach.resource_accounts.end());
  pair.resources.insert(reach.resources.begin(), reach.resources.end());
  pair.endpoints.insert(reach.endpoints.begin(), reach.endpoints.end());
  return true;
}

void ChangedStatements::AddStatements(const Pair& pair, std::vector<ChangedStatement>* out) {
  for (const auto& [before, after] : PairUp(pair.before.get(), pair.after.get())) {
    ChangedStatement changed;
    changed.kind = pair.kind;
    changed.change = before == nullptr  ? StatementChange::kAdded
                     : after == nullptr ? StatementChange::kRemoved
                                        : StatementChange::kChanged;
    changed.targets = List(pair.targets);
    changed.reach = {.everyone = pair.everyone,
                     .accounts = List(pair.accounts),
                     .principals = List(pair.principals),
                     .resource_accounts = List(pair.resource_accounts),
                     .resources = List(pair.resources),
                     .endpoints = List(pair.endpoints)};
    changed.policy_before = pair.before;
    changed.policy_after = pair.after;
    changed.before = before;
    changed.after = after;
    out->push_back(std::move(changed));
  }
}

std::vector<ChangedStatement> ChangedStatements::Take() {
  std::vector<ChangedStatement> statements;
  for (const auto& item : pairs_) AddStatements(item.second, &statements);
  absl::c_stable_sort(statements, [](const ChangedStatement& a, const ChangedStatement& b) {
    const auto key = [](const ChangedStatement& changed) {
      return std::make_tuple(changed.kind, absl::string_view(changed.policy().name),
                             absl::string_view(changed.targets.front()), changed.change,
                             changed.statement().index);
    };
    return key(a) < key(b);
  });
  return statements;
}

}  // namespace iamsim
