#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalog/small_catalog.h"

namespace iamsim {
namespace {

std::vector<std::string> Texts(const Catalog& catalog, const std::vector<ActionId>& ids) {
  std::vector<std::string> texts;
  for (const ActionId id : ids) texts.emplace_back(catalog.text(id));
  return texts;
}

std::vector<std::string> Expansion(const Catalog& catalog, absl::string_view pattern) {
  return Texts(catalog, catalog.Expand(ActionPattern(pattern)));
}

using List = std::vector<std::string>;

// "s3-outposts:" sorts before "s3:".
TEST(CatalogActions, StandInTheOrderOfTheirLowerCaseText) {
  EXPECT_EQ(Expansion(*SmallCatalog(), "*"),
            (List{"iam:PassRole", "lambda:CreateFunction", "lambda:GetFunction", "q:Ask",
                  "s3-outposts:GetObject", "s3:GetObject", "s3:ListAllMyBuckets", "s3:ListBucket",
                  "s3:PutBucketPolicy", "s3:PutObject", "s3:PutObjectTagging"}));
}

// MA-1: without regard to case.
TEST(CatalogActions, AreFoundInAnyCase) {
  const auto catalog = SmallCatalog();
  const auto found = catalog->Find("S3:getobject");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(catalog->text(*found), "s3:GetObject");
  EXPECT_EQ(catalog->service(*found), "s3");
  EXPECT_EQ(catalog->name(*found), "GetObject");
}

TEST(CatalogActions, AreFoundByTheirWholeTextOnly) {
  const auto catalog = SmallCatalog();
  for (const char* text : {"", "s3", "s3:", ":", "s3:GetObjec", "s3:GetObjectX", "s3:Get*", "zz:Z",
                           "a:A", "s3:PutObject ", "s3-outposts", "s3\xFF"}) {
    EXPECT_FALSE(catalog->Find(text).has_value()) << text;
  }
  EXPECT_TRUE(catalog->Find("s3:PutObject").has_value());  // the beginning of PutObjectTagging
}

// MA-2, MA-3: one glob over the whole text.
TEST(CatalogExpand, FindsWhatThePatternMatches) {
  const auto catalog = SmallCatalog();
  struct Case {
    const char* pattern;
    List want;
  };
  const Case cases[] = {
      {"s3:*",
       {"s3:GetObject", "s3:ListAllMyBuckets", "s3:ListBucket", "s3:PutBucketPolicy",
        "s3:PutObject", "s3:PutObjectTagging"}},
      {"S3:PUT*", {"s3:PutBucketPolicy", "s3:PutObject", "s3:PutObjectTagging"}},
      {"s3:*Object", {"s3:GetObject", "s3:PutObject"}},
      {"s3:PutObject", {"s3:PutObject"}},
      {"s3:???Object", {"s3:GetObject", "s3:PutObject"}},
      {"s3*:GetObject", {"s3-outposts:GetObject", "s3:GetObject"}},
      {"*:Get*", {"lambda:GetFunction", "s3-outposts:GetObject", "s3:GetObject"}},
      {"*bucket*", {"s3:ListAllMyBuckets", "s3:ListBucket", "s3:PutBucketPolicy"}},
      {"s3*",
       {"s3-outposts:GetObject", "s3:GetObject", "s3:ListAllMyBuckets", "s3:ListBucket",
        "s3:PutBucketPolicy", "s3:PutObject", "s3:PutObjectTagging"}},
      {"s3:Nothing*", {}},
      {"*:*:*", {}},
      {"s3:Get:*", {}},
      {"", {}},
      {"zz:*", {}},
  };
  for (const Case& test : cases)
    EXPECT_EQ(Expansion(*catalog, test.pattern), test.want) << test.pattern;
}

TEST(CatalogExpand, EqualsMatchingEveryActionOfTheBuiltin) {
  const Catalog& catalog = Catalog::Builtin();
  for (const char* pattern :
       {"*", "s3:Get*", "*:Describe*", "s3*:*", "?am:*", "iam:*Role*", "ec2:*", "*Tag*", "e?2:R*s",
        "*:*", "a*:?et*", "iam:PassRole", "s*:*e*t", "*s:List*"}) {
    const ActionPattern action_pattern(pattern);
    std::vector<ActionId> want;
    for (std::uint32_t id = 0; id < catalog.action_count(); ++id) {
      if (action_pattern.Matches(ParseAction(catalog.text(ActionId{id})).value())) {
        want.push_back(ActionId{id});
      }
    }
    EXPECT_FALSE(want.empty()) << pattern;
    EXPECT_EQ(catalog.Expand(action_pattern), want) << pattern;
  }
}

TEST(CatalogServices, AreFoundInAnyCase) {
  const auto catalog = SmallCatalog();
  EXPECT_EQ(catalog->service_count(), 5u);
  for (const char* name : {"s3", "S3", "s3-outposts", "lambda"}) {
    const auto service = catalog->FindService(name);
    ASSERT_TRUE(service.has_value()) << name;
    EXPECT_EQ(catalog->service_of(catalog->actions_of(*service).begin), *service);
  }
  for (const char* name : {"", "s", "s3-", "s4", "zz", "s3:"}) {
    EXPECT_FALSE(catalog->FindService(name).has_value()) << name;
  }
}

TEST(CatalogServices, ShareOutTheActions) {
  const auto catalog = SmallCatalog();
  const ActionRange range = catalog->actions_of(catalog->FindService("lambda").value());
  EXPECT_EQ(range.size(), 2u);
  EXPECT_EQ(catalog->text(range.begin), "lambda:CreateFunction");
  EXPECT_EQ(catalog->text(range.end), "q:Ask");
}

}  // namespace
}  // namespace iamsim
