// Everything that a principal may do, written as one policy.
//
// allowed = (identity Allow, or a grant of a resource policy) ∧ boundary ∧ session policy ∧ every
// level of service control policies, and no Deny anywhere (EV-21). Gathering turns every statement
// into a rule as an identity policy would say it, with what is certain of the caller folded away
// (gather_rules, gather_resource_policies, read_rule). The limiter makes the grants smaller by what
// must allow as well; the Deny statements are carried along as far as they can touch what is left.
//
// Tested by tests/audit/permissions_test.cc, and by permissions_property_test.cc, which asks the
// reference evaluator about the world and about the document.

#include "iamsim/audit/permissions.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "audit/permissions/count_services.h"
#include "audit/permissions/gather_rules.h"
#include "audit/permissions/limit_rules.h"
#include "audit/permissions/restrict_denials.h"
#include "audit/permissions/simplify_rules.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/policy/parse.h"
#include "iamsim/policy/print.h"
#include "iamsim/request/resolve.h"

namespace iamsim {
namespace {

constexpr std::size_t kManagedPolicyCharacters = 6144;  // PG-17

// A request of the caller that says nothing of an action or a resource.
absl::StatusOr<RequestContext> Probe(const Snapshot& snapshot, Request request,
                                     const EvaluationOptions& options) {
  request.action = "sts:GetCallerIdentity";
  request.resource = "*";
  request.resource_account.clear();
  request.source_vpce.clear();
  request.policies.vpc_endpoint.clear();
  request.via.clear();
  request.context_is_complete = false;
  IAMSIM_ASSIGN_OR_RETURN(RequestContext probe,
                          Resolve(snapshot, World::kSnapshot, request, options));
  if (probe.caller.kind != CallerKind::kUser && probe.caller.kind != CallerKind::kRoleSession) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected a user, a role or a role session as the principal, found the ",
                     CallerKindName(probe.caller.kind), " `", probe.caller.text, "`"));
  }
  return probe;
}

class PermissionsMaker {
 public:
  PermissionsMaker(RuleBook book, const Catalog& catalog, const EvaluationOptions& options)
      : book_(std::move(book)),
        catalog_(catalog),
        universe_(catalog, {book_.named.begin(), book_.named.end()}),
        limiter_(universe_, catalog, options,
                 absl::c_any_of(book_.grants, [](const Grant& one) { return one.direct; })) {}

  absl::StatusOr<Permissions> Make(std::string principal, const PermissionsFilter& filter) {
    AddFilter(filter);
    std::vector<Rule> allows;
    for (const Grant& grant : book_.grants) AddAllows(grant, &allows);
    allows = Simplify(std::move(allows));
    std::vector<Rule> denies = RestrictDenials(book_, allows, universe_, catalog_, &book_.narrower);
    AddLimitDenials(allows, &denies);
    denies = Simplify(std::move(denies));
    absl::c_copy(limiter_.narrower(), std::back_inserter(book_.narrower));

    Permissions out{.principal = std::move(principal)};
    out.document = PrintPolicy(MakeDocument(allows, denies));
    const ParsedPolicy parsed = ParsePolicyText(out.document, "permissions", PolicyKind::kIdentity);
    IAMSIM_RETURN_IF_ERROR(parsed.status());
    out.policy = parsed.policy;
    out.services = CountServices(allows, denies, catalog_);
    out.missing = Unique(std::move(book_.missing));
    out.narrower = Unique(std::move(book_.narrower));
    if (out.policy->size_without_spaces > kManagedPolicyCharacters) {
      out.notes.push_back(absl::StrCat("the document has ", out.policy->size_without_spaces,
                                       " characters; IAM takes ", kManagedPolicyCharacters,
                                       " in one managed policy (PG-17)"));
    }
    return out;
  }

 private:
  static std::vector<std::string> Unique(std::vector<std::string> lines) {
    absl::btree_set<std::string> seen;
    std::erase_if(lines, [&seen](const std::string& line) { return !seen.insert(line).second; });
    return lines;
  }

