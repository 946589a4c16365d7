#ifndef IAMSIM_TESTS_DECIDE_SIMULATION_WORLD_H_
#define IAMSIM_TESTS_DECIDE_SIMULATION_WORLD_H_

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/decide/simulation.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "snapshot/entries.h"
#include "support/status_matchers.h"

// A small world to simulate in, and short ways to ask.
namespace iamsim::simulated {

inline constexpr char kAnn[] = "arn:aws:iam::111122223333:user/ann";
inline constexpr char kDevs[] = "arn:aws:iam::111122223333:group/devs";
inline constexpr char kDeploy[] = "arn:aws:iam::111122223333:role/Deploy";
inline constexpr char kObject[] = "arn:aws:s3:::b/k";
inline constexpr char kManaged[] = "arn:aws:iam::111122223333:policy/Read";
inline constexpr char kAwsManaged[] = "arn:aws:iam::aws:policy/List";
inline constexpr char kAccessPoint[] = "arn:aws:s3:us-east-1:111122223333:accesspoint/ap";
inline constexpr char kBoundary[] = "arn:aws:iam::111122223333:policy/Limit";

inline std::string Text(absl::string_view effect, absl::string_view action,
                        absl::string_view more = "") {
  return absl::StrCat(R"({"Version":"2012-10-17","Statement":[{"Effect":")", effect,
                      R"(","Action":")", action, R"(","Resource":"*")", more, "}]}");
}

inline std::shared_ptr<const AttachedPolicy> Identity(absl::string_view name,
                                                      absl::string_view text,
                                                      absl::string_view arn = "") {
  return entries::Document(name, PolicyKind::kIdentity, text, arn);
}

// ann (in group devs, with a boundary), Deploy, and an organization that denies s3:DeleteObject.
inline std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry ann = entries::User(kAnn);
  ann.inline_policies = {Identity("own", Text("Allow", "s3:GetObject"))};
  ann.attached_policy_arns = {kManaged, kAwsManaged};
  ann.groups = {"devs"};
  ann.boundary_arn = kBoundary;
  builder.AddPrincipal(ann);
  SnapshotBuilder::GroupEntry devs;
  devs.arn = entries::A(kDevs);
  devs.inline_policies = {Identity("team", Text("Allow", "s3:PutObject"))};
  builder.AddGroup(devs);
  SnapshotBuilder::PrincipalEntry deploy;
  deploy.arn = entries::A(kDeploy);
  deploy.inline_policies = {Identity("ship", Text("Allow", "s3:*"))};
  deploy.attached_policy_arns = {"arn:aws:iam::111122223333:policy/Lost"};
  builder.AddPrincipal(deploy);
  builder.AddManagedPolicy(Identity("Read", Text("Allow", "s3:GetObjectTagging"), kManaged));
  builder.AddManagedPolicy(Identity("List", Text("Allow", "s3:ListBucket"), kAwsManaged));
  builder.AddManagedPolicy(entries::Document("Limit", PolicyKind::kPermissionsBoundary,
                                             Text("Allow", "s3:Get*"), kBoundary));
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddOrganizationUnit({.id = "r-1",
                               .service_control = {"FullAWSAccess", "guard"},
                               .accounts = {"111122223333", "999999999999"}});
  builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
  builder.AddServiceControlPolicy(
      "guard", entries::Document(
                   "guard", PolicyKind::kServiceControl, Text("Deny", "s3:DeleteObject"),
                   "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-1"));
  builder.AddResource({.arn = entries::A("arn:aws:s3:::other"),
                       .account = "444455556666",
                       .policy = entries::Document("other", PolicyKind::kResource,
                                                   R"({"Version":"2012-10-17","Statement":[
                                              {"Effect":"Allow","Principal":"*","Action":"s3:*",
                                               "Resource":"*"}]})")});
  builder.AddResource({.arn = entries::A(kAccessPoint), .bucket = "arn:aws:s3:::behind"});
  builder.AddResource({.arn = entries::A("arn:aws:s3:::behind"),
                       .account = "111122223333",
                       .policy = entries::Document("behind", PolicyKind::kResource,
                                                   R"({"Version":"2012-10-17","Statement":[
                                              {"Effect":"Deny","Principal":"*","Action":"s3:*",
                                               "Resource":"arn:aws:s3:::behind/secret/*"}]})")});
  return builder.Build().snapshot;
}

inline SimulationRequest About(absl::string_view source, absl::string_view action,
                               absl::string_view resource = kObject) {
  SimulationRequest request;
  request.policy_source = std::string(source);
  request.actions = {std::string(action)};
  request.resources = {std::string(resource)};
  return request;
}

inline SimulationRequest Custom(absl::string_view text, absl::string_view action,
                                absl::string_view resource = "*") {
  SimulationRequest request = About("", action, resource);
  request.policies = {Identity("PolicyInputList.1", text)};
  return request;
}

inline Simulation Ask(const SimulationRequest& request) {
  static const auto& world = *new std::shared_ptr<const Snapshot>(World());
  absl::StatusOr<Simulation> simulation = Simulate(*world, request, EvaluationOptions());
  EXPECT_THAT(simulation, IsOk());
  return simulation.ok() ? *std::move(simulation) : Simulation();
}

inline SimulatedCheck AskOne(const SimulationRequest& request) {
  const Simulation simulation = Ask(request);
  return simulation.items.empty() ? SimulatedCheck() : simulation.items[0].checks[0];
}

// "allowed user_ann_own", "explicitDeny" …
inline std::string Show(const SimulatedCheck& check) {
  std::string text(DecisionName(check.decision));
  for (const SimulatedStatement& statement : check.statements) {
    absl::StrAppend(&text, " ", statement.policy_id);
  }
  return text;
}

}  // namespace iamsim::simulated

#endif  // IAMSIM_TESTS_DECIDE_SIMULATION_WORLD_H_
