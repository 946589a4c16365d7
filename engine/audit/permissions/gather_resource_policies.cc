// Resource policies as rules on the resource that carries them: §2.3, matrix 5.3.
//
// A resource policy is asked only about its own resource and what lies in it (Snapshot::
// FindResource), so each rule is cut down to these. Tested by tests/audit/permissions_test.cc.

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "audit/permissions/gather_rules.h"
#include "decide/check.h"
#include "decide/principal_match.h"
#include "decide/services/service_rules.h"
#include "iamsim/base/check.h"
#include "request/question.h"

namespace iamsim {
namespace {

// What the policy of `record` is asked about.
ResourceSet ScopeOf(const ResourceRecord& record) {
  const Arn& arn = record.arn;
  const std::size_t head = arn.text().size() - arn.resource().size();
  // VA-8: the name is literal.
  const std::string text = absl::StrCat(
      arn.text().substr(0, head),
      absl::StrReplaceAll(arn.resource(), {{"*", "${*}"}, {"?", "${?}"}, {"${", "${$}{"}}));
  ResourceSet scope;
  scope.Add(ResourceGlob(text));
  if (absl::StartsWith(arn.service(), "s3") && !absl::StrContains(arn.resource(), "/object/")) {
    const bool has_objects =
        IsGeneralPurposeBucketArn(arn) ? !absl::StrContains(arn.resource(), "/") : true;
    if (has_objects) scope.Add(ResourceGlob(absl::StrCat(text, "/*")));
  } else if (arn.service() == "lambda" && absl::StartsWith(arn.resource(), "function:") &&
             !absl::StrContains(arn.resource().substr(9), ":")) {
    scope.Add(ResourceGlob(absl::StrCat(text, ":*")));  // SV-1
  }
  return scope;
}

bool IsInside(absl::string_view arn, absl::string_view of) {
  return absl::StartsWith(arn, absl::StrCat(of, ":")) ||
         absl::StartsWith(arn, absl::StrCat(of, "/"));
}

// A principal match that is a condition on the session's name as conditions of a statement.
std::optional<Conditions> AsConditions(const Formula& named) {
  if (named.IsTrue()) return Conditions();
  const bool negated = named.kind() == Formula::Kind::kNot;
  const Formula& positive = negated ? named.operands().front() : named;
  std::vector<FormulaLeaf> leaves;
  if (positive.kind() == Formula::Kind::kLeaf) {
    leaves.push_back(positive.leaf());
  } else if (positive.kind() == Formula::Kind::kAny) {
    leaves = LeavesOf(positive);
    if (leaves.size() != positive.operands().size()) return std::nullopt;
  }
  std::vector<std::string> values;
  for (const FormulaLeaf& leaf : leaves) {
    if (leaf.op != "StringLike" || leaf.key != "aws:userid") return std::nullopt;
    values.insert(values.end(), leaf.values.begin(), leaf.values.end());
  }
  if (values.empty()) return std::nullopt;
  const absl::StatusOr<ConditionOperator> op =
      ParseConditionOperator(negated ? "StringNotLike" : "StringLike");
  IAMSIM_CHECK(op.ok());
  return Conditions{MakeCondition(*op, "aws:userid", std::move(values))};
}

class ResourcePolicyReader {
 public:
  ResourcePolicyReader(const RequestContext& probe, const CertainKeys& certain, RuleBook* book)
      : probe_(probe), certain_(certain), book_(*book), check_(probe) {}

  // `holds_others`: something in the scope of `record` has a policy of its own.
  void Add(const ResourceRecord& record, bool owner_is_known, bool holds_others) {
    record_ = &record;
    owner_is_known_ = owner_is_known;
    holds_others_ = holds_others;
    scope_ = ScopeOf(record);
    if (record.policy->policy == nullptr) {
      book_.missing.push_back(record.policy->document_id());
      return;
    }
    service_ = KnowsOwnActionsOnly() ? std::string(record.arn.service()) : "";
    for (const Statement& statement : record.policy->policy->statements) {
      AddNamed(statement, &book_);
      if (!statement.principal) continue;  // PG-14: it names nobody
      if (statement.effect == Effect::kAllow) {
        AddAllow(statement);
      } else {
        AddDeny(statement);
      }
    }
  }

 private:
  // MA-6: decided once for each service.
  bool KnowsOwnActionsOnly() {
    const auto [entry, is_new] =
        own_actions_only_.try_emplace(std::string(record_->arn.service()), false);
    if (is_new) {
      RequestContext foreign;
      foreign.action = probe_.action;
      foreign.resource_arn = record_->arn;
      ServiceVerdict verdict;
      ApplyResourcePolicyScope(foreign, &verdict);
      entry->second = !verdict.resource_policy_has_effect;
    }
    return entry->second;
  }

  std::optional<Rule> Read(const Statement& statement) {
    const Policy& policy = *record_->policy->policy;
    return ReadRule(statement, {policy.variables_enabled(), /*completes_short_arns=*/false},
                    certain_, probe_.options, &book_.narrower);
  }

