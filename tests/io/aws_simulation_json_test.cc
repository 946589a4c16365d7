#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/aws_simulation.h"
#include "io/write/simulation_marker.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;

SimulatedCheck Check(const std::string& resource, DecisionKind decision) {
  SimulatedCheck check;
  check.resource = resource;
  check.decision = decision;
  return check;
}

SimulatedStatement Matched(const std::string& id, PolicyKind layer) {
  return {id, layer, {.begin = {37, 1, 38}, .end = {166, 1, 167}}};
}

constexpr char kMatched[] =
    R"("MatchedStatements":[{"SourcePolicyId":"p","SourcePolicyType":"IAM Policy",)"
    R"("StartPosition":{"Line":1,"Column":38},"EndPosition":{"Line":1,"Column":167}}])";

// One item of `checks` in `shape`.
std::string Json(const std::vector<SimulatedCheck>& checks,
                 SimulationShape shape = SimulationShape::kCurrent) {
  SimulationRequest request;
  request.shape = shape;
  Simulation simulation;
  simulation.items.push_back({"s3:GetObject", checks});
  const std::string text = SimulationJson(request, simulation, 0);
  const std::string before = R"({"EvaluationResults":[{"EvalActionName":"s3:GetObject",)";
  const std::string after = R"(}],"IsTruncated":false})";
  EXPECT_THAT(text, testing::StartsWith(before));
  EXPECT_THAT(text, testing::EndsWith(after));
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

TEST(AwsSimulationJsonTest, OnStarEverythingIsSaidOfTheAction) {
  SimulatedCheck check = Check("*", DecisionKind::kAllowed);
  check.statements = {Matched("p", PolicyKind::kIdentity)};
  check.missing_context = {"aws:SourceIp"};
  for (const SimulationShape shape : {SimulationShape::kCurrent, SimulationShape::kLegacy}) {
    EXPECT_EQ(Json({check}, shape),
              absl::StrCat(R"("EvalResourceName":"*","EvalDecision":"allowed",)", kMatched,
                           R"(,"MissingContextValues":["aws:SourceIp"])"));
  }
}

TEST(AwsSimulationJsonTest, OfSeveralResourcesTheMostRestrictiveDecides) {
  SimulatedCheck allowed = Check("arn:aws:s3:::b/k", DecisionKind::kAllowed);
  allowed.statements = {Matched("p", PolicyKind::kIdentity)};
  SimulatedCheck implicit = Check("arn:aws:s3:::b/l", DecisionKind::kImplicitDeny);
  implicit.missing_context = {"aws:SourceIp"};
  const std::string one =
      absl::StrCat(R"({"EvalResourceName":"arn:aws:s3:::b/k","EvalResourceDecision":"allowed",)",
                   kMatched, R"(,"MissingContextValues":[]})");
  EXPECT_EQ(
      Json({allowed, implicit}),
      absl::StrCat(
          R"("EvalResourceName":"arn:${Partition}:s3:::${BucketName}/${ObjectName}",)"
          R"("EvalDecision":"implicitDeny","MatchedStatements":[],"MissingContextValues":[],)"
          R"("EvalDecisionDetails":{},"ResourceSpecificResults":[)",
          one, R"(,{"EvalResourceName":"arn:aws:s3:::b/l","EvalResourceDecision":"implicitDeny",)",
          R"("MatchedStatements":[],"MissingContextValues":["aws:SourceIp"]}])"));
  const SimulatedCheck denied = Check("arn:aws:s3:::b/m", DecisionKind::kExplicitDeny);
  EXPECT_THAT(Json({implicit, denied, allowed}), HasSubstr(R"("EvalDecision":"explicitDeny")"));
  EXPECT_THAT(Json({allowed, denied, implicit}), HasSubstr(R"("EvalDecision":"explicitDeny")"));
  EXPECT_THAT(Json({allowed, allowed}), HasSubstr(R"("EvalDecision":"allowed")"));
}

// The template of the catalog; what it does not know is named itself, or `*` for several.
TEST(AwsSimulationJsonTest, NamesTheTemplateOfTheArn) {
  const SimulatedCheck bucket = Check("arn:aws:s3:::b", DecisionKind::kAllowed);
  const SimulatedCheck other = Check("arn:aws:s3:::c", DecisionKind::kAllowed);
  EXPECT_THAT(Json({bucket}), HasSubstr(R"("EvalResourceName":"arn:aws:s3:::b")"));
  EXPECT_THAT(Json({bucket, other}), HasSubstr(R"("EvalResourceName":"*")"));
}

// As an answer of 2020 that was kept as a fixture: the statements stand in both places, keys only
// with the resource.
TEST(AwsSimulationJsonTest, LegacyNamesTheResourceTwice) {
  SimulatedCheck check = Check("arn:aws:s3:::b/k", DecisionKind::kAllowed);
  check.statements = {Matched("p", PolicyKind::kIdentity)};
  check.missing_context = {"aws:SourceIp"};
  EXPECT_EQ(
      Json({check}, SimulationShape::kLegacy),
      absl::StrCat(
          R"("EvalResourceName":"arn:aws:s3:::b/k","EvalDecision":"allowed",)", kMatched,
          R"(,"MissingContextValues":[],"EvalDecisionDetails":{},"ResourceSpecificResults":[)",
          R"({"EvalResourceName":"arn:aws:s3:::b/k","EvalResourceDecision":"allowed",)", kMatched,
          R"(,"MissingContextValues":["aws:SourceIp"]}])"));
}

TEST(AwsSimulationJsonTest, CrossAccountDetailsAreFilledIn) {
  SimulatedCheck check = Check("arn:aws:s3:::b/k", DecisionKind::kImplicitDeny);
  check.is_cross_account = true;
  check.layers = {{PolicyKind::kIdentity, DecisionKind::kImplicitDeny},
                  {PolicyKind::kResource, DecisionKind::kAllowed},
                  {PolicyKind::kPermissionsBoundary, DecisionKind::kAllowed}};
  check.allowed_by_boundary = true;
  SimulatedCheck other = check;
  other.layers[1].second = DecisionKind::kExplicitDeny;
  const std::string text = Json({check, other});
  EXPECT_THAT(text, HasSubstr(R"("PermissionsBoundaryDecisionDetail":)"
                              R"({"AllowedByPermissionsBoundary":true},)"
                              R"("EvalDecisionDetails":{"IAM Policy":"implicitDeny",)"
                              R"("Resource Policy":"explicitDeny",)"
                              R"("Permissions Boundary Policy":"allowed"},)"));
  EXPECT_THAT(text, HasSubstr(R"("EvalDecisionDetails":{"IAM Policy":"implicitDeny",)"
                              R"("Resource Policy":"allowed",)"
                              R"("Permissions Boundary Policy":"allowed"},)"
                              R"("PermissionsBoundaryDecisionDetail":)"));
}

// As published: a role with AdministratorAccess in an account whose organization denies.
TEST(AwsSimulationJsonTest, DenialByTheOrganizationHasNoDetails) {
  SimulatedCheck check =
      Check("arn:aws:ecs:eu-west-3:111122223333:task/t", DecisionKind::kImplicitDeny);
  check.allowed_by_organizations = false;
  EXPECT_EQ(Json({check}, SimulationShape::kLegacy),
            R"("EvalResourceName":"arn:aws:ecs:eu-west-3:111122223333:task/t",)"
            R"("EvalDecision":"implicitDeny","MatchedStatements":[],"MissingContextValues":[],)"
            R"("OrganizationsDecisionDetail":{"AllowedByOrganizations":false})");
  SimulatedCheck fine = Check("arn:aws:ecs:eu-west-3:111122223333:task/u", DecisionKind::kAllowed);
  fine.allowed_by_organizations = true;
  const std::string both = Json({check, fine});
  EXPECT_THAT(both, HasSubstr(R"("AllowedByOrganizations":false)"));
  EXPECT_THAT(both, testing::Not(HasSubstr("EvalDecisionDetails")));
  EXPECT_THAT(both, HasSubstr(R"("EvalResourceDecision":"allowed")"));
}

TEST(AwsSimulationJsonTest, SourcePolicyTypesAreThoseOnTheWire) {
  SimulatedCheck check = Check("*", DecisionKind::kExplicitDeny);
  check.statements = {Matched("ResourcePolicy", PolicyKind::kResource),
                      Matched("b", PolicyKind::kPermissionsBoundary)};
  const std::string text = Json({check});
  EXPECT_THAT(text, HasSubstr(R"("ResourcePolicy","SourcePolicyType":"Resource Policy")"));
  EXPECT_THAT(text, HasSubstr(R"("b","SourcePolicyType":"Permissions Boundary Policy")"));
}

TEST(AwsSimulationJsonTest, MarkerLeadsOnInTheSameRequestOnly) {
  SimulationRequest request;
  request.actions = {"s3:GetObject", "s3:PutObject"};
  Simulation simulation;
  simulation.next_item = 1;
  const std::string marker = MakeMarker(request, 1);
  EXPECT_EQ(
      SimulationJson(request, simulation, 0),
      absl::StrCat(R"({"EvaluationResults":[],"IsTruncated":true,"Marker":")", marker, "\"}"));
  // The same everywhere and always: clients keep it.
  EXPECT_EQ(marker, MakeMarker(request, 1));
  EXPECT_EQ(ReadMarker(request, marker), 1U);
  EXPECT_EQ(ReadMarker(request, marker + "="), std::nullopt);
  EXPECT_EQ(ReadMarker(request, ""), std::nullopt);
  for (const auto change : {+[](SimulationRequest& r) { r.actions.pop_back(); },
                            +[](SimulationRequest& r) { r.resources = {"arn:aws:s3:::b"}; },
                            +[](SimulationRequest& r) { r.policy_source = "x"; },
                            +[](SimulationRequest& r) { r.shape = SimulationShape::kLegacy; },
                            +[](SimulationRequest& r) {
                              r.actions = {"s3:GetObject"};
                              r.resources = {"s3:PutObject", "*"};
                            }}) {
    SimulationRequest other = request;
    change(other);
    EXPECT_EQ(ReadMarker(other, marker), std::nullopt);
  }
}

TEST(AwsSimulationJsonTest, ErrorsHaveAwsCodes) {
  EXPECT_EQ(SimulationErrorJson(SourceError({"f", "/x", std::nullopt}, "expected `a`")),
            R"({"Error":{"Type":"Sender","Code":"InvalidInput","Message":"f: /x: expected `a`"}})");
  EXPECT_EQ(SimulationErrorJson(absl::NotFoundError("no such user")),
            R"({"Error":{"Type":"Sender","Code":"NoSuchEntity","Message":"no such user"}})");
}

}  // namespace
}  // namespace iamsim
