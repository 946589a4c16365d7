// Tested by tests/audit/diff/compare_worlds_test.cc.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "audit/diff/changed_statements.h"
#include "audit/diff/keys_of_statement.h"
#include "iamsim/audit/diff.h"
#include "iamsim/snapshot/documents.h"

namespace iamsim {
namespace {

using Levels = std::optional<std::vector<PolicyLevel>>;

// Calls `both` for records of one id in both worlds, `one` for the others.
template <class Record, class Id, class Both, class One>
void Join(absl::Span<const Record> before, absl::Span<const Record> after, const Id& id,
          const Both& both, const One& one) {
  if (before.data() == after.data()) return;  // shared
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < before.size() || b < after.size()) {
    if (b == after.size() || (a < before.size() && id(before[a]) < id(after[b]))) {
      one(before[a++], true);
    } else if (a == before.size() || id(after[b]) < id(before[a])) {
      one(after[b++], false);
    } else {
      both(before[a++], after[b++]);
    }
  }
}

class WorldComparison {
 public:
  explicit WorldComparison(WorldDifference* out) : out_(*out) {}

  void Run() {
    ComparePrincipals();
    CompareAccounts();
    CompareResources();
    CompareEndpoints();
    out_.statements = changes_.Take();
  }

 private:
  void ComparePrincipals();
  void ComparePrincipal(const PrincipalRecord& before, const PrincipalRecord& after);
  void CompareAccounts();
  void CompareLevels(PolicyKind kind, const AccountRecord& before, const AccountRecord& after);
  void CompareResources();
  void CompareEndpoints();
  void CompareLists(PolicyKind kind, const PolicyList& before, const PolicyList& after,
                    absl::string_view target, const Reach& reach);
  void ComparePolicies(PolicyKind kind, const std::shared_ptr<const AttachedPolicy>& before,
                       const std::shared_ptr<const AttachedPolicy>& after, absl::string_view target,
                       const Reach& reach);

  // A difference whose meaning lies in the statements that read one of the keys.
  template <class Predicate>
  void AddOther(std::string what, Reach reach, const Predicate& reads) {
    std::vector<const Statement*> statements;
    for (const Snapshot* world : {out_.before.get(), out_.after.get()}) {
      for (const HeldDocument& held : DocumentsOf(*world)) {
        if (held.document->policy == nullptr) continue;
        for (const Statement& statement : held.document->policy->statements) {
          if (absl::c_any_of(KeysOfStatement(statement), reads)) statements.push_back(&statement);
        }
      }
    }
    if (statements.empty()) return;
    out_.others.push_back({std::move(what), std::move(reach), std::move(statements)});
  }
  void AddEverything(std::string what, Reach reach) {
    out_.others.push_back({std::move(what), std::move(reach), std::nullopt});
  }

