// Tested by assume_graph_test.cc.
#include "graph/assume_graph_builder.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "base/sort_each_once.h"
#include "decide/evaluation.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/request/principal_keys.h"

namespace iamsim {
namespace {

// Who is in the Principal elements, of the snapshot.
std::vector<std::uint32_t> NamedIn(const PolicyList& policies, const PreparedSnapshot& world) {
  std::vector<std::uint32_t> out;
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != Effect::kAllow || !statement.principal) continue;
      for (const PrincipalEntry& entry : statement.principal->entries) {
        if (entry.type != PrincipalType::kAws) continue;
        const absl::Span<const std::uint32_t> named = world.Named(entry.value);
        out.insert(out.end(), named.begin(), named.end());
      }
    }
  }
  SortEachOnce(&out);
  return out;
}

absl::Status CheckQuestion(const Request& question) {
  const SuppliedPolicies& policies = question.policies;
  if (question.via.empty() && !question.pass_role && policies.identity.empty() &&
      !policies.permissions_boundary && question.principal_id.empty() &&
      question.federated_by.empty() && question.canonical_user_id.empty() &&
      !question.principal_is_hypothetical) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      "expected a question that any principal can ask, found one with `via`, `passRole` or what "
      "belongs to one principal");
}

}  // namespace

AssumeGraphBuilder::AssumeGraphBuilder(std::shared_ptr<const PreparedSnapshot> world,
                                       const AssumeGraphOptions& options)
    : world_(*world),
      question_(options.question),
      crowds_(world_, *ParseAction("sts:AssumeRole")),
      graph_(new AssumeGraph()) {
  graph_->world_ = std::move(world);
  graph_->options_ = options;
}

void AssumeGraphBuilder::MakeSets() {
  const absl::Span<const PrincipalRecord> principals = world_.snapshot().principals();
  const absl::Span<const Profile> profiles = crowds_.profiles();
  const auto outer_count = static_cast<std::uint32_t>(crowds_.crowds().size());
  for (const Crowd& crowd : crowds_.crowds()) {
    AssumeGraph::Set& set = graph_->sets_.emplace_back();
    set.group = crowd.group;
    for (const std::uint32_t profile : crowd.profiles) {
      const std::vector<std::uint32_t>& members = profiles[profile].members;
      set.members.insert(set.members.end(), members.begin(), members.end());
    }
    absl::c_sort(set.members);
  }
  for (const Profile& profile : profiles) {
    const std::uint32_t group = graph_->sets_[profile.crowd].group;
    graph_->sets_.push_back({profile.crowd, group, profile.members});
  }
  for (std::uint32_t id = 0; id < principals.size(); ++id) {
    graph_->set_of_.push_back(outer_count + crowds_.ProfileOf(id));
    if (principals[id].kind == PrincipalKind::kRole) graph_->roles_.push_back(id);
  }
  for (std::uint32_t id = 0; id < world_.groups().size(); ++id) {
    const std::uint32_t member = world_.groups()[id].members.front();
    groups_of_account_[principals[member].arn.account()].push_back(id);
  }
  graph_->targets_.resize(principals.size());
  graph_->roles_of_set_.resize(graph_->sets_.size());
  graph_->roles_of_principal_.resize(principals.size());
  document_is_about_.resize(world_.documents().size());
  profile_is_touched_.resize(profiles.size());
}

absl::StatusOr<std::shared_ptr<const AssumeGraph>> AssumeGraphBuilder::Build() {
  IAMSIM_RETURN_IF_ERROR(CheckQuestion(question_));
  MakeSets();
  for (const std::uint32_t role : graph_->roles_) IAMSIM_RETURN_IF_ERROR(BuildRole(role));
  return std::move(graph_);
}

absl::StatusOr<RequestContext> AssumeGraphBuilder::ResolveAs(std::uint32_t principal) {
  question_.principal = world_.snapshot().principals()[principal].arn.text();
  return Resolve(world_.snapshot(), World::kSnapshot, question_, graph_->options_.evaluation);
}