  // What is wanted is one more limit, on actions only.
  void AddFilter(const PermissionsFilter& filter) {
    if (filter.services.empty() && filter.levels.empty()) return;
    Rule wanted{.resources = ResourceSet::All()};
    for (const std::string& service : filter.services) {
      wanted.actions.patterns.emplace_back(absl::StrCat(service, ":*"));
    }
    if (!filter.levels.empty()) {
      ActionUniverse::Members members(universe_.size(), false);
      for (std::size_t i = 0; i < members.size(); ++i) {
        const std::optional<ActionId> id =
            catalog_.Find(universe_.lower(static_cast<std::uint32_t>(i)));
        members[i] = id && absl::c_linear_search(filter.levels, catalog_.access_level(*id));
      }
      ActionUniverse::Members others = members;
      others.flip();
      const ActionSet levels{
          false, universe_.Compact(members, others, [](const ActionGlob&) { return true; })};
      wanted.actions =
          filter.services.empty() ? levels : Intersect(levels, wanted.actions, universe_);
    }
    book_.limits.push_back({.name = "the filter", .allows = {std::move(wanted)}});
  }

  void AddAllows(const Grant& grant, std::vector<Rule>* allows) {
    std::vector<Rule> rules = {grant.rule};
    if (!grant.service.empty()) {  // MA-6
      const ActionSet own{false, {ActionGlob(absl::StrCat(grant.service, ":*"))}};
      rules.front().actions = Intersect(rules.front().actions, own, universe_);
    }
    for (const Limit& limit : book_.limits) {
      if (grant.direct && !limit.limits_direct_grants) continue;  // EV-10, EV-12
      std::vector<Rule> within;
      for (const Rule& rule : rules) {
        if (rule.actions.IsEmpty()) continue;
        absl::c_move(limiter_.Apply(rule, limit), std::back_inserter(within));
      }
      rules = std::move(within);
    }
    for (Rule& rule : rules) {
      if (rule.actions.IsEmpty()) continue;
      if (grant.direct) direct_.push_back(rule);
      allows->push_back(std::move(rule));
    }
  }

  // A Deny in the place of a limit denies to everyone, also what a resource policy grants past the
  // limit.
  void AddLimitDenials(const std::vector<Rule>& allows, std::vector<Rule>* denies) {
    for (const Limiter::LimitDenial& denial : limiter_.denials()) {
      const auto meets = [&](const Rule& rule) {
        return rule.actions.Meets(denial.rule.actions) &&
               rule.resources.Meets(denial.rule.resources);
      };
      if (absl::c_none_of(allows, meets)) continue;
      denies->push_back(denial.rule);
      if (denial.limits_direct_grants || absl::c_none_of(direct_, meets)) continue;
      book_.narrower.push_back(absl::StrCat(
          "what a resource policy grants of `", denial.rule.actions.patterns.front().text(),
          "` past the boundary or session policy is limited by it here"));
    }
  }

  RuleBook book_;
  const Catalog& catalog_;
  ActionUniverse universe_;
  Limiter limiter_;
  std::vector<Rule> direct_;
};

}  // namespace

absl::StatusOr<Permissions> FindPermissions(const Snapshot& snapshot, const Catalog& catalog,
                                            const Request& question,
                                            const PermissionsFilter& filter,
                                            const EvaluationOptions& options) {
  IAMSIM_ASSIGN_OR_RETURN(const EvaluationOptions switched, OptionsFor(question, options));
  IAMSIM_ASSIGN_OR_RETURN(const RequestContext probe, Probe(snapshot, question, switched));
  IAMSIM_ASSIGN_OR_RETURN(RuleBook book, GatherRules(snapshot, probe, question));
  return PermissionsMaker(std::move(book), catalog, probe.options).Make(probe.caller.text, filter);
}

}  // namespace iamsim
