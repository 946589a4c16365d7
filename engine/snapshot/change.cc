// Names are settled against the world as it is; then the edits are made in the order that
// SnapshotChanger asks for. Tested by tests/snapshot/change_test.cc.
#include "iamsim/snapshot/change.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/some_of.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/arn.h"
#include "iamsim/snapshot/documents.h"
#include "snapshot/builtin_policies.h"
#include "snapshot/snapshot_changer.h"

namespace iamsim {
namespace {

using Document = std::shared_ptr<const AttachedPolicy>;

bool IsOrganizationPolicy(PolicyKind kind) {
  return kind == PolicyKind::kServiceControl || kind == PolicyKind::kResourceControl;
}

// `document` under the name of the policy that it replaces.
Document Renamed(const Document& document, absl::string_view name, absl::string_view arn) {
  auto renamed = std::make_shared<AttachedPolicy>(*document);
  renamed->name = std::string(name);
  renamed->arn = std::string(arn);
  return renamed;
}

class Changes {
 public:
  Changes(const Snapshot& world, absl::Span<const Change> changes)
      : world_(world), changes_(changes), changer_(world) {}

  absl::StatusOr<std::shared_ptr<const Snapshot>> Apply() {
    for (const Change& change : changes_) {
      if (const auto* replace = std::get_if<ReplacePolicy>(&change)) {
        IAMSIM_RETURN_IF_ERROR(Plan(change, *replace));
      } else if (const auto* remove = std::get_if<RemoveStatement>(&change)) {
        IAMSIM_RETURN_IF_ERROR(Plan(change, *remove));
      }
    }
    for (const Change& change : changes_) {
      if (const auto* attach = std::get_if<AttachPolicy>(&change)) {
        IAMSIM_RETURN_IF_ERROR(Attach(change, attach->policy, attach->target, true));
      } else if (const auto* detach = std::get_if<DetachPolicy>(&change)) {
        IAMSIM_RETURN_IF_ERROR(Attach(change, detach->policy, detach->target, false));
      }
    }
    for (const Change& change : changes_) {
      if (const auto* move = std::get_if<MoveAccount>(&change)) {
        IAMSIM_RETURN_IF_ERROR(Move(change, *move));
      }
    }
    if (!replacements_.empty()) changer_.ReplaceDocuments(replacements_);
    return changer_.Take();
  }

 private:
  // What a change is about: a document, or a place; the text tells apart what can be said of one.
  using Subject = std::pair<const AttachedPolicy*, std::string>;
  static Subject DocumentOf(const HeldDocument& held) {
    return {held.document.get(), held.document == nullptr ? held.holder : ""};
  }
  // Two changes of one subject contradict each other.
  absl::Status Claim(Subject subject, const Change& change) {
    const auto [claimed, is_new] = claimed_.try_emplace(std::move(subject), &change);
    if (is_new) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat("two changes contradict each other: ", Describe(*claimed->second), ", and ",
                     Describe(change)));
  }

  absl::Status Plan(const Change& change, const ReplacePolicy& replace);
  absl::Status Plan(const Change& change, const RemoveStatement& remove);
  absl::Status Attach(const Change& change, const std::string& policy, const std::string& target,
                      bool attach);
  absl::Status Move(const Change& change, const MoveAccount& move);
  bool IsAttachedByAChange(const std::string& policy) const;
  absl::StatusOr<HeldDocument> FindAttachable(const std::string& policy, bool to_level) const;
  std::optional<std::string> FindLevel(const std::string& target) const;
  absl::StatusOr<std::string> FindPrincipal(const std::string& target) const;

