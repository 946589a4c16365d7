#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "catalog/small_catalog.h"

namespace iamsim {
namespace {

using TypeNames = std::vector<std::string>;

TypeNames Matching(absl::string_view action, absl::string_view arn) {
  const Catalog& catalog = Catalog::Builtin();
  TypeNames names;
  for (const ResourceTypeId type :
       catalog.ResourceTypesMatching(catalog.Find(action).value(), arn)) {
    names.emplace_back(catalog.resource_type_name(type));
  }
  return names;
}

TEST(CatalogResourceTypes, AreThoseThatTheArnCanBe) {
  struct Case {
    const char* action;
    const char* arn;
    TypeNames want;
  };
  const Case cases[] = {
      {"s3:GetObject", "arn:aws:s3:::b/k", {"object"}},
      {"s3:GetObject", "arn:aws:s3:::b/a/b/c", {"object"}},
      {"s3:GetObject", "arn:aws-cn:s3:::b/*", {"object"}},
      {"s3:GetObject", "arn:aws:s3:::b", {}},
      {"s3:ListBucket", "arn:aws:s3:::b", {"bucket"}},
      {"s3:ListBucket", "arn:aws:s3:::b/k", {}},  // an object is no bucket
      {"s3:ListBucket", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap", {"accesspoint"}},
      {"s3:ListBucket", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/k", {}},
      {"s3:ListBucket", "*", {}},
      {"s3:ListBucket", "arn:aws:s3:::", {}},
      {"s3:ListAllMyBuckets", "arn:aws:s3:::b", {}},
      {"iam:PassRole", "arn:aws:iam::111122223333:role/a/b/R", {"role"}},
      {"iam:PassRole", "arn:aws:iam::111122223333:user/u", {}},
      {"iam:PassRole", "arn:aws:iam::1111:2222:role/R", {}},  // a placeholder ends at a colon
      {"logs:PutLogEvents",
       "arn:aws:logs:us-east-1:111122223333:log-group:/a:log-stream:s",
       {"log-stream"}},
      {"logs:PutLogEvents", "arn:aws:logs:us-east-1:111122223333:log-group:/a", {}},
      {"dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i", {"index"}},
      {"dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/t", {"table"}},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(Matching(test.action, test.arn), test.want) << test.action << " " << test.arn;
  }
}

// The form with "x" for every placeholder and star.
std::string Sample(absl::string_view form) {
  std::string sample;
  while (!form.empty()) {
    const bool placeholder = absl::StartsWith(form, "${");
    sample += placeholder || form.front() == '*' ? 'x' : form.front();
    form.remove_prefix(placeholder ? form.find('}') + 1 : 1);
  }
  return sample;
}

TEST(CatalogResourceTypes, FitTheirOwnForms) {
  const Catalog& catalog = Catalog::Builtin();
  int samples = 0;
  for (std::uint32_t i = 0; i < catalog.action_count(); ++i) {
    const ActionId action{i};
    for (const ResourceUse& use : catalog.resource_types(action)) {
      for (const absl::string_view form : catalog.arn_forms(use.type())) {
        ++samples;
        EXPECT_THAT(catalog.ResourceTypesMatching(action, Sample(form)),
                    ::testing::Contains(use.type()))
            << catalog.text(action) << " " << form;
      }
    }
  }
  EXPECT_GT(samples, 20'000);
}

TEST(CatalogResourceTypes, HaveFormsKeysAndAService) {
  const auto catalog = SmallCatalog();
  const ResourceTypeRange range = catalog->resource_types_of(catalog->FindService("s3").value());
  EXPECT_EQ(static_cast<int>(range.end) - static_cast<int>(range.begin), 2);
  EXPECT_EQ(catalog->resource_type_name(range.begin), "bucket");
  EXPECT_THAT(catalog->arn_forms(range.begin),
              ::testing::ElementsAre("arn:${Partition}:s3:::${BucketName}"));
  ASSERT_EQ(catalog->resource_type_keys(range.begin).size(), 1u);
  EXPECT_EQ(catalog->key_name(catalog->resource_type_keys(range.begin)[0]),
            "aws:ResourceTag/${TagKey}");
}

TEST(CatalogResourceTypes, MayHaveSeveralForms) {
  const auto catalog = SmallCatalog();
  const auto uses = catalog->resource_types(catalog->Find("lambda:GetFunction").value());
  ASSERT_EQ(uses.size(), 1u);
  EXPECT_EQ(catalog->arn_forms(uses[0].type()).size(), 2u);
  for (const char* arn : {"arn:aws:lambda:us-east-1:111122223333:function:f",
                          "arn:aws:lambda:us-east-1:111122223333:function:f:7"}) {
    EXPECT_EQ(
        catalog->ResourceTypesMatching(catalog->Find("lambda:GetFunction").value(), arn).size(), 1u)
        << arn;
  }
}

}  // namespace
}  // namespace iamsim