absl::Status AssumeGraphBuilder::BuildRole(std::uint32_t role) {
  const PrincipalRecord& record = world_.snapshot().principals()[role];
  question_.action = "sts:AssumeRole";
  question_.resource = record.arn.text();
  PolicyList trust = question_.policies.resource;
  if (record.trust_policy != nullptr) trust.push_back(record.trust_policy);
  TrustReach reach = ReadTrust(trust, world_.snapshot());
  // TR-1: every role has a trust policy; what the dump lacks may admit anybody.
  if (trust.empty()) reach.everyone = reach.has_outsiders = true;

  Work work;
  work.role = role;
  if (reach.everyone || !reach.accounts.empty()) FindTouched(&work);
  if (reach.everyone) {
    for (std::uint32_t id = 0; id < world_.groups().size(); ++id) {
      IAMSIM_RETURN_IF_ERROR(AskGroup(id, &work));
    }
  } else {
    for (const std::string& account : reach.accounts) {
      const auto groups = groups_of_account_.find(account);
      if (groups == groups_of_account_.end()) continue;
      for (const std::uint32_t id : groups->second) IAMSIM_RETURN_IF_ERROR(AskGroup(id, &work));
    }
  }
  for (const std::uint32_t named : NamedIn(trust, world_)) {
    if (work.groups.contains(world_.principals()[named].group)) continue;
    IAMSIM_RETURN_IF_ERROR(AskOne(named, /*keep_denial=*/false, &work));
  }
  Keep(std::move(work));
  return AskOutside(reach, role);
}

void AssumeGraphBuilder::FindTouched(Work* work) {
  const std::uint32_t stamp = work->role + 1;
  for (const std::uint32_t document :
       crowds_.DocumentsAbout(world_.snapshot().principals()[work->role].arn.text())) {
    document_is_about_[document] = stamp;
    for (const std::uint32_t profile : crowds_.HoldersOf(document)) {
      if (profile_is_touched_[profile] == stamp) continue;
      profile_is_touched_[profile] = stamp;
      work->touched.push_back(profile);
    }
  }
  absl::c_sort(work->touched);
}

absl::Status AssumeGraphBuilder::AskGroup(std::uint32_t group, Work* work) {
  const absl::Span<const std::uint32_t> members = world_.groups()[group].members;
  const absl::Span<const PrincipalRecord> principals = world_.snapshot().principals();
  const auto is_of_group = [&](std::uint32_t profile) {
    return crowds_.crowds()[crowds_.profiles()[profile].crowd].group == group;
  };
  work->groups.insert(group);
  // EV-3: of another account nobody without an identity Allow gets in.
  const bool is_foreign =
      principals[members.front()].arn.account() != principals[work->role].arn.account();
  if (is_foreign && absl::c_none_of(work->touched, is_of_group) &&
      absl::c_none_of(crowds_.CrowdsOf(group),
                      [&](std::uint32_t crowd) { return crowds_.crowds()[crowd].allows; })) {
    return absl::OkStatus();
  }
  IAMSIM_ASSIGN_OR_RETURN(RequestContext context, ResolveAs(members.front()));
  const absl::flat_hash_set<std::uint32_t> named = NamedBy(context, world_);
  const auto stands_for_all =
      absl::c_find_if(members, [&](std::uint32_t id) { return !named.contains(id); });
  if (stands_for_all != members.end()) {
    if (*stands_for_all != members.front()) {
      IAMSIM_ASSIGN_OR_RETURN(context, ResolveAs(*stands_for_all));
    }
    GroupQuestion question(world_, question_, std::move(context));
    IAMSIM_RETURN_IF_ERROR(AskSets(group, named, question, work));
  }
  std::vector<std::uint32_t> of_group;
  absl::c_copy_if(named, std::back_inserter(of_group),
                  [&](std::uint32_t id) { return world_.principals()[id].group == group; });
  absl::c_sort(of_group);
  for (const std::uint32_t id : of_group) {
    IAMSIM_RETURN_IF_ERROR(AskOne(id, /*keep_denial=*/true, work));
  }
  return absl::OkStatus();
}

std::vector<std::uint32_t> AssumeGraphBuilder::PlainMembers(
    std::uint32_t set, const absl::flat_hash_set<std::uint32_t>& named, std::uint32_t role) const {
  const bool is_outer = set < crowds_.crowds().size();
  std::vector<std::uint32_t> out;
  for (const std::uint32_t id : graph_->sets_[set].members) {
    const bool has_inner = is_outer && profile_is_touched_[crowds_.ProfileOf(id)] == role + 1;
    if (!has_inner && !named.contains(id)) out.push_back(id);
  }
  return out;
}

