#ifndef IAMSIM_TESTS_REQUEST_WORLD_H_
#define IAMSIM_TESTS_REQUEST_WORLD_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/request/resolve.h"
#include "snapshot/entries.h"

// One world and short questions to it, for the tests of the request floor.
namespace iamsim::world {

inline constexpr char kStudio[] = "111122223333";   // in ou-ml
inline constexpr char kOutside[] = "777788889999";  // has details, not in the organization
inline constexpr char kManagement[] = "999999999999";
inline constexpr char kAnn[] = "arn:aws:iam::111122223333:user/team/ann";
inline constexpr char kExec[] = "arn:aws:iam::111122223333:role/service-role/Exec";
inline constexpr char kExecSession[] = "arn:aws:sts::111122223333:assumed-role/Exec/nb-1";
inline constexpr char kServiceLinked[] =
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Linked";
inline constexpr char kNoTrust[] = "arn:aws:iam::111122223333:role/NoTrust";
inline constexpr char kOrgAdmin[] = "arn:aws:iam::999999999999:role/OrgAdmin";
inline constexpr char kStranger[] = "arn:aws:iam::777788889999:role/Stranger";
inline constexpr char kRoot[] = "arn:aws:iam::111122223333:root";
inline constexpr char kFederated[] = "arn:aws:sts::111122223333:federated-user/fed";
inline constexpr char kSaml[] = "arn:aws:iam::111122223333:saml-provider/okta";
inline constexpr char kOidc[] = "arn:aws:iam::111122223333:oidc-provider/token.example.com";
inline constexpr char kService[] = "lambda.amazonaws.com";
inline constexpr char kQueue[] = "arn:aws:sqs:eu-west-1:111122223333:q";
inline constexpr char kBucket[] = "arn:aws:s3:::studio-data";
inline constexpr char kAbacBucket[] = "arn:aws:s3:::abac-data";
inline constexpr char kKey[] = "arn:aws:kms:eu-west-1:111122223333:key/known";

inline void AddPrincipals(SnapshotBuilder& builder) {
  SnapshotBuilder::PrincipalEntry ann = entries::User(kAnn);
  ann.unique_id = "AIDAANN";
  ann.tags = {{"team", "ml"}};
  ann.inline_policies = {entries::Allow("ann-inline")};
  ann.boundary_arn = "arn:aws:iam::111122223333:policy/Boundary";
  builder.AddPrincipal(ann);
  builder.AddManagedPolicy(entries::Managed(ann.boundary_arn));
  SnapshotBuilder::PrincipalEntry exec = entries::Role(kExec);
  exec.unique_id = "AROAEXEC";
  exec.tags = {{"team", "ml"}, {"Stage", "dev"}};
  exec.inline_policies = {entries::Allow("exec-inline")};
  exec.trust_policy = entries::Trust("exec-trust");
  builder.AddPrincipal(exec);
  builder.AddPrincipal(entries::Role(kServiceLinked));
  builder.AddPrincipal(entries::Role(kNoTrust));
  builder.AddPrincipal(entries::Role(kOrgAdmin));
  builder.AddPrincipal(entries::Role(kStranger));
}

inline void AddResources(SnapshotBuilder& builder) {
  const Tags tags = {{"Owner", "ann"}};
  builder.AddResource({.arn = entries::A(kQueue), .tags = tags});
  builder.AddResource({.arn = entries::A(kBucket),
                       .account = kStudio,
                       .tags = tags,
                       .policy = entries::OfResource("bucket-policy")});
  S3Settings abac;
  abac.bucket_abac_enabled = true;
  builder.AddResource(
      {.arn = entries::A(kAbacBucket), .account = kOutside, .tags = tags, .s3 = abac});
  builder.AddResource({.arn = entries::A(kKey), .policy = entries::OfResource("key-policy")});
  builder.AddVpcEndpoint({.id = "vpce-1",
                          .account = kStudio,
                          .type = "interface",
                          .policy = entries::OfResource("endpoint-policy")});
  builder.AddVpcEndpoint({.id = "vpce-2", .account = kStudio, .type = "gateway"});
}

inline SnapshotBuilder Builder() {
  SnapshotBuilder builder;
  AddPrincipals(builder);
  AddResources(builder);
  builder.SetOrganization({.id = "o-1", .management_account = kManagement});
  builder.AddOrganizationUnit(
      {.id = "r-1", .service_control = {"FullAWSAccess"}, .accounts = {kManagement}});
  builder.AddOrganizationUnit({.id = "ou-ml",
                               .parent = "r-1",
                               .service_control = {"guard"},
                               .resource_control = {"fence"},
                               .accounts = {kStudio}});
  builder.AddServiceControlPolicy("guard", entries::ServiceControl("guard"));
  builder.AddResourceControlPolicy("fence", entries::ResourceControl("fence"));
  return builder;
}

inline const Snapshot& Get() {
  static const auto& snapshot = *new std::shared_ptr<const Snapshot>(Builder().Build().snapshot);
  return *snapshot;
}

// A question with a complete context; `Incomplete` makes it an incomplete one.
inline Request Ask(absl::string_view principal, absl::string_view action = "sqs:SendMessage",
                   absl::string_view resource = kQueue) {
  Request request;
  request.principal = std::string(principal);
  request.action = std::string(action);
  request.resource = std::string(resource);
  return request;
}

inline Request Incomplete(Request request) {
  request.context_is_complete = false;
  return request;
}

inline void Give(Request& request, absl::string_view key, absl::string_view value) {
  request.context[std::string(key)] = ContextValue::Scalar(std::string(value));
}

inline absl::StatusOr<RequestContext> InSnapshot(const Request& request,
                                                 const SessionState& session = {}) {
  return Resolve(Get(), World::kSnapshot, request, EvaluationOptions(), session);
}

inline absl::StatusOr<RequestContext> Alone(const Request& request,
                                            const SessionState& session = {}) {
  return Resolve(Get(), World::kSelfContained, request, EvaluationOptions(), session);
}

// What is known of a key: its value, `[a, b]` for a list, `a | b` for two values (CO-3), "absent",
// "unknown", or the error of the question.
inline std::string Show(const absl::StatusOr<RequestContext>& context, absl::string_view key) {
  if (!context.ok()) return std::string(context.status().message());
  switch (context->keys.Find(key)) {
    case ContextKeys::State::kAbsent:
      return "absent";
    case ContextKeys::State::kUnknown:
      return "unknown";
    case ContextKeys::State::kPresent:
      break;
  }
  std::vector<std::string> values;
  for (const ContextValue& value : context->keys.Values(key)) {
    const std::string text = absl::StrJoin(value.values, ", ");
    values.push_back(value.is_list ? absl::StrCat("[", text, "]") : text);
  }
  return absl::StrJoin(values, " | ");
}

}  // namespace iamsim::world

#endif  // IAMSIM_TESTS_REQUEST_WORLD_H_