  void AddAllow(const Statement& statement) {
    const PrincipalMatch match =
        MatchPrincipalForAllow(*statement.principal, PrincipalReading::kResource, check_);
    const Formula direct = Or(match.wildcard, match.leaf);
    if (direct.IsFalse() && match.parent.IsFalse()) return;  // PR-2
    std::optional<Rule> rule = Read(statement);
    if (!rule) return;
    if (!record_->bucket.empty()) {  // S3-6: the bucket's policy must allow as well
      Leave(statement, "it is of an access point");
      return;
    }
    rule->resources = WithinScope(rule->resources, Effect::kAllow);
    if (!probe_.caller.account.empty() && !record_->s3.object_owner.empty() &&
        record_->s3.object_owner != record_->account) {
      std::erase_if(rule->resources.patterns, [](const ResourceGlob& one) {
        return absl::StrContains(one.text(), '/');  // S3-2
      });
    }
    if (rule->resources.IsEmpty()) return;
    if (!owner_is_known_) {
      const absl::StatusOr<ConditionOperator> op = ParseConditionOperator("StringEquals");
      IAMSIM_CHECK(op.ok());
      std::optional<Conjunction> all =
          Conjoin(rule->conditions, {MakeCondition(*op, "aws:ResourceAccount", {book_.account})});
      if (!all || all->never) return Leave(statement, "nothing says who owns the resource");
      rule->conditions = std::move(all->conditions);
    }
    if (!direct.IsFalse()) AddGrant(*rule, direct, /*is_direct=*/true);
    if (!direct.IsTrue() && !match.parent.IsFalse()) {
      AddGrant(*std::move(rule), match.parent, /*is_direct=*/false);
    }
  }

  void AddGrant(Rule rule, const Formula& named, bool is_direct) {
    const std::optional<Conditions> session = AsConditions(named);
    const std::optional<Conjunction> all =
        session ? Conjoin(rule.conditions, *session) : std::nullopt;
    if (!all) {
      book_.narrower.push_back(absl::StrCat("a grant of the policy of `", record_->arn.text(),
                                            "` to one session of the role is left out"));
      return;
    }
    if (all->never) return;
    rule.conditions = all->conditions;
    book_.grants.push_back({.rule = std::move(rule), .direct = is_direct, .service = service_});
  }

  void AddDeny(const Statement& statement) {
    const Formula named =
        MatchPrincipalForDeny(*statement.principal, PrincipalReading::kResource, check_);
    if (named.IsFalse()) return;
    std::optional<Rule> rule = Read(statement);
    if (!rule) return;
    rule->resources = WithinScope(rule->resources, Effect::kDeny);
    if (rule->resources.IsEmpty()) return;
    const std::optional<Conditions> session = AsConditions(named);
    const std::optional<Conjunction> all =
        session ? Conjoin(rule->conditions, *session) : std::nullopt;
    if (all && all->never) return;
    if (all) {
      rule->conditions = all->conditions;
    } else {
      book_.narrower.push_back(absl::StrCat("a Deny of the policy of `", record_->arn.text(),
                                            "` is about some sessions: taken as about all"));
    }
    book_.denials.push_back(
        {.rule = *std::move(rule), .source = Denial::Source::kResource, .service = service_});
  }

  // The part of `resources` in the scope. What cannot be said is left out of an Allow and denied as
  // a whole.
  ResourceSet WithinScope(const ResourceSet& resources, Effect effect) {
    ResourceSet within;
    for (const ResourceGlob& one : scope_.patterns) {
      std::optional<ResourceSet> part = Intersect(ResourceSet{false, {one}}, resources);
      // SV-1: what has a policy of its own is not asked of this one.
      if (holds_others_ && !(one == scope_.patterns.front())) part.reset();
      if (part) {
        for (const ResourceGlob& pattern : part->patterns) within.Add(pattern);
        continue;
      }
      book_.narrower.push_back(absl::StrCat(
          effect == Effect::kAllow ? "an Allow" : "a Deny", " of the policy of `",
          record_->arn.text(), "` on a part of `", one.text(), "` that one pattern cannot say: ",
          effect == Effect::kAllow ? "left out" : "taken as about all of it"));
      if (effect == Effect::kDeny) within.Add(one);
    }
    return within;
  }

  void Leave(const Statement& statement, absl::string_view why) {
    book_.narrower.push_back(absl::StrCat("statement ", statement.index, " of the policy of `",
                                          record_->arn.text(), "` is left out: ", why));
  }

  const RequestContext& probe_;
  const CertainKeys& certain_;
  RuleBook& book_;
  Check check_;
  absl::flat_hash_map<std::string, bool> own_actions_only_;
  const ResourceRecord* record_ = nullptr;
  bool owner_is_known_ = true;
  bool holds_others_ = false;
  ResourceSet scope_;
  std::string service_;
};

}  // namespace

void GatherResourcePolicies(const Snapshot& snapshot, const RequestContext& probe,
                            const CertainKeys& certain, RuleBook* book) {
  ResourcePolicyReader reader(probe, certain, book);
  const absl::Span<const ResourceRecord> records = snapshot.resources();
  for (std::size_t i = 0; i < records.size(); ++i) {
    const ResourceRecord& record = records[i];
    if (record.policy == nullptr || record.arn.service() == "iam") continue;
    if (record.arn.partition() != probe.caller.partition) continue;  // EV-5
    const bool has_account = IsAccountId(record.arn.account());
    const absl::string_view owner =
        has_account ? record.arn.account() : absl::string_view(record.account);
    if (!owner.empty() && owner != book->account) continue;
    // By ARN, so that what lies in a resource follows it.
    const bool holds_others =
        i + 1 < records.size() && IsInside(records[i + 1].arn.text(), record.arn.text());
    reader.Add(record, !owner.empty(), holds_others);
  }
}

}  // namespace iamsim
