#include "iamsim/io/repeated_policies.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

constexpr absl::string_view kPolicies =
    R"("policies":{
      "identity":[{"name":"i","document":{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}],
      "permissionsBoundary":[{"name":"b","document":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}],
      "session":[{"name":"s","document":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}],
      "resource":{"name":"r","document":{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*"}]}},
      "serviceControl":[{"target":"r-1","policies":[{"name":"c","document":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}]}],
      "resourceControl":[{"target":"r-1","policies":[{"name":"rc","document":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*"}]}}]}],
      "vpcEndpoint":[{"name":"v","document":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}}]})";

std::string Line(absl::string_view action, absl::string_view members = "") {
  const std::string policies = absl::StrReplaceAll(kPolicies, {{"\n", ""}});
  return absl::StrCat(R"({"principal":"arn:aws:iam::111122223333:role/R",)", members,
                      R"("resource":"arn:aws:s3:::b/k","action":")", action, R"(" , )", policies,
                      " } ");
}

class RepeatedPoliciesTest : public ::testing::Test {
 protected:
  std::shared_ptr<const JsonDocument> Parse(const std::string& text, std::uint32_t number) {
    auto document = JsonDocument::Parse(text, "in.jsonl", {}, {.start = {.line = number}});
    EXPECT_THAT(document, IsOk());
    return document.ok() ? *document : nullptr;
  }
  Request Read(const JsonDocument& document) {
    absl::StatusOr<Request> request = ReadRequest(document.root(), cache_, &warnings_);
    EXPECT_THAT(request, IsOk());
    return request.ok() ? *std::move(request) : Request();
  }
  void Keep(const std::string& line) {
    const auto document = Parse(line, 1);
    repeated_.Keep(document->root(), Read(*document));
  }
  static std::string AnswerTo(const Request& request) {
    const auto context = Resolve(*Snapshot::Empty(), World::kSelfContained, request, {});
    EXPECT_THAT(context, IsOk());
    return DecisionJson(std::nullopt, Decide(*context));
  }

  PolicyCache cache_;
  std::vector<std::string> warnings_;
  RepeatedPolicies repeated_;
};

TEST_F(RepeatedPoliciesTest, AnswersWithThePlacesOfTheLineThatIsAsked) {
  Keep(Line("s3:GetObject"));
  for (const char* action : {"s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:Get"}) {
    for (const char* members : {"", R"("id":"a","context":{"aws:SourceIp":"192.0.2.1"},)"}) {
      const std::string line = Line(action, members);
      const auto head = repeated_.HeadOf(line);
      ASSERT_TRUE(head.has_value()) << line;
      const auto document = Parse(*head, 9);
      Request request = Read(*document);
      ASSERT_TRUE(repeated_.Complete(document->root(), line.size(), &request));
      EXPECT_EQ(AnswerTo(request), AnswerTo(Read(*Parse(line, 9)))) << line;
    }
  }
}

TEST_F(RepeatedPoliciesTest, LeavesALineWithOtherPoliciesAlone) {
  Keep(Line("s3:GetObject"));
  std::string other = Line("s3:GetObject");
  other.replace(other.find("s3:Get*"), 7, "s3:Put*");
  EXPECT_FALSE(repeated_.HeadOf(other).has_value());
  EXPECT_FALSE(RepeatedPolicies().HeadOf(other).has_value());
}

TEST_F(RepeatedPoliciesTest, LeavesALineWithPoliciesTwiceAlone) {
  Keep(Line("s3:GetObject"));
  const std::string line = Line("s3:GetObject", R"("policies":{},)");
  const auto head = repeated_.HeadOf(line);
  ASSERT_TRUE(head.has_value());
  const auto document = Parse(*head, 2);
  Request request = Read(*document);
  EXPECT_FALSE(repeated_.Complete(document->root(), line.size(), &request));
}

TEST_F(RepeatedPoliciesTest, TheHeadIsValidJsonExactlyWhenTheLineIs) {
  const std::string whole = Line("s3:GetObject");
  Keep(whole);
  const std::string tail = whole.substr(whole.rfind(" , ") + 1);
  for (const char* before :
       {"", "{", "{}", R"({"id":"a)", R"({"id":"a",)", R"({"context":{"a":"b")", R"({"id":[1)",
        R"({"id":"a"})", R"(["id")", R"({"id":1)"}) {
    const std::string line = absl::StrCat(before, tail);
    const auto head = repeated_.HeadOf(line);
    ASSERT_TRUE(head.has_value()) << line;
    const auto document = JsonDocument::Parse(*head, "");
    // `{}` alone is valid, but a comma after nothing is not: Complete() sees that nothing is there.
    Request request;
    const bool is_taken =
        document.ok() && repeated_.Complete((*document)->root(), line.size(), &request);
    EXPECT_EQ(is_taken, JsonDocument::Parse(line, "").ok()) << line;
  }
}

TEST_F(RepeatedPoliciesTest, KeepsOnlyWhatEndsTheLine) {
  Keep(absl::StrCat(R"({"principal":"anonymous","action":"s3:GetObject",)", kPolicies,
                    R"(,"resource":"arn:aws:s3:::b/k"})"));
  EXPECT_FALSE(repeated_.HeadOf(Line("s3:GetObject")).has_value());
  Keep(absl::StrCat("{", kPolicies, R"(,"principal":"anonymous","action":"s3:GetObject"})"));
  EXPECT_FALSE(repeated_.HeadOf(Line("s3:GetObject")).has_value());
}

}  // namespace
}  // namespace iamsim
