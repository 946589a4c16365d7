// What could be answered differently is asked, and of what nothing tells apart one:
//  * actions: the classes of action_classes.h among those that the difference can touch;
//  * resources: the candidates of resource_candidates.h that the action can be asked of and the
//    difference can touch, and `*` for all that no pattern names;
//  * principals: those that the difference reaches, by name or as all of an account.
//
// Tested by tests/audit/diff/diff_test.cc.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/btree_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "audit/diff/action_classes.h"
#include "audit/diff/resource_candidates.h"
#include "iamsim/audit/diff.h"
#include "iamsim/model/action.h"
#include "iamsim/model/arn.h"
#include "iamsim/snapshot/documents.h"

namespace iamsim {
namespace {

using Statements = std::vector<const Statement*>;

// More principals of one account than this are asked as all of the account.
constexpr std::size_t kMaxNamedPrincipals = 8;
// Accounts and regions in which patterns that leave them open are tried.
constexpr std::size_t kMaxAccountsPerPattern = 20;
constexpr absl::string_view kRegions[] = {"us-east-1", "eu-west-1", "ap-southeast-2"};

// A difference of either sort.
struct Touch {
  const Reach* reach;
  Statements statements;
  bool everything = false;
  const ChangedStatement* changed = nullptr;
};

std::vector<Touch> TouchesOf(const WorldDifference& difference) {
  std::vector<Touch> touches;
  for (const ChangedStatement& changed : difference.statements) {
    Touch touch{.reach = &changed.reach, .statements = {}, .changed = &changed};
    for (const Statement* side : {changed.before, changed.after}) {
      if (side != nullptr) touch.statements.push_back(side);
    }
    touches.push_back(std::move(touch));
  }
  for (const OtherDifference& other : difference.others) {
    touches.push_back({.reach = &other.reach,
                       .statements = other.statements.value_or(Statements()),
                       .everything = !other.statements.has_value()});
  }
  return touches;
}

Statements AllStatements(const WorldDifference& difference) {
  Statements all;
  std::set<const Policy*> seen;
  for (const Snapshot* world : {difference.before.get(), difference.after.get()}) {
    for (const HeldDocument& held : DocumentsOf(*world)) {
      const Policy* policy = held.document->policy.get();
      if (policy == nullptr || !seen.insert(policy).second) continue;
      for (const Statement& statement : policy->statements) all.push_back(&statement);
    }
  }
  return all;
}

// The accounts with principals in both worlds, with how many.
std::map<std::string, std::size_t> AccountsOf(const WorldDifference& difference) {
  std::map<std::string, std::size_t> accounts;
  for (const PrincipalRecord& principal : difference.before->principals()) {
    if (difference.after->FindPrincipal(principal.arn.text()) != nullptr) {
      ++accounts[std::string(principal.arn.account())];
    }
  }
  return accounts;
}

// Whose requests a touch concerns, as question files name them.
struct Askers {
  bool everyone = false;
  std::set<std::string> accounts;
  std::set<std::string> principals;  // ARNs
};

class Deriver {
 public:
  Deriver(const WorldDifference& difference, const Catalog& catalog, const DeriveOptions& options)
      : difference_(difference),
        catalog_(catalog),
        options_(options),
        touches_(TouchesOf(difference)),
        all_statements_(AllStatements(difference)),
        accounts_(AccountsOf(difference)) {}

  DerivedQuestions Derive() {
    out_.coverage.derived = true;
    if (touches_.empty()) return std::move(out_);
    FindCandidates();
    FindActions();
    for (const Touch& touch : touches_) Ask(touch);
    Summarize();
    return std::move(out_);
  }

 private:
  void FindCandidates();
  void FindActions();
  void Ask(const Touch& touch);
  void AskAction(const Touch& touch, const Askers& askers, const TouchedActions::Class& action);
  void AskPrincipals(const Touch& touch, const Askers& askers, const std::string& action,
                     const std::string& resource, const std::string& own_account);
  void Add(const std::string& principals, const std::string& action, const std::string& resource,
           const std::string& endpoint);
  void Summarize();
  Askers AskersOf(const Touch& touch) const;
  std::vector<std::string> OutsidersOf(const Touch& touch) const;
  std::vector<std::string> Regions() const;
  static bool ReachesResource(const Reach& reach, const ResourceCandidate& candidate);

