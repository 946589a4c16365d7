#include "catalog_arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CompleteByCatalogTest : public testing::Test {
 protected:
  std::vector<std::string> Complete() {
    const auto notes = CompleteByCatalog(Catalog::Builtin(), arguments_, &request_);
    EXPECT_THAT(notes, IsOk());
    return notes.ok() ? *notes : std::vector<std::string>{"failed"};
  }

  CatalogArguments arguments_;
  Request request_;
};

TEST_F(CompleteByCatalogTest, SaysNothingOfAProperQuestion) {
  request_.action = "s3:getobject";
  request_.resource = "arn:aws:s3:::bucket/key";
  request_.context["aws:SourceIp"] = ContextValue::Scalar("10.0.0.1");
  EXPECT_THAT(Complete(), IsEmpty());
}

TEST_F(CompleteByCatalogTest, RejectsAMisspeltAction) {
  request_.action = "s3:GetObjct";
  EXPECT_THAT(CompleteByCatalog(Catalog::Builtin(), arguments_, &request_),
              Fails(HasSubstr("did you mean `s3:GetObject`?; --unknown-action asks it")));
  arguments_.unknown_action = true;
  EXPECT_THAT(Complete(), IsEmpty());
}

// MR-9.
TEST_F(CompleteByCatalogTest, AsksAnActionWithoutResourceTypesOfTheStar) {
  request_.action = "s3:ListAllMyBuckets";
  request_.resource = "arn:aws:s3:::bucket";
  EXPECT_THAT(Complete(), ElementsAre(HasSubstr("has no resource types")));
  EXPECT_EQ(request_.resource, "*");
}

TEST_F(CompleteByCatalogTest, SaysWhatAnActionIsAskedOf) {
  request_.action = "s3:GetObject";
  EXPECT_THAT(Complete(), ElementsAre(HasSubstr("is asked of one accesspointobject (`arn:")));
  request_.resource = "arn:aws:s3:::bucket";
  EXPECT_THAT(Complete(), ElementsAre(HasSubstr("which `arn:aws:s3:::bucket` is not")));
}

// RC-26.
TEST_F(CompleteByCatalogTest, MakesAListOfAMultivaluedKey) {
  request_.action = "sqs:CreateQueue";
  request_.resource = "arn:aws:sqs:eu-west-1:111122223333:q";
  request_.context["aws:TagKeys"] = ContextValue::Scalar("team");
  EXPECT_THAT(Complete(), IsEmpty());
  EXPECT_TRUE(request_.context["aws:TagKeys"].is_list);
}

// MR-12.
TEST_F(CompleteByCatalogTest, NamesAKeyThatTheActionDoesNotHave) {
  request_.action = "s3:GetObject";
  request_.resource = "arn:aws:s3:::bucket/key";
  request_.context["s3:prefix"] = ContextValue::Scalar("x");
  EXPECT_THAT(Complete(), ElementsAre(HasSubstr("`s3:prefix` is no key of `s3:GetObject`")));
}

// MS-3.
TEST(DependentActions, AreThoseThatTheCatalogLists) {
  EXPECT_THAT(DependentActions(Catalog::Builtin(), "lambda:CreateFunction"),
              testing::Contains("iam:PassRole"));
  EXPECT_THAT(DependentActions(Catalog::Builtin(), "no:Such"), IsEmpty());
}

}  // namespace
}  // namespace iamsim