  const Snapshot& world_;
  absl::Span<const Change> changes_;
  SnapshotChanger changer_;
  DocumentReplacements replacements_;
  absl::flat_hash_map<Subject, const Change*> claimed_;
  // Policies that the changes bring along, by the name that they use.
  absl::flat_hash_map<std::string, HeldDocument> added_;
};

bool Changes::IsAttachedByAChange(const std::string& policy) const {
  return absl::c_any_of(changes_, [&](const Change& change) {
    const auto* attach = std::get_if<AttachPolicy>(&change);
    return attach != nullptr && attach->policy == policy;
  });
}

absl::Status Changes::Plan(const Change& change, const ReplacePolicy& replace) {
  const absl::StatusOr<HeldDocument> held = FindPolicy(world_, replace.policy, replace.kind);
  if (!held.ok()) {
    const bool attachable =
        IsOrganizationPolicy(replace.kind) || replace.kind == PolicyKind::kIdentity;
    if (!absl::IsNotFound(held.status()) || !attachable || !IsAttachedByAChange(replace.policy)) {
      return held.status();
    }
    IAMSIM_RETURN_IF_ERROR(Claim({nullptr, replace.policy}, change));
    const bool is_arn = IsArn(replace.policy);
    Document added = Renamed(replace.document, is_arn ? LastPart(replace.policy) : replace.policy,
                             is_arn ? replace.policy : "");
    changer_.AddKnown(replace.kind, added);
    added_[replace.policy] = {replace.kind, std::move(added), "", false};
    return absl::OkStatus();
  }
  IAMSIM_RETURN_IF_ERROR(Claim(DocumentOf(*held), change));
  if (held->document == nullptr) {
    changer_.SetPolicyOf(held->kind, held->holder,
                         Renamed(replace.document, replace.document->name, ""));
  } else {
    replacements_[held->document.get()] =
        Renamed(replace.document, held->document->name, held->document->arn);
  }
  return absl::OkStatus();
}

// The index of the statement that `name` means: a Sid, else an index.
absl::StatusOr<std::size_t> FindStatement(const AttachedPolicy& document, const std::string& policy,
                                          const std::string& name) {
  if (document.policy == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("policy `", policy, "` is attached, but its document is not in the input"));
  }
  const std::vector<Statement>& statements = document.policy->statements;
  std::vector<std::size_t> found;
  std::vector<absl::string_view> sids;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const std::optional<std::string>& sid = statements[i].sid;
    names.push_back(sid.has_value() ? absl::StrCat("`", *sid, "`") : absl::StrCat("#", i));
    if (!sid.has_value()) continue;
    sids.push_back(*sid);
    if (*sid == name) found.push_back(i);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    return absl::InvalidArgumentError(absl::StrCat("policy `", policy, "` has several statements `",
                                                   name, "`: expected an index, such as `", policy,
                                                   "#", found.front(), "`"));
  }
  std::size_t index = 0;
  if (absl::SimpleAtoi(name, &index) && index < statements.size()) return index;
  return absl::NotFoundError(
      absl::StrCat("policy `", policy, "` has no statement `", name, "`", DidYouMean(name, sids),
                   names.empty() ? "" : absl::StrCat(" (it has ", SomeOf(names), ")")));
}

absl::Status Changes::Plan(const Change& change, const RemoveStatement& remove) {
  IAMSIM_ASSIGN_OR_RETURN(const HeldDocument held, FindPolicy(world_, remove.policy));
  if (held.document == nullptr) {
    return absl::NotFoundError(absl::StrCat("`", remove.policy, "` has no policy"));
  }
  IAMSIM_ASSIGN_OR_RETURN(const std::size_t statement,
                          FindStatement(*held.document, remove.policy, remove.statement));
  IAMSIM_RETURN_IF_ERROR(Claim({held.document.get(), absl::StrCat("#", statement)}, change));
  // Several statements of one document may go; their indices are those of the world.
  const auto [other, is_first] = claimed_.try_emplace(DocumentOf(held), &change);
  if (!is_first && !std::holds_alternative<RemoveStatement>(*other->second)) {
    return Claim(DocumentOf(held), change);
  }
  Document& edited = replacements_[held.document.get()];
  if (edited == nullptr) edited = held.document;
  const std::size_t original_index = held.document->policy->statements[statement].index;
  const auto& left = edited->policy->statements;
  const auto place =
      absl::c_find_if(left, [&](const Statement& kept) { return kept.index == original_index; });
  edited = DropStatement(*edited, static_cast<std::size_t>(place - left.begin()));
  return absl::OkStatus();
}

std::optional<std::string> Changes::FindLevel(const std::string& target) const {
  if (world_.FindUnit(target) != nullptr || world_.FindAccount(target) != nullptr) return target;
  for (const AccountRecord& account : world_.accounts()) {
    if (account.name == target) return account.id;
  }
  return std::nullopt;
}

absl::StatusOr<std::string> Changes::FindPrincipal(const std::string& target) const {
  if (world_.FindGroup(target) != nullptr) return target;
  absl::string_view group_name = target;
  if (absl::ConsumePrefix(&group_name, "group/")) {
    std::vector<absl::string_view> names;
    const GroupRecord* found = nullptr;
    for (const GroupRecord& group : world_.groups()) {
      names.push_back(group.name);
      if (group.name != group_name) continue;
      if (found != nullptr) {
        return absl::InvalidArgumentError(absl::StrCat("group `", group_name, "` is ambiguous: `",
                                                       found->arn.text(), "`, `", group.arn.text(),
                                                       "`"));
      }
      found = &group;
    }
    if (found != nullptr) return found->arn.text();
    return absl::NotFoundError(absl::StrCat("group `", group_name, "` is not in the snapshot",
                                            DidYouMean(group_name, names)));
  }
  IAMSIM_ASSIGN_OR_RETURN(std::string arn, world_.ResolvePrincipalName(target));
  if (world_.FindPrincipal(arn) == nullptr) {
    return absl::NotFoundError(absl::StrCat(
        "expected a user, role or group of the snapshot to attach to, found `", target, "`"));
  }
  return arn;
}