  const WorldDifference& difference_;
  const Catalog& catalog_;
  const DeriveOptions& options_;
  std::vector<Touch> touches_;
  Statements all_statements_;
  std::map<std::string, std::size_t> accounts_;
  std::vector<ResourceCandidate> candidates_;
  std::map<ResourceTypeId, std::vector<std::size_t>> candidates_of_type_;
  TouchedActions actions_;
  std::set<std::tuple<std::string, std::string, std::string, std::string>> asked_;
  std::map<std::string, std::set<std::string>> resources_asked_;  // by action
  DerivedQuestions out_;
};

// Where the difference is about regions, patterns that leave theirs open are tried in those that it
// names and in one that it does not.
std::vector<std::string> Deriver::Regions() const {
  std::set<std::string> named;
  bool reads_region = false;
  for (const Touch& touch : touches_) {
    for (const Statement* statement : touch.statements) {
      for (const Condition& condition : statement->conditions) {
        if (!absl::EqualsIgnoreCase(condition.key, "aws:RequestedRegion")) continue;
        reads_region = true;
        for (const std::string& value : condition.values) {
          if (value.find_first_of("*?$") == std::string::npos) named.insert(value);
        }
      }
    }
  }
  if (!reads_region) return {std::string(kRegions[0])};
  for (const absl::string_view region : kRegions) {
    if (named.insert(std::string(region)).second) break;
  }
  return {named.begin(), named.end()};
}

void Deriver::FindCandidates() {
  CandidateOptions options;
  for (const auto& item : accounts_) {
    if (options.accounts.size() < kMaxAccountsPerPattern) options.accounts.push_back(item.first);
  }
  if (accounts_.size() > options.accounts.size()) {
    out_.coverage.limits.push_back(absl::StrCat("patterns for resources of any account: asked in ",
                                                options.accounts.size(), " of ", accounts_.size(),
                                                " accounts"));
  }
  options.regions = Regions();
  candidates_ = FindResourceCandidates(difference_, catalog_, all_statements_, options,
                                       &out_.coverage.resource_candidates);
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    for (const ResourceTypeId type : candidates_[i].types) candidates_of_type_[type].push_back(i);
  }
}

void Deriver::FindActions() {
  Statements touching;
  bool everything = false;
  for (const Touch& touch : touches_) {
    absl::c_copy(touch.statements, std::back_inserter(touching));
    everything |= touch.everything;
  }
  const auto resources_of = [&](absl::Span<const ResourceUse> uses) {
    std::set<std::size_t> places;
    for (const ResourceUse& use : uses) {
      const auto found = candidates_of_type_.find(use.type());
      if (found != candidates_of_type_.end()) {
        places.insert(found->second.begin(), found->second.end());
      }
    }
    std::uint64_t number = 0;
    for (const std::size_t place : places) number = number * 1'000'003 + place + 1;
    return number;
  };
  actions_ = FindTouchedActions(catalog_, touching, everything, all_statements_, resources_of);
  out_.coverage.actions = actions_.count;
}

// A resource policy may admit callers that no world holds: those that its changed statement names.
std::vector<std::string> Deriver::OutsidersOf(const Touch& touch) const {
  std::set<std::string> outsiders;
  const bool has_principals =
      touch.changed != nullptr &&
      (touch.changed->kind == PolicyKind::kResource || touch.changed->kind == PolicyKind::kTrust);
  if (!has_principals) return {};
  for (const Statement* statement : touch.statements) {
    if (!statement->principal.has_value()) continue;
    if (statement->principal->everyone || statement->principal->negated) {
      outsiders.insert("anonymous");
    }
    for (const PrincipalEntry& entry : statement->principal->entries) {
      if (entry.type == PrincipalType::kService) outsiders.insert(entry.value);
      if (entry.type == PrincipalType::kAws && entry.value == "*") outsiders.insert("anonymous");
      if (entry.type != PrincipalType::kAws) continue;
      const absl::StatusOr<Arn> arn = ParseArn(entry.value);
      const std::string account = arn.ok()                   ? std::string(arn->account())
                                  : IsAccountId(entry.value) ? entry.value
                                                             : "";
      if (account.empty() || accounts_.contains(account)) continue;
      outsiders.insert(arn.ok() ? entry.value : absl::StrCat("arn:aws:iam::", account, ":root"));
    }
  }
  return {outsiders.begin(), outsiders.end()};
}

Askers Deriver::AskersOf(const Touch& touch) const {
  Askers askers{.everyone = touch.reach->everyone, .accounts = {}, .principals = {}};
  if (askers.everyone) return askers;
  for (const std::string& account : touch.reach->accounts) {
    if (accounts_.contains(account)) askers.accounts.insert(account);
  }
  std::map<std::string, std::vector<std::string>> by_account;
  for (const std::string& arn : touch.reach->principals) {
    const absl::StatusOr<Arn> parsed = ParseArn(arn);
    if (parsed.ok()) by_account[std::string(parsed->account())].push_back(arn);
  }
  for (const auto& [account, arns] : by_account) {
    if (arns.size() > kMaxNamedPrincipals) {
      askers.accounts.insert(account);
    } else if (!askers.accounts.contains(account)) {
      askers.principals.insert(arns.begin(), arns.end());
    }
  }
  return askers;
}

bool Deriver::ReachesResource(const Reach& reach, const ResourceCandidate& candidate) {
  if (reach.resources.empty() && reach.resource_accounts.empty()) return true;
  return absl::c_linear_search(reach.resources, candidate.holder) ||
         (!candidate.account.empty() &&
          absl::c_linear_search(reach.resource_accounts, candidate.account));
}

void Deriver::Ask(const Touch& touch) {
  const Askers askers = AskersOf(touch);
  for (const TouchedActions::Class& action : actions_.classes) {
    const absl::StatusOr<Action> parsed = ParseAction(action.action);
    if (!parsed.ok()) continue;
    const bool touched = touch.everything || absl::c_any_of(touch.statements, [&](const auto* it) {
                           return TouchesAction(*it, *parsed);
                         });
    if (touched) AskAction(touch, askers, action);
  }
}

void Deriver::AskAction(const Touch& touch, const Askers& askers,
                        const TouchedActions::Class& action) {
  const auto touches_resource = [&](absl::string_view arn) {
    return touch.everything || absl::c_any_of(touch.statements, [&](const Statement* statement) {
             return TouchesResource(*statement, arn);
           });
  };
  const bool any_resource =
      touch.reach->resources.empty() && touch.reach->resource_accounts.empty();
  if (any_resource && touches_resource("*")) {
    AskPrincipals(touch, askers, action.action, "*", "");
  }
  if (action.wildcard_only) return;  // MR-9
  std::set<std::size_t> places;
  for (const ResourceTypeId type : action.types) {
    const auto found = candidates_of_type_.find(type);
    if (found != candidates_of_type_.end()) {
      places.insert(found->second.begin(), found->second.end());
    }
  }
  for (const std::size_t place : places) {
    const ResourceCandidate& candidate = candidates_[place];
    if (!ReachesResource(*touch.reach, candidate) || !touches_resource(candidate.arn)) continue;
    AskPrincipals(touch, askers, action.action, candidate.arn,
                  candidate.is_own ? candidate.account : "");
  }
}

void Deriver::AskPrincipals(const Touch& touch, const Askers& askers, const std::string& action,
                            const std::string& resource, const std::string& own_account) {
  std::vector<std::string> endpoints = touch.reach->endpoints;
  if (endpoints.empty()) endpoints = {""};
  for (const std::string& endpoint : endpoints) {
    if (!own_account.empty()) {
      if (askers.everyone || askers.accounts.contains(own_account)) {
        Add(absl::StrCat(own_account, ":*"), action, resource, endpoint);
      }
    } else if (askers.everyone) {
      Add("", action, resource, endpoint);
    } else {
      for (const std::string& account : askers.accounts) {
        Add(absl::StrCat(account, ":*"), action, resource, endpoint);
      }
    }
    for (const std::string& arn : askers.principals) {
      const absl::StatusOr<Arn> parsed = ParseArn(arn);
      const bool owns = parsed.ok() && parsed->account() == own_account;
      if (own_account.empty() || owns) Add(arn, action, resource, endpoint);
    }
    for (const std::string& outsider : OutsidersOf(touch)) {
      Add(outsider, action, resource, endpoint);
    }
  }
}

void Deriver::Add(const std::string& principals, const std::string& action,
                  const std::string& resource, const std::string& endpoint) {
  if (!asked_.emplace(principals, action, resource, endpoint).second) return;
  if (out_.questions.size() >= options_.max_questions) {
    ++out_.coverage.left_out;
    return;
  }
  BatchQuestion question;
  question.principals = principals;
  question.request = options_.defaults;
  question.request.context_is_complete = options_.defaults.context_is_complete;
  question.request.action = action;
  question.request.resource = resource;
  if (!endpoint.empty()) question.request.source_vpce = endpoint;
  resources_asked_[action].insert(resource);
  out_.questions.push_back(std::move(question));
}

void Deriver::Summarize() {
  Coverage& coverage = out_.coverage;
  coverage.questions = out_.questions.size();
  std::set<std::string> resources;
  for (const TouchedActions::Class& action : actions_.classes) {
    const auto asked = resources_asked_.find(action.action);
    if (asked == resources_asked_.end()) continue;
    coverage.classes.push_back({action.action, action.size, asked->second.size()});
    resources.insert(asked->second.begin(), asked->second.end());
  }
  coverage.resources.assign(resources.begin(), resources.end());
  if (coverage.left_out > 0) {
    coverage.limits.push_back(absl::StrCat(coverage.left_out, " further questions were not asked"));
  }
  const std::size_t unmatched = difference_.only_before.size() + difference_.only_after.size();
  if (unmatched > 0) {
    coverage.limits.push_back(
        absl::StrCat(unmatched, " principals that only one of the worlds has were not asked"));
  }
  coverage.limits.push_back(
      "resources that neither the snapshot nor a pattern of a policy names are asked as `*`");
  const bool has_variables = absl::c_any_of(all_statements_, [](const Statement* statement) {
    return absl::c_any_of(statement->resources,
                          [](const ResourcePattern& pattern) { return pattern.has_variables(); });
  });
  if (has_variables) {
    coverage.limits.push_back(
        "variables in patterns of resources are asked for the names and tags of some callers");
  }
  coverage.limits.push_back("calls through assumed roles and with session policies are not asked");
}

}  // namespace

DerivedQuestions DeriveQuestions(const WorldDifference& difference, const Catalog& catalog,
                                 const DeriveOptions& options) {
  return Deriver(difference, catalog, options).Derive();
}

}  // namespace iamsim