  WorldDifference& out_;
  ChangedStatements changes_;
};

bool StartsWithKey(absl::string_view key, absl::string_view prefix) {
  return absl::StartsWithIgnoreCase(key, prefix);
}

void WorldComparison::ComparePolicies(PolicyKind kind,
                                      const std::shared_ptr<const AttachedPolicy>& before,
                                      const std::shared_ptr<const AttachedPolicy>& after,
                                      absl::string_view target, const Reach& reach) {
  if (changes_.Add(kind, before, after, target, reach)) return;
  const AttachedPolicy& known = before == nullptr ? *after : *before;
  AddEverything(absl::StrCat(PolicyNoun(kind), " `", known.name, "`, whose document is missing"),
                reach);
}

// Policies are paired by what they say, then by name: `guard` before is `guard` after.
void WorldComparison::CompareLists(PolicyKind kind, const PolicyList& before,
                                   const PolicyList& after, absl::string_view target,
                                   const Reach& reach) {
  PolicyList left = before;
  PolicyList right = after;
  const auto take_pairs = [&](const auto& is_pair, bool differs) {
    for (auto one = left.begin(); one != left.end();) {
      const auto other =
          absl::c_find_if(right, [&](const auto& candidate) { return is_pair(**one, *candidate); });
      if (other == right.end()) {
        ++one;
        continue;
      }
      if (differs) ComparePolicies(kind, *one, *other, target, reach);
      right.erase(other);
      one = left.erase(one);
    }
  };
  take_pairs([](const AttachedPolicy& a, const AttachedPolicy& b) { return &a == &b; }, false);
  take_pairs(
      [&](const AttachedPolicy& a, const AttachedPolicy& b) { return changes_.SameDocument(a, b); },
      false);
  take_pairs([](const AttachedPolicy& a,
                const AttachedPolicy& b) { return a.name == b.name && a.arn == b.arn; },
             true);
  for (const auto& gone : left) ComparePolicies(kind, gone, nullptr, target, reach);
  for (const auto& added : right) ComparePolicies(kind, nullptr, added, target, reach);
}

void WorldComparison::ComparePrincipals() {
  Join(
      out_.before->principals(), out_.after->principals(),
      [](const PrincipalRecord& record) { return absl::string_view(record.arn.text()); },
      [&](const PrincipalRecord& before, const PrincipalRecord& after) {
        ComparePrincipal(before, after);
      },
      [&](const PrincipalRecord& record, bool is_before) {
        (is_before ? out_.only_before : out_.only_after).push_back(record.arn.text());
      });
}

void WorldComparison::ComparePrincipal(const PrincipalRecord& before,
                                       const PrincipalRecord& after) {
  const std::string& arn = before.arn.text();
  const Reach own{.principals = {arn}};
  CompareLists(PolicyKind::kIdentity, before.identity_policies, after.identity_policies, arn, own);
  const auto& boundary = before.permissions_boundary;
  if ((boundary == nullptr) != (after.permissions_boundary == nullptr)) {
    AddEverything(absl::StrCat("the permissions boundary of `", arn, "`"), own);
  } else if (boundary != after.permissions_boundary &&
             !changes_.SameDocument(*boundary, *after.permissions_boundary)) {
    ComparePolicies(PolicyKind::kPermissionsBoundary, boundary, after.permissions_boundary, arn,
                    own);
  }
  if (before.trust_policy != after.trust_policy) {
    CompareLists(PolicyKind::kTrust,
                 before.trust_policy == nullptr ? PolicyList() : PolicyList{before.trust_policy},
                 after.trust_policy == nullptr ? PolicyList() : PolicyList{after.trust_policy}, arn,
                 {.everyone = true, .resources = {arn}});
  }
  if (before.tags != after.tags) {
    AddOther(absl::StrCat("the tags of `", arn, "`"), own,
             [](absl::string_view key) { return StartsWithKey(key, "aws:PrincipalTag/"); });
    AddOther(absl::StrCat("the tags of `", arn, "`"), {.everyone = true, .resources = {arn}},
             [](absl::string_view key) {
               return StartsWithKey(key, "aws:ResourceTag/") ||
                      StartsWithKey(key, "iam:ResourceTag/");
             });
  }
}

void WorldComparison::CompareLevels(PolicyKind kind, const AccountRecord& before,
                                    const AccountRecord& after) {
  const bool service = kind == PolicyKind::kServiceControl;
  const Levels& left = service ? before.service_control : before.resource_control;
  const Levels& right = service ? after.service_control : after.resource_control;
  Reach reach;
  reach.everyone = !service;
  (service ? reach.accounts : reach.resource_accounts) = {before.id};
  const std::size_t left_size = left.has_value() ? left->size() : 0;
  const std::size_t right_size = right.has_value() ? right->size() : 0;
  if (left_size != right_size) {
    // Every level must allow (SC-2): a level more or less concerns whatever is asked.
    AddEverything(absl::StrCat("the levels of ", service ? "service" : "resource",
                               " control policies above account `", before.id, "`"),
                  reach);
  }
  for (std::size_t i = 0; i < std::max(left_size, right_size); ++i) {
    static const PolicyLevel kNone;
    const PolicyLevel& one = i < left_size ? (*left)[i] : kNone;
    const PolicyLevel& other = i < right_size ? (*right)[i] : kNone;
    CompareLists(kind, one.policies, other.policies,
                 other.target.empty() ? one.target : other.target, reach);
  }
}

void WorldComparison::CompareAccounts() {
  Join(
      out_.before->accounts(), out_.after->accounts(),
      [](const AccountRecord& record) { return absl::string_view(record.id); },
      [&](const AccountRecord& before, const AccountRecord& after) {
        CompareLevels(PolicyKind::kServiceControl, before, after);
        CompareLevels(PolicyKind::kResourceControl, before, after);
        const std::string what = absl::StrCat("the place of account `", before.id, "`");
        const bool moved = before.organization_path != after.organization_path ||
                           before.in_organization != after.in_organization;
        if (!moved) return;
        AddOther(what, {.accounts = {before.id}},
                 [](absl::string_view key) { return StartsWithKey(key, "aws:PrincipalOrg"); });
        AddOther(what, {.everyone = true, .resource_accounts = {before.id}},
                 [](absl::string_view key) { return StartsWithKey(key, "aws:ResourceOrg"); });
      },
      [&](const AccountRecord& record, bool is_before) {
        AddEverything(absl::StrCat("account `", record.id, "`, which only the world ",
                                   is_before ? "before" : "after", " has"),
                      {.accounts = {record.id}});
      });
}

void WorldComparison::CompareResources() {
  Join(
      out_.before->resources(), out_.after->resources(),
      [](const ResourceRecord& record) { return absl::string_view(record.arn.text()); },
      [&](const ResourceRecord& before, const ResourceRecord& after) {
        const std::string& arn = before.arn.text();
        const Reach own{.everyone = true, .resources = {arn}};
        CompareLists(PolicyKind::kResource,
                     before.policy == nullptr ? PolicyList() : PolicyList{before.policy},
                     after.policy == nullptr ? PolicyList() : PolicyList{after.policy}, arn, own);
        const bool same_settings = before.account == after.account &&
                                   before.bucket == after.bucket &&
                                   before.s3.block_public_access == after.s3.block_public_access &&
                                   before.s3.bucket_abac_enabled == after.s3.bucket_abac_enabled &&
                                   before.s3.object_owner == after.s3.object_owner;
        if (!same_settings) AddEverything(absl::StrCat("the settings of `", arn, "`"), own);
        if (before.tags == after.tags) return;
        AddOther(absl::StrCat("the tags of `", arn, "`"), own, [](absl::string_view key) {
          return absl::StrContains(absl::AsciiStrToLower(key), "tag");
        });
      },
      [&](const ResourceRecord& record, bool is_before) {
        AddEverything(absl::StrCat("resource `", record.arn.text(), "`, which only the world ",
                                   is_before ? "before" : "after", " has"),
                      {.everyone = true, .resources = {record.arn.text()}});
      });
}

void WorldComparison::CompareEndpoints() {
  Join(
      out_.before->vpc_endpoints(), out_.after->vpc_endpoints(),
      [](const VpcEndpointRecord& record) { return absl::string_view(record.id); },
      [&](const VpcEndpointRecord& before, const VpcEndpointRecord& after) {
        const Reach through{.everyone = true, .endpoints = {before.id}};
        if ((before.policy == nullptr) != (after.policy == nullptr)) {
          // VE-2: without a policy everything is allowed.
          AddEverything(absl::StrCat("the policy of VPC endpoint `", before.id, "`"), through);
        } else if (before.policy != nullptr) {
          CompareLists(PolicyKind::kVpcEndpoint, {before.policy}, {after.policy}, before.id,
                       through);
        }
      },
      [](const VpcEndpointRecord&, bool) {});
}

}  // namespace

absl::string_view StatementChangeName(StatementChange change) {
  switch (change) {
    case StatementChange::kAdded:
      return "added";
    case StatementChange::kRemoved:
      return "removed";
    case StatementChange::kChanged:
      return "changed";
  }
  return "";
}

WorldDifference CompareWorlds(std::shared_ptr<const Snapshot> before,
                              std::shared_ptr<const Snapshot> after) {
  WorldDifference difference;
  difference.before = std::move(before);
  difference.after = std::move(after);
  WorldComparison(&difference).Run();
  return difference;
}

}  // namespace iamsim