absl::Status AssumeGraphBuilder::AskSets(std::uint32_t group,
                                         const absl::flat_hash_set<std::uint32_t>& named,
                                         GroupQuestion& question, Work* work) {
  const absl::Span<const Crowd> crowds = crowds_.crowds();
  for (const std::uint32_t id : crowds_.CrowdsOf(group)) {
    const Crowd& crowd = crowds[id];
    const GroupQuestion::Holding holding{{}, crowd.boundary, crowd.allows, crowd.denies};
    IAMSIM_RETURN_IF_ERROR(AskSet(id, holding, /*shields=*/false, named, question, work));
  }
  for (const std::uint32_t id : work->touched) {
    const Profile& profile = crowds_.profiles()[id];
    const Crowd& crowd = crowds[profile.crowd];
    if (crowd.group != group) continue;
    std::vector<std::uint32_t> documents;
    absl::c_copy_if(profile.documents, std::back_inserter(documents), [&](std::uint32_t document) {
      return document_is_about_[document] == work->role + 1;
    });
    const GroupQuestion::Holding holding{documents, crowd.boundary, crowd.allows, crowd.denies};
    const bool outer_has_edge = absl::c_any_of(
        work->target.sets, [&](const Answer& answer) { return answer.of == profile.crowd; });
    const auto set = static_cast<std::uint32_t>(crowds.size()) + id;
    IAMSIM_RETURN_IF_ERROR(AskSet(set, holding, outer_has_edge, named, question, work));
  }
  return absl::OkStatus();
}

// `shields`: a denial has to be kept, because the outer set has an edge.
absl::Status AssumeGraphBuilder::AskSet(std::uint32_t set, const GroupQuestion::Holding& holding,
                                        bool shields,
                                        const absl::flat_hash_set<std::uint32_t>& named,
                                        GroupQuestion& question, Work* work) {
  SweepAnswer answer = question.Ask(holding, nullptr);
  bool is_individual = !answer.allowed_when.IsConstant() && question.IsIndividual(holding);
  const std::size_t size = graph_->sets_[set].members.size();
  if (is_individual && work->individual + size <= graph_->options_.individual_limit) {
    const std::vector<std::uint32_t> members = PlainMembers(set, named, work->role);
    work->individual += members.size();
    IAMSIM_RETURN_IF_ERROR(AskMembers(members, holding, question, work));
    answer = {};  // denied but for those members
    is_individual = false;
  }
  if (IsEdge(answer) || shields) {
    work->target.sets.push_back({set, is_individual, std::move(answer)});
  }
  return absl::OkStatus();
}

absl::Status AssumeGraphBuilder::AskMembers(const std::vector<std::uint32_t>& members,
                                            const GroupQuestion::Holding& holding,
                                            GroupQuestion& question, Work* work) {
  for (const std::uint32_t id : members) {
    IAMSIM_ASSIGN_OR_RETURN(const RequestContext own, ResolveAs(id));
    SweepAnswer answer = question.Ask(holding, &own);
    if (IsEdge(answer)) work->target.principals.push_back({id, false, std::move(answer)});
  }
  return absl::OkStatus();
}

absl::Status AssumeGraphBuilder::AskOne(std::uint32_t principal, bool keep_denial, Work* work) {
  IAMSIM_ASSIGN_OR_RETURN(const RequestContext context, ResolveAs(principal));
  Evaluation evaluation = Evaluate(context);
  SweepAnswer answer{KindOf(evaluation.outcome), std::move(evaluation.outcome.allow)};
  if (IsEdge(answer) || keep_denial) {
    work->target.principals.push_back({principal, false, std::move(answer)});
  }
  return absl::OkStatus();
}

absl::Status AssumeGraphBuilder::AskOutside(const TrustReach& reach, std::uint32_t role) {
  const auto ask = [&](const char* action) -> absl::Status {
    question_.action = action;
    IAMSIM_ASSIGN_OR_RETURN(
        std::vector<Grantee> found,
        FindOutsideGrantees(world_.snapshot(), question_, graph_->options_.evaluation));
    for (Grantee& grantee : found) graph_->outside_.push_back({std::move(grantee), action, role});
    return absl::OkStatus();
  };
  if (reach.has_outsiders) {
    IAMSIM_RETURN_IF_ERROR(AskAccounts(reach, role));
    IAMSIM_RETURN_IF_ERROR(ask("sts:AssumeRole"));
  }
  if (reach.has_saml || reach.everyone) IAMSIM_RETURN_IF_ERROR(ask("sts:AssumeRoleWithSAML"));
  if (reach.has_oidc || reach.everyone) {
    IAMSIM_RETURN_IF_ERROR(ask("sts:AssumeRoleWithWebIdentity"));
  }
  return absl::OkStatus();
}

