// Tested by prepared_snapshot_test.cc.
#include "iamsim/fast/prepared_snapshot.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "fast/statement_index.h"
#include "iamsim/model/caller.h"

namespace iamsim {
namespace {

// A session stands for its role: "account:role name".
std::string SessionName(absl::string_view account, absl::string_view role) {
  return absl::StrCat(account, ":", role);
}

std::string GroupKey(const PrincipalRecord& principal) {
  const bool service_linked = absl::StartsWith(principal.arn.resource(), "role/aws-service-role/");
  return absl::StrCat(principal.arn.partition(), " ", principal.arn.account(), " ",
                      principal.kind == PrincipalKind::kUser ? "user" : "role",
                      principal.permissions_boundary == nullptr ? "" : " bounded",
                      service_linked ? " service-linked" : "");
}

}  // namespace

PreparedSnapshot::PreparedSnapshot() = default;
PreparedSnapshot::~PreparedSnapshot() = default;

const StatementIndex& PreparedSnapshot::statements() const {
  std::call_once(statements_once_,
                 [this] { statements_ = std::make_unique<const StatementIndex>(*this); });
  return *statements_;
}

std::uint32_t PreparedSnapshot::IdOf(const std::shared_ptr<const AttachedPolicy>& policy) {
  const auto next = static_cast<std::uint32_t>(documents_.size());
  const auto [entry, is_new] =
      policy->policy != nullptr
          ? [&] {
              const auto [it, inserted] = id_of_policy_.try_emplace(policy->policy.get(), next);
              return std::make_pair(it->second, inserted);
            }()
          : [&] {
              const auto [it, inserted] = id_of_missing_.try_emplace(policy->document_id(), next);
              return std::make_pair(it->second, inserted);
            }();
  if (is_new) documents_.push_back(policy);
  return entry;
}

void PreparedSnapshot::AddName(absl::string_view name, std::uint32_t principal) {
  if (!name.empty()) named_[std::string(name)].push_back(principal);
}

std::shared_ptr<const PreparedSnapshot> PreparedSnapshot::Prepare(
    std::shared_ptr<const Snapshot> snapshot) {
  std::shared_ptr<PreparedSnapshot> out(new PreparedSnapshot());
  out->snapshot_ = std::move(snapshot);
  absl::flat_hash_map<std::string, std::uint32_t> group_ids;
  const absl::Span<const PrincipalRecord> principals = out->snapshot_->principals();
  out->principals_.reserve(principals.size());
  for (std::uint32_t id = 0; id < principals.size(); ++id) {
    const PrincipalRecord& record = principals[id];
    Principal& principal = out->principals_.emplace_back();
    const auto [group, is_new] =
        group_ids.try_emplace(GroupKey(record), static_cast<std::uint32_t>(out->groups_.size()));
    if (is_new) out->groups_.emplace_back();
    principal.group = group->second;
    out->groups_[principal.group].members.push_back(id);
    principal.first_document = static_cast<std::uint32_t>(out->document_ids_.size());
    principal.document_count = static_cast<std::uint32_t>(record.identity_policies.size());
    for (const std::shared_ptr<const AttachedPolicy>& policy : record.identity_policies) {
      out->document_ids_.push_back(out->IdOf(policy));
    }
    if (record.permissions_boundary != nullptr) {
      principal.boundary = out->IdOf(record.permissions_boundary);
    }
    out->AddName(record.arn.text(), id);
    out->AddName(record.unique_id, id);
    if (record.kind == PrincipalKind::kRole) {
      out->AddName(SessionName(record.arn.account(), record.name), id);
    }
  }
  return out;
}

absl::Span<const std::uint32_t> PreparedSnapshot::Named(absl::string_view arn_or_id) const {
  std::string name(arn_or_id);
  if (const absl::StatusOr<Arn> arn = ParseArn(arn_or_id); arn.ok() && arn->service() == "sts") {
    const absl::StatusOr<Caller> caller = ParseCaller(arn_or_id);
    if (!caller.ok() || caller->kind != CallerKind::kRoleSession) return {};
    name = SessionName(caller->account, caller->name);
  }
  const auto found = named_.find(name);
  if (found == named_.end()) return {};
  return found->second;
}

}  // namespace iamsim
