#include <gmock/gmock.h>

#include "request/world.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using world::Alone;
using world::Ask;
using world::Give;
using world::Incomplete;
using world::InSnapshot;
using world::Show;

// formats.md: a value given in `context` wins over a derived one. CO-2: whatever its case.
TEST(DeriveKeysTest, GivenValuesWin) {
  Request request = Ask(world::kExec);
  Give(request, "AWS:PRINCIPALTAG/team", "given");
  Give(request, "aws:resourceaccount", "222233334444");
  Give(request, "aws:RequestedRegion", "ap-south-1");
  for (const bool complete : {true, false}) {
    request.context_is_complete = complete;
    const absl::StatusOr<RequestContext> context = InSnapshot(request);
    EXPECT_EQ(Show(context, "aws:PrincipalTag/Team"), "given");
    EXPECT_EQ(Show(context, "aws:ResourceAccount"), "222233334444");
    EXPECT_EQ(Show(context, "aws:RequestedRegion"), "ap-south-1");
    EXPECT_EQ(context->resource_account, world::kStudio);  // the key is not the owner
  }
}

TEST(DeriveKeysTest, KeysGivenAsAbsentAreAbsent) {
  Request request = Incomplete(Ask(world::kExec));
  request.absent_keys = {"aws:SourceIp", "AWS:principaltag/team", "aws:PrincipalOrgID"};
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  EXPECT_EQ(Show(context, "aws:SourceIp"), "absent");
  EXPECT_EQ(Show(context, "aws:PrincipalTag/team"), "absent");
  EXPECT_EQ(Show(context, "aws:PrincipalOrgID"), "absent");
  EXPECT_EQ(Show(context, "aws:PrincipalTag/Stage"), "dev");
}

// CO-7, OP-26.
TEST(DeriveKeysTest, EmptyListIsAbsent) {
  Request request = Incomplete(Ask(world::kExec));
  request.context["aws:PrincipalOrgPaths"] = ContextValue::List({});
  const absl::StatusOr<RequestContext> context = InSnapshot(request);
  EXPECT_EQ(Show(context, "aws:PrincipalOrgPaths"), "absent");
  EXPECT_THAT(context->warnings, IsEmpty());
}

TEST(DeriveKeysTest, AbsentBeatsAValueAloud) {
  Request request = Ask(world::kExec);
  Give(request, "aws:SourceIp", "203.0.113.7");
  request.absent_keys = {"aws:sourceip"};
  const absl::StatusOr<RequestContext> context = Alone(request);
  EXPECT_EQ(Show(context, "aws:SourceIp"), "absent");
  EXPECT_THAT(context->warnings, ElementsAre(HasSubstr("taken as absent")));
}

// CO-3, OP-9.
TEST(DeriveKeysTest, KeyGivenInTwoSpellingsHasBothValues) {
  Request request = Ask(world::kExec);
  Give(request, "aws:RequestTag/Team", "a");
  Give(request, "aws:RequestTag/team", "b");
  const absl::StatusOr<RequestContext> context = Alone(request);
  EXPECT_EQ(Show(context, "aws:RequestTag/team"), "a | b");
  EXPECT_THAT(context->warnings, ElementsAre(HasSubstr("given twice")));
}

// CO-9: the JSON shape is kept.
TEST(DeriveKeysTest, ListsStayLists) {
  Request request = Ask(world::kExec);
  request.context["aws:TagKeys"] = ContextValue::List({"one"});
  EXPECT_EQ(Show(Alone(request), "aws:TagKeys"), "[one]");
}

// RC-29: taken all the same (formats.md), but not silently.
TEST(DeriveKeysTest, ValuesThatContradictTheCallerAreWarnedOf) {
  struct Row {
    const char* principal;
    const char* key;
    const char* value;
    bool warns;
  };
  const Row rows[] = {
      {world::kExec, "aws:PrincipalArn", world::kAnn, true},
      {world::kExec, "aws:principalarn", world::kExec, false},
      {world::kExec, "aws:PrincipalAccount", "222233334444", true},
      {world::kExec, "aws:PrincipalType", "User", true},
      {world::kExec, "aws:PrincipalIsAWSService", "true", true},
      {world::kExec, "aws:PrincipalIsAWSService", "false", false},
      {world::kService, "aws:PrincipalArn", world::kExec, true},  // OP-15
      {"anonymous", "aws:PrincipalArn", world::kExec, true},
      // A session's ARN shows no path: the role's ARN contradicts nothing (PR-8).
      {world::kExecSession, "aws:PrincipalArn", world::kExec, false},
      {world::kExecSession, "aws:PrincipalArn", "arn:aws:iam::111122223333:role/Other", true},
      {world::kExec, "aws:username", "ann", false},  // not a key that says who calls
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(absl::StrCat(row.principal, " ", row.key, " ", row.value));
    Request request = Ask(row.principal);
    Give(request, row.key, row.value);
    for (const bool complete : {true, false}) {
      request.context_is_complete = complete;
      const absl::StatusOr<RequestContext> context = Alone(request);
      EXPECT_EQ(Show(context, row.key), row.value);
      EXPECT_EQ(context->warnings.empty(), !row.warns);
    }
  }
}

TEST(DeriveKeysTest, OptionsAreHandedOn) {
  EvaluationOptions options;
  options.strictNotPrincipal = true;
  EXPECT_TRUE(Resolve(world::Get(), World::kSelfContained, Ask(world::kExec), options)
                  ->options.strictNotPrincipal);
}

}  // namespace
}  // namespace iamsim