// Somebody of an account that is not loaded: its root user may not (TR-10), others may if their own
// policies, which are missing, allow. What would tell them apart is unknown.
absl::Status AssumeGraphBuilder::AskAccounts(const TrustReach& reach, std::uint32_t role) {
  for (const std::string& account : reach.accounts) {
    if (groups_of_account_.contains(account)) continue;
    const absl::string_view partition = world_.snapshot().principals()[role].arn.partition();
    const std::string prefix = absl::StrCat("arn:", partition, ":iam::", account, ":");
    question_.principal = absl::StrCat(prefix, "role/somebody");
    absl::StatusOr<RequestContext> context =
        Resolve(world_.snapshot(), World::kSnapshot, question_, graph_->options_.evaluation);
    if (!context.ok()) continue;  // of an account that is loaded and has nobody
    ForgetPrincipal(question_, &context->keys);
    auto missing = std::make_shared<AttachedPolicy>();
    missing->name = absl::StrCat(prefix, "root");
    context->policies.identity = {std::move(missing)};
    const Evaluation evaluation = Evaluate(*context);
    const SweepAnswer answer{KindOf(evaluation.outcome), evaluation.outcome.allow};
    if (!IsEdge(answer)) continue;
    graph_->outside_.push_back(
        {{absl::StrCat(prefix, "root"), false, answer.kind, answer.allowed_when, {}},
         "sts:AssumeRole",
         role});
  }
  return absl::OkStatus();
}

// An answer that the set around says as well is not kept: most principals that a policy names, the
// role itself among them, are no exceptions.
void AssumeGraphBuilder::DropRepetitions(AssumeGraph::Target* target) const {
  const auto find = [target](std::uint32_t set) -> const Answer* {
    const auto found =
        absl::c_find_if(target->sets, [set](const Answer& answer) { return answer.of == set; });
    return found == target->sets.end() ? nullptr : &*found;
  };
  const auto says_the_same = [](const Answer* around, const Answer& answer) {
    if (around == nullptr) return !IsEdge(answer.answer);
    if (around->is_individual || answer.is_individual) return false;
    if (!IsEdge(around->answer) && !IsEdge(answer.answer)) return true;
    return around->answer.kind == answer.answer.kind &&
           around->answer.allowed_when.Text() == answer.answer.allowed_when.Text();
  };
  std::vector<Answer> sets;
  for (const Answer& answer : target->sets) {
    const std::uint32_t outer = graph_->sets_[answer.of].outer;
    const bool is_outer = outer == AssumeGraph::Set::kNone;
    if (is_outer || !says_the_same(find(outer), answer)) sets.push_back(answer);
  }
  target->sets = std::move(sets);
  std::erase_if(target->principals, [&](const Answer& answer) {
    const std::uint32_t inner = graph_->set_of_[answer.of];
    const Answer* around = find(inner);
    if (around == nullptr) around = find(graph_->sets_[inner].outer);
    return says_the_same(around, answer);
  });
}

void AssumeGraphBuilder::Keep(Work work) {
  const auto by_id = [](const Answer& a, const Answer& b) { return a.of < b.of; };
  absl::c_sort(work.target.sets, by_id);
  absl::c_sort(work.target.principals, by_id);
  DropRepetitions(&work.target);
  for (const Answer& answer : work.target.sets) {
    if (IsEdge(answer.answer)) graph_->roles_of_set_[answer.of].push_back(work.role);
  }
  for (const Answer& answer : work.target.principals) {
    if (IsEdge(answer.answer)) graph_->roles_of_principal_[answer.of].push_back(work.role);
  }
  graph_->size_ += work.target.sets.size() + work.target.principals.size();
  work.target.sets.shrink_to_fit();
  work.target.principals.shrink_to_fit();
  graph_->targets_[work.role] = std::move(work.target);
}

absl::StatusOr<std::shared_ptr<const AssumeGraph>> AssumeGraph::Build(
    std::shared_ptr<const PreparedSnapshot> world, const AssumeGraphOptions& options) {
  return AssumeGraphBuilder(std::move(world), options).Build();
}

}  // namespace iamsim
