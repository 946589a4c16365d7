// Tested by tests/audit/permissions_test.cc.
#include "audit/permissions/restrict_denials.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "decide/services/s3_account_actions.h"
#include "iamsim/base/check.h"
#include "iamsim/model/wildcards.h"

namespace iamsim {
namespace {

using Members = ActionUniverse::Members;

class Restrictor {
 public:
  Restrictor(const RuleBook& book, const std::vector<Rule>& allows, const ActionUniverse& universe,
             const Catalog& catalog, std::vector<std::string>* narrower)
      : book_(book),
        allows_(allows),
        universe_(universe),
        catalog_(catalog),
        narrower_(*narrower) {}

  std::vector<Rule> Run() {
    std::vector<Rule> out;
    for (const Denial& denial : book_.denials) {
      std::vector<Rule> rules = {denial.rule};
      switch (denial.source) {
        case Denial::Source::kPrincipal:
          break;
        case Denial::Source::kServiceControl:
          RestrictServiceControl(&rules.front());
          break;
        case Denial::Source::kResourceControl:
          rules = RestrictResourceControl(denial.rule);
          break;
        case Denial::Source::kResource:
          RestrictToService(denial.service, &rules.front());
          break;
      }
      for (Rule& rule : rules) {
        KeepRelevant(&rule);
        if (!rule.actions.IsEmpty()) out.push_back(std::move(rule));
      }
    }
    return out;
  }

 private:
  bool IsPermitted(const ActionGlob& pattern, const ResourceSet& resources) const {
    return absl::c_any_of(allows_, [&](const Rule& allow) {
      return allow.actions.Meets(pattern) && allow.resources.Meets(resources);
    });
  }

  void KeepRelevant(Rule* rule) const {
    if (!rule->actions.negated) {
      std::erase_if(rule->actions.patterns,
                    [&](const ActionGlob& one) { return !IsPermitted(one, rule->resources); });
      return;
    }
    const bool relevant = absl::c_any_of(allows_, [&](const Rule& allow) {
      return allow.actions.Meets(rule->actions) && allow.resources.Meets(rule->resources);
    });
    if (!relevant) rule->actions = ActionSet();
  }

  // SC-5: some services are out of reach.
  void RestrictServiceControl(Rule* rule) {
    std::vector<ActionGlob> out_of_reach;
    for (const absl::string_view text : kBeyondServiceControl) {
      ActionGlob pattern(text);
      if (IsPermitted(pattern, ResourceSet::All())) out_of_reach.push_back(std::move(pattern));
    }
    if (out_of_reach.empty()) return;
    ActionSet& actions = rule->actions;
    if (!actions.negated && actions.Covers(ActionGlob("*"))) actions = {true, {}};
    if (actions.negated) {
      absl::c_copy(out_of_reach, std::back_inserter(actions.patterns));
      actions.RemoveDuplicates();
      return;
    }
    std::erase_if(actions.patterns, [&](const ActionGlob& one) {
      return absl::c_any_of(out_of_reach, [&](const ActionGlob& u) { return u.Covers(one); });
    });
    for (const ActionGlob& one : actions.patterns) {
      if (absl::c_none_of(out_of_reach, [&](const ActionGlob& u) { return u.Meets(one); }))
        continue;
      narrower_.push_back(absl::StrCat("`", one.text(),
                                       "` is denied for services that no service control policy "
                                       "restricts as well (SC-5)"));
    }
  }

  // RP-2, RP-3: services on the list only, and actions on a resource.
  bool IsBound(ActionUniverse::Index index) const {
    if (universe_.lower(index) == "kms:retiregrant" || universe_.wildcard_only(index)) return false;
    const absl::StatusOr<Action> action = ParseAction(universe_.lower(index));
    return action.ok() && catalog_.SupportsResourceControl(action->service()) &&
           !IsS3AccountAction(*action);
  }

