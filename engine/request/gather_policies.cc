// Which documents could have a say. Self-contained requests bring them; in a snapshot world they
// are found, and those of the request are added. Tested by gather_policies_test.cc.
#include "request/gather_policies.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

using Levels = std::optional<std::vector<PolicyLevel>>;

void Append(const PolicyList& more, PolicyList* list) {
  list->insert(list->end(), more.begin(), more.end());
}

// A document that exists, but that the input lacks.
std::shared_ptr<const AttachedPolicy> MissingDocument(const std::string& name) {
  auto policy = std::make_shared<AttachedPolicy>();
  policy->name = name;
  return policy;
}

// The levels of the snapshot with those that a request adds: to the level of the same target, else
// as further levels.
Levels Merge(Levels levels, const Levels& added) {
  if (!added.has_value()) return levels;
  if (!levels.has_value()) return added;
  for (const PolicyLevel& level : *added) {
    const auto same =
        std::find_if(levels->begin(), levels->end(),
                     [&level](const PolicyLevel& other) { return other.target == level.target; });
    if (same == levels->end()) {
      levels->push_back(level);
    } else {
      Append(level.policies, &same->policies);
    }
  }
  return levels;
}

// Identity policies, boundary, session policies: 5.2.
void GatherOfPrincipal(Question* question) {
  const SuppliedPolicies& supplied = question->request.policies;
  PolicyLayers& layers = question->out.policies;
  if (const PrincipalRecord* principal = question->principal; principal != nullptr) {
    layers.identity = principal->identity_policies;
    if (principal->permissions_boundary != nullptr) {
      layers.permissions_boundary = PolicyList{principal->permissions_boundary};
    }
  }
  if (question->principal_is_missing) {
    // Stands for all that its account attaches to it, a boundary included.
    const Caller& caller = question->out.caller;
    const std::string& entity =
        caller.federated_by.empty() ? caller.entity_arn : caller.federated_by;
    layers.identity.push_back(MissingDocument(entity));
    question->Warn(absl::StrCat("the users and roles of account `", caller.account,
                                "` are not in the snapshot: the policies of `", entity,
                                "` are missing"));
  }
  Append(supplied.identity, &layers.identity);
  if (supplied.permissions_boundary.has_value()) {
    layers.permissions_boundary = supplied.permissions_boundary;
  }
  // EV-17: the policies of one session form one set.
  layers.session = question->session.session_policies;
  if (supplied.session.has_value()) {
    if (!layers.session.has_value()) layers.session.emplace();
    Append(*supplied.session, &*layers.session);
  }
}

// SC-1: whose calls service control policies limit; SC-6: those of the caller's account.
void GatherServiceControl(Question* question) {
  const Levels& supplied = question->request.policies.service_control;
  const AccountRecord* account = question->caller_account;
  Levels levels;
  switch (question->kind()) {
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
    case CallerKind::kRoot:
      if (account == nullptr || question->out.caller.is_service_linked_role()) break;
      if (account->is_management_account && supplied.has_value()) {
        question->Warn(absl::StrCat("service control policies are ignored: account `", account->id,
                                    "` is the management account"));
        return;
      }
      levels = account->service_control;
      break;
    case CallerKind::kService:
    case CallerKind::kIdentityProvider:  // OP-22
    case CallerKind::kAnonymous:
      break;
  }
  question->out.policies.service_control = Merge(std::move(levels), supplied);
}

absl::Status NoSuchRole(const Question& question) {
  std::vector<absl::string_view> arns;
  for (const PrincipalRecord& principal : question.snapshot->principals()) {
    if (principal.kind == PrincipalKind::kRole) arns.push_back(principal.arn.text());
  }
  return absl::NotFoundError(absl::StrCat("role `", question.out.resource,
                                          "` is not in the snapshot",
                                          DidYouMean(question.out.resource, arns)));
}

