#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/catalog/catalog.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

TEST(CatalogCheckAction, KnowsEveryActionInAnyCase) {
  EXPECT_THAT(Catalog::Builtin().CheckAction("s3:GetObject"), IsOk());
  EXPECT_THAT(Catalog::Builtin().CheckAction("S3:getobject"), IsOk());
}

TEST(CatalogCheckAction, NamesTheNearest) {
  struct Case {
    const char* action;
    const char* message;
  };
  const Case cases[] = {
      {"s3:GetObjct", "unknown action `s3:GetObjct`, did you mean `s3:GetObject`?"},
      // MA-5: the API is ListObjectsV2.
      {"s3:ListObjectsV2", "unknown action `s3:ListObjectsV2`"},
      {"iam:AssumeRole", "unknown action `iam:AssumeRole`, did you mean `sts:AssumeRole`?"},
      {"s3:Xyzzyxyzzy", "unknown action `s3:Xyzzyxyzzy`"},
      {"lamda:CreateFunction",
       "unknown service `lamda` in the action `lamda:CreateFunction`, "
       "did you mean `lambda:CreateFunction`?"},
      {"dynamodbb:Xyzzy",
       "unknown service `dynamodbb` in the action `dynamodbb:Xyzzy`, "
       "did you mean `dynamodb`?"},
      {"zzzzzz:Xyzzy", "unknown service `zzzzzz` in the action `zzzzzz:Xyzzy`"},
      {"GetObject",
       "expected an action such as `s3:GetObject`, found `GetObject` without a service prefix"},
      {"s3:Get*", "expected an action such as `s3:GetObject`, found `s3:Get*`, which is a pattern"},
  };
  for (const Case& test : cases) {
    EXPECT_THAT(Catalog::Builtin().CheckAction(test.action), Fails(test.message)) << test.action;
  }
}

}  // namespace
}  // namespace iamsim
