#include <gmock/gmock.h>

#include <string>

#include "policy/diagnostic_case.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using enum PolicyKind;

// A document of exactly `characters` characters and, on top of them, `spaces` blanks.
std::string DocumentOf(std::size_t characters, std::size_t spaces) {
  const std::string head = R"({"Version":"2012-10-17","Statement":[],"Comment":")";
  const std::string tail = "\"}";
  return absl::StrCat(head, std::string(characters - head.size() - tail.size(), 'x'),
                      std::string(spaces, ' '), tail);
}

struct LimitCase {
  const char* name;
  PolicyKind kind;
  std::size_t limit;
  bool counts_spaces;
};

class LimitTest : public ::testing::TestWithParam<LimitCase> {};

std::size_t CountWarnings(const ParsedPolicy& parsed) {
  std::size_t count = 0;
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    EXPECT_EQ(diagnostic.severity, Severity::kWarning);
    if (diagnostic.rule == "PG-17") ++count;
  }
  return count;
}

TEST_P(LimitTest, WarnsBeyondIt) {
  const LimitCase& row = GetParam();
  const auto warnings = [&](std::size_t characters, std::size_t spaces) {
    return CountWarnings(ParsePolicyText(DocumentOf(characters, spaces), "", row.kind,
                                         ParseOptions{.lenient = true}));
  };
  EXPECT_EQ(warnings(row.limit, 0), 0u);
  EXPECT_EQ(warnings(row.limit + 1, 0), 1u);
  EXPECT_EQ(warnings(row.limit, 1), row.counts_spaces ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Pg17, LimitTest,
                         ::testing::ValuesIn<LimitCase>({
                             {"RoleInlinePolicies", kIdentity, 10240, false},
                             // PG-18: a boundary is one managed policy.
                             {"ManagedPolicyAsBoundary", kPermissionsBoundary, 6144, false},
                             {"RaisedTrustPolicy", kTrust, 4096, false},
                             {"SessionPolicy", kSession, 2048, true},
                             {"ServiceControlPolicy", kServiceControl, 5120, true},
                             {"ResourceControlPolicy", kResourceControl, 5120, true},
                             {"VpcEndpointPolicy", kVpcEndpoint, 20480, true},
                         }),
                         CaseName<LimitCase>);

TEST(LimitTest, NamesBothNumbers) {  // PG-17
  const ParsedPolicy parsed =
      ParsePolicyText(DocumentOf(10241, 7), "f", kIdentity, ParseOptions{.lenient = true});
  ASSERT_FALSE(parsed.diagnostics.empty());
  EXPECT_EQ(parsed.diagnostics[0].ToString(),
            "f:1:1: expected at most 10240 characters without white space in an identity policy, "
            "found 10241");
}

TEST(LimitTest, ResourcePoliciesHaveTheirServicesLimits) {
  const ParsedPolicy parsed =
      ParsePolicyText(DocumentOf(100000, 0), "", kResource, ParseOptions{.lenient = true});
  EXPECT_EQ(CountWarnings(parsed), 0u);
}

TEST(LimitTest, CountsCharactersAndNotBytes) {  // PG-17
  std::string text = DocumentOf(10240, 0);
  text.replace(text.find("xx"), 1, "é");
  const ParsedPolicy parsed = ParsePolicyText(text, "", kIdentity, ParseOptions{.lenient = true});
  ASSERT_NE(parsed.policy, nullptr);
  EXPECT_EQ(CountWarnings(parsed), 0u);
  EXPECT_EQ(parsed.policy->size, 10241u);
  EXPECT_EQ(parsed.policy->size_without_spaces, 10240u);
}

TEST(LimitTest, MeasuresTheDocumentAlone) {  // PG-17
  const ParsedPolicy parsed = ParsePolicyText("  {\"Statement\": [\n\t]}\n", "", kIdentity);
  ASSERT_THAT(parsed.status(), IsOk());
  EXPECT_EQ(parsed.policy->size, 19u);
  EXPECT_EQ(parsed.policy->size_without_spaces, 16u);
}

}  // namespace
}  // namespace iamsim
