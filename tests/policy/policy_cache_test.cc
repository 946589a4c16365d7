#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "iamsim/policy/parse.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;

std::shared_ptr<const JsonDocument> Json(absl::string_view text) {
  return *JsonDocument::Parse(std::string(text), "f");
}

std::string Allow(absl::string_view action) {
  return absl::StrCat(R"({"Statement": {"Effect": "Allow", "Action": ")", action,
                      R"(", "Resource": "*"}})");
}

TEST(PolicyCacheTest, EqualTextsShareOnePolicy) {
  PolicyCache cache;
  const auto document = Json(absl::StrCat("[", Allow("s3:*"), ",\n ", Allow("s3:*"), "]"));
  const std::vector<JsonNode> nodes = document->root().children();
  const ParsedPolicy first = cache.Parse(nodes[0], kIdentity);
  const ParsedPolicy second = cache.Parse(nodes[1], kIdentity);
  ASSERT_NE(first.policy, nullptr);
  EXPECT_EQ(first.policy, second.policy);
  EXPECT_TRUE(second.diagnostics.empty());
  EXPECT_EQ(cache.hits(), 1u);
  EXPECT_EQ(Shift(nodes[1].begin(), second.policy->statements[0].begin),
            nodes[1].Find("Statement")->begin());
}

TEST(PolicyCacheTest, OtherTextOrKindIsAnotherPolicy) {
  PolicyCache cache;
  const auto a = Json(Allow("s3:*"));
  const auto b = Json(Allow("s3:Get*"));
  const ParsedPolicy identity = cache.Parse(a->root(), kIdentity);
  EXPECT_NE(cache.Parse(b->root(), kIdentity).policy, identity.policy);
  const ParsedPolicy boundary = cache.Parse(a->root(), kPermissionsBoundary);
  ASSERT_NE(boundary.policy, nullptr);
  EXPECT_EQ(boundary.policy->kind, kPermissionsBoundary);
  EXPECT_EQ(cache.Parse(a->root(), kResource).policy, nullptr);  // PG-14: no principal
  EXPECT_EQ(cache.hits(), 0u);
}

TEST(PolicyCacheTest, DiagnosticsKeepTheirOwnPlaces) {
  PolicyCache cache;
  const auto document = Json(absl::StrCat("[", Allow("s3*:Get"), ",\n", Allow("s3*:Get"), "]"));
  const std::vector<JsonNode> nodes = document->root().children();
  const ParsedPolicy first = cache.Parse(nodes[0], kIdentity);
  const ParsedPolicy second = cache.Parse(nodes[1], kIdentity);
  ASSERT_EQ(first.diagnostics.size(), 1u);
  ASSERT_EQ(second.diagnostics.size(), 1u);
  EXPECT_EQ(first.diagnostics[0].place.position->line, 1u);
  EXPECT_EQ(second.diagnostics[0].place.position->line, 2u);
  EXPECT_EQ(second.diagnostics[0].place.pointer, "/1/Statement/Action");
  EXPECT_EQ(cache.hits(), 0u);
}

TEST(PolicyCacheTest, BrokenDocumentsStayBroken) {
  PolicyCache cache;
  const auto document = Json(Allow("GetObject"));
  for (int i = 0; i < 2; ++i) {
    const ParsedPolicy parsed = cache.Parse(document->root(), kIdentity);
    EXPECT_EQ(parsed.policy, nullptr);
    EXPECT_THAT(parsed.status(), Fails(::testing::HasSubstr("found `GetObject`")));
  }
}

TEST(PolicyCacheTest, ParsesWithItsOptions) {
  PolicyCache cache(ParseOptions{.lenient = true});
  EXPECT_TRUE(cache.options().lenient);
  const auto document = Json(R"({"Id": "x", "Statement": []})");
  EXPECT_NE(cache.Parse(document->root(), kIdentity).policy, nullptr);
}

TEST(PolicyCacheTest, ForgetsEverythingWhenFull) {
  const auto a = Json(Allow("s3:*"));
  const auto b = Json(Allow("s3:a"));
  PolicyCache cache({}, a->text().size() + b->text().size() - 1);
  const ParsedPolicy first = cache.Parse(a->root(), kIdentity);
  cache.Parse(a->root(), kIdentity);
  EXPECT_EQ(cache.hits(), 1u);
  cache.Parse(b->root(), kIdentity);
  cache.Parse(b->root(), kIdentity);
  EXPECT_EQ(cache.hits(), 2u);
  const ParsedPolicy again = cache.Parse(a->root(), kIdentity);
  EXPECT_EQ(cache.hits(), 2u);
  EXPECT_NE(again.policy, first.policy);
  cache.Parse(b->root(), kIdentity);  // it is full again
  EXPECT_EQ(cache.hits(), 2u);
  EXPECT_EQ(first.policy->statements.size(), 1u);  // who shares an entry keeps it
}

TEST(PolicyCacheTest, DoesNotKeepWhatIsLargerThanItself) {
  const auto a = Json(Allow("s3:*"));
  PolicyCache cache({}, a->text().size() - 1);
  for (int i = 0; i < 2; ++i) EXPECT_NE(cache.Parse(a->root(), kIdentity).policy, nullptr);
  EXPECT_EQ(cache.hits(), 0u);
}

}  // namespace
}  // namespace iamsim