// SCPs and RCPs stand on levels, managed policies are attached to principals.
absl::StatusOr<HeldDocument> Changes::FindAttachable(const std::string& policy,
                                                     bool to_level) const {
  if (const auto added = added_.find(policy); added != added_.end()) return added->second;
  if (!to_level) {
    IAMSIM_ASSIGN_OR_RETURN(HeldDocument held, FindPolicy(world_, policy, PolicyKind::kIdentity));
    if (!held.is_inline) return held;
    return absl::InvalidArgumentError(absl::StrCat("`", policy, "` is an inline policy of `",
                                                   held.holder, "`: expected a managed policy"));
  }
  const auto service = FindPolicy(world_, policy, PolicyKind::kServiceControl);
  const auto resource = FindPolicy(world_, policy, PolicyKind::kResourceControl);
  if (service.ok() && resource.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("policy `", policy,
                     "` is ambiguous: a service control policy and a resource "
                     "control policy have this name"));
  }
  return absl::IsNotFound(service.status()) && !absl::IsNotFound(resource.status()) ? resource
                                                                                    : service;
}

absl::Status Changes::Attach(const Change& change, const std::string& policy,
                             const std::string& target, bool attach) {
  const std::optional<std::string> level = FindLevel(target);
  std::string place;
  if (level.has_value()) {
    place = *level;
  } else {
    const absl::StatusOr<std::string> principal = FindPrincipal(target);
    if (!principal.ok()) {
      // Somebody who attaches an organization's policy meant a unit.
      if (!FindAttachable(policy, /*to_level=*/true).ok()) return principal.status();
      std::vector<absl::string_view> names;
      for (const UnitRecord& unit : world_.units()) names.push_back(unit.id);
      for (const AccountRecord& account : world_.accounts()) {
        names.push_back(account.id);
        names.push_back(account.name);
      }
      return absl::NotFoundError(absl::StrCat("expected the root, a unit or an account, found `",
                                              target, "`, which is none of the snapshot",
                                              DidYouMean(target, names)));
    }
    place = *principal;
  }
  IAMSIM_ASSIGN_OR_RETURN(const HeldDocument held, FindAttachable(policy, level.has_value()));
  if (IsOrganizationPolicy(held.kind) != level.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat("a ", PolicyNoun(held.kind), " such as `",
                                                   policy, "` cannot be attached to `", target,
                                                   "`"));
  }
  IAMSIM_RETURN_IF_ERROR(Claim({held.document.get(), place}, change));
  if (level.has_value()) {
    return attach ? changer_.AttachToLevel(held.kind, place, held.document)
                  : changer_.DetachFromLevel(held.kind, place, held.document);
  }
  return attach ? changer_.AttachToPrincipal(place, held.document)
                : changer_.DetachFromPrincipal(place, held.document);
}

absl::Status Changes::Move(const Change& change, const MoveAccount& move) {
  std::vector<absl::string_view> names;
  const AccountRecord* account = world_.FindAccount(move.account);
  for (const AccountRecord& record : world_.accounts()) {
    names.push_back(record.id);
    names.push_back(record.name);
    if (account == nullptr && record.name == move.account) account = &record;
  }
  if (account == nullptr) {
    return absl::NotFoundError(absl::StrCat("account `", move.account, "` is not in the snapshot",
                                            DidYouMean(move.account, names)));
  }
  const UnitRecord* unit = world_.FindUnit(move.unit);
  if (unit == nullptr) {
    std::vector<absl::string_view> units;
    for (const UnitRecord& record : world_.units()) units.push_back(record.id);
    return absl::NotFoundError(absl::StrCat("organizational unit `", move.unit,
                                            "` is not in the snapshot",
                                            DidYouMean(move.unit, units)));
  }
  IAMSIM_RETURN_IF_ERROR(Claim({nullptr, account->id}, change));
  changer_.MoveAccount(*account, *unit);
  return absl::OkStatus();
}

struct Describer {
  std::string operator()(const ReplacePolicy& change) const {
    return absl::StrCat("replace `", change.policy, "` by `", change.document->file, "`");
  }
  std::string operator()(const AttachPolicy& change) const {
    return absl::StrCat("attach `", change.policy, "` to `", change.target, "`");
  }
  std::string operator()(const DetachPolicy& change) const {
    return absl::StrCat("detach `", change.policy, "` from `", change.target, "`");
  }
  std::string operator()(const MoveAccount& change) const {
    return absl::StrCat("move account `", change.account, "` to `", change.unit, "`");
  }
  std::string operator()(const RemoveStatement& change) const {
    return absl::StrCat("remove statement `", change.statement, "` of `", change.policy, "`");
  }
};

}  // namespace

std::string Describe(const Change& change) { return std::visit(Describer(), change); }

absl::StatusOr<std::shared_ptr<const Snapshot>> ApplyChanges(const Snapshot& world,
                                                             absl::Span<const Change> changes) {
  return Changes(world, changes).Apply();
}

std::shared_ptr<const Snapshot> ReplaceDocuments(const Snapshot& world,
                                                 const DocumentReplacements& replacements) {
  SnapshotChanger changer(world);
  changer.ReplaceDocuments(replacements);
  return changer.Take();
}

}  // namespace iamsim