  const Members& Permitted() {
    if (!permitted_.empty()) return permitted_;
    permitted_ = Members(universe_.size(), false);
    for (const Rule& allow : allows_) {
      const Members members = allow.actions.MembersIn(universe_);
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i]) permitted_[i] = true;
      }
    }
    return permitted_;
  }

  // What of `members` is permitted and bound, in few patterns: those may match what nobody is
  // permitted, and nothing that is permitted and not bound.
  std::vector<ActionGlob> Bound(const Members& members, const ActionSet& within) {
    Members wanted(universe_.size(), false);
    Members forbidden(universe_.size(), false);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!Permitted()[i]) continue;
      wanted[i] = members[i] && IsBound(static_cast<ActionUniverse::Index>(i));
      forbidden[i] = !wanted[i];
    }
    return universe_.Compact(wanted, forbidden,
                             [&](const ActionGlob& made) { return within.Covers(made); });
  }

  // RP-2 without a list of actions: all that actions of the service are asked of, but `*` (MR-9).
  ResourceSet Protected(const std::string& service) const {
    ResourceSet arns;
    const std::string head = absl::StrCat("arn:", book_.partition, ":");
    if (service == "s3") {
      // MR-10: its account actions are also asked of the text `arn:aws:s3:::*`, which is no ARN of
      // a bucket. VA-8: this is that text.
      return {true, {ResourceGlob(absl::StrCat(head, "s3:::${*}"))}};
    }
    const auto add = [&](absl::string_view name) {
      arns.Add(ResourceGlob(absl::StrCat(head, name, ":*")));
    };
    const std::optional<ServiceId> id = catalog_.FindService(service);
    if (id) {
      const ResourceTypeRange types = catalog_.resource_types_of(*id);
      for (auto i = static_cast<std::uint16_t>(types.begin);
           i < static_cast<std::uint16_t>(types.end); ++i) {
        const ResourceTypeId type{i};
        for (const absl::string_view form : catalog_.arn_forms(type)) {
          const std::vector<absl::string_view> fields = absl::StrSplit(form, ':');
          if (fields.size() > 2 && !absl::StrContains(fields[2], "$")) add(fields[2]);
        }
      }
    }
    if (arns.patterns.empty()) add(service);
    return arns;
  }

  // Whether a rule on `resources` would be about an action on `*` as well (MR-9, MR-10).
  static bool IsAboutStar(const ResourceSet& resources) {
    if (resources.negated || resources.IsAll()) return true;
    return resources.Meets({false, {ResourceGlob("arn:aws:s3:::${*}")}});
  }

  bool IsPermittedExemption(const std::vector<ActionUniverse::Index>& members) {
    return absl::c_any_of(members, [&](ActionUniverse::Index i) {
      return Permitted()[i] && universe_.lower(i) == "kms:retiregrant";  // RP-3
    });
  }

  // Whether only actions that somebody names are permitted of those that `pattern` matches.
  bool AllAreNamed(const ActionGlob& pattern) const {
    return absl::c_none_of(allows_, [&](const Rule& allow) {
      if (allow.actions.negated) return allow.actions.Meets(pattern);
      return absl::c_any_of(allow.actions.patterns, [&](const ActionGlob& one) {
        return one.has_wildcards() && one.Meets(pattern);
      });
    });
  }

  // The pattern as it is written, on what it protects; else the actions that it protects.
  void AddProtection(const ActionGlob& pattern, const Rule& rule, std::vector<Rule>* out) {
    const std::string service =
        absl::AsciiStrToLower(pattern.text().substr(0, pattern.text().find(':')));
    const bool open = HasWildcards(service);
    if (!open && !catalog_.SupportsResourceControl(service)) return;
    Rule part = rule;
    part.actions = {false, {pattern}};
    const std::vector<ActionUniverse::Index> members = universe_.Expand(pattern);
    const bool all_bound = !open && absl::c_all_of(members, [&](ActionUniverse::Index i) {
      return !Permitted()[i] || IsBound(i);
    });
    if (all_bound) {
      out->push_back(std::move(part));
      return;
    }
    if (AllAreNamed(pattern)) {
      part.actions.patterns = Bound(part.actions.MembersIn(universe_), part.actions);
    } else if (!open && rule.resources.IsAll() && !IsPermittedExemption(members)) {
      part.resources = Protected(service);
    } else if (open || IsPermittedExemption(members) || IsAboutStar(rule.resources)) {
      // A list of the known actions would let others pass.
      narrower_.push_back(absl::StrCat("`", pattern.text(),
                                       "`, denied by a resource control policy, is denied here "
                                       "without a resource as well (RP-2, RP-3)"));
    }
    if (!part.actions.patterns.empty()) out->push_back(std::move(part));
  }

  std::vector<Rule> RestrictResourceControl(Rule rule) {
    // RP-1: they protect the resources of this account. IfExists: actions whose requests do not
    // name the owner (RC-24) are those of this account as well.
    const absl::StatusOr<ConditionOperator> op = ParseConditionOperator("StringEqualsIfExists");
    IAMSIM_CHECK(op.ok());
    const std::optional<Conjunction> all =
        Conjoin(rule.conditions, {MakeCondition(*op, "aws:ResourceAccount", {book_.account})});
    if (all && all->never) return {};
    if (all) {
      rule.conditions = all->conditions;
    } else {
      narrower_.push_back(
          "a Deny of a resource control policy is taken as about other accounts' resources too");
    }
    std::vector<Rule> out;
    if (rule.actions.negated) {
      Rule part = rule;
      part.actions = {false, Bound(rule.actions.MembersIn(universe_), rule.actions)};
      if (!part.actions.patterns.empty()) out.push_back(std::move(part));
      return out;
    }
    for (const ActionGlob& pattern : rule.actions.patterns) AddProtection(pattern, rule, &out);
    return out;
  }

  // MA-6.
  void RestrictToService(const std::string& service, Rule* rule) const {
    if (service.empty() || rule->actions.negated) return;
    const ActionSet own{false, {ActionGlob(absl::StrCat(service, ":*"))}};
    rule->actions = Intersect(rule->actions, own, universe_);
  }

  const RuleBook& book_;
  const std::vector<Rule>& allows_;
  const ActionUniverse& universe_;
  const Catalog& catalog_;
  std::vector<std::string>& narrower_;
  Members permitted_;
};

}  // namespace

std::vector<Rule> RestrictDenials(const RuleBook& book, const std::vector<Rule>& allows,
                                  const ActionUniverse& universe, const Catalog& catalog,
                                  std::vector<std::string>* narrower) {
  return Restrictor(book, allows, universe, catalog, narrower).Run();
}

}  // namespace iamsim