// TR-1: the trust policy of the role to assume. Every role has one: of a role that is not known it
// is missing, not absent.
absl::Status GatherTrustPolicy(Question* question) {
  RequestContext& out = question->out;
  PolicyList& list = out.policies.resource;
  if (question->target != nullptr && question->target->trust_policy != nullptr) {
    list.push_back(question->target->trust_policy);
    return absl::OkStatus();
  }
  if (!question->request.policies.resource.empty()) return absl::OkStatus();
  if (question->target == nullptr) {
    const AccountRecord* account = question->snapshot->FindAccount(out.resource_arn->account());
    if (account != nullptr && account->has_principals) return NoSuchRole(*question);
  }
  list.push_back(MissingDocument(out.resource));
  return absl::OkStatus();
}

bool IsKmsKey(const Arn& arn) {
  return arn.service() == "kms" && absl::StartsWith(arn.resource(), "key/");
}

absl::Status GatherFromResource(Question* question) {
  RequestContext& out = question->out;
  if (!out.resource_arn.has_value()) return absl::OkStatus();
  const Arn& arn = *out.resource_arn;
  if (IsTrustAction(out.action) && IsRoleArn(arn)) return GatherTrustPolicy(question);
  // MA-6, PA-7: for IAM itself a trust policy is no resource policy.
  if (arn.service() == "iam" || arn.service() == "sts") return absl::OkStatus();
  const ResourceRecord* record = question->resource;
  if (record != nullptr && record->policy != nullptr) {
    out.policies.resource.push_back(record->policy);
    return absl::OkStatus();
  }
  if (!question->request.policies.resource.empty()) return absl::OkStatus();
  if (IsKmsKey(arn)) {
    out.policies.resource.push_back(MissingDocument(out.resource));  // KM-1: every key has one
  } else if (record == nullptr && !question->is_complete()) {
    question->Warn(absl::StrCat("resource policy of `", out.resource,
                                "` is not in the snapshot, taken as none"));
  }
  return absl::OkStatus();
}

// VE-2: without any policy the endpoint has the default one, which allows everything.
void GatherVpcEndpoint(Question* question) {
  PolicyList list;
  if (question->vpc_endpoint != nullptr && question->vpc_endpoint->policy != nullptr) {
    list.push_back(question->vpc_endpoint->policy);
  }
  Append(question->request.policies.vpc_endpoint, &list);
  if (!list.empty()) question->out.policies.vpc_endpoint = std::move(list);
}

}  // namespace

void GatherOfCaller(Question* question) {
  GatherOfPrincipal(question);
  GatherServiceControl(question);
}

// RP-1: the policies of the resource's owner, for every caller but service-linked roles, and not
// for the trust policies of such roles.
const AccountRecord* ResourceControlAccount(const Question& question) {
  const RequestContext& out = question.out;
  if (out.caller.is_service_linked_role()) return nullptr;
  if (!out.resource_arn.has_value()) return question.resource_account;
  const Arn& arn = *out.resource_arn;
  if (IsRoleArn(arn) && absl::StartsWith(arn.resource(), "role/aws-service-role/")) return nullptr;
  // An unknown owner matters only if it is the caller's account: another one grants nothing.
  return out.resource_account.empty() ? question.caller_account : question.resource_account;
}

void GatherResourceControl(Question* question) {
  const Levels& supplied = question->request.policies.resource_control;
  Levels levels;
  if (const AccountRecord* account = ResourceControlAccount(*question); account != nullptr) {
    if (account->is_management_account && supplied.has_value()) {
      question->Warn(absl::StrCat("resource control policies are ignored: account `", account->id,
                                  "` is the management account"));
      return;
    }
    levels = account->resource_control;
  }
  levels = Merge(std::move(levels), supplied);
  if (levels.has_value()) {
    for (PolicyLevel& level : *levels) AddBuiltinResourceControl(&level);  // RP-4
  }
  question->out.policies.resource_control = std::move(levels);
}

absl::Status GatherOfResource(Question* question) {
  if (question->snapshot != nullptr) IAMSIM_RETURN_IF_ERROR(GatherFromResource(question));
  Append(question->request.policies.resource, &question->out.policies.resource);
  return absl::OkStatus();
}

absl::Status GatherPolicies(Question* question) {
  GatherOfCaller(question);
  GatherResourceControl(question);
  GatherVpcEndpoint(question);
  return GatherOfResource(question);
}

}  // namespace iamsim
