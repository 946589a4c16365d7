#include "iamsim/match/resource_pattern.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "match/condition_case.h"

namespace iamsim {
namespace {

constexpr bool kIdentity = true;   // MR-4: short ARNs are completed
constexpr bool kResource = false;  // and elsewhere they are not

bool Matches(const std::string& pattern, const std::string& resource, bool complete) {
  return ResourcePattern(pattern, /*variables_enabled=*/true, complete)
             .Matches(resource, TestVariables()) == PatternMatch::kYes;
}

TEST(ResourcePatternTest, MatchesArns) {
  const struct {
    const char* name;
    const char* pattern;
    const char* resource;
    bool want;
  } cases[] = {
      {"MR-5: the bare star", "*", "arn:aws:s3:::b", true},
      {"MR-9: the bare star matches the resource `*`", "*", "*", true},
      {"exact", "arn:aws:s3:::b/k", "arn:aws:s3:::b/k", true},
      {"T-3, MR-2: a run crosses slashes and may be empty", "arn:aws:s3:::logs/*/raw/*",
       "arn:aws:s3:::logs//raw/", true},
      {"MR-2: a run crosses several slashes", "arn:aws:s3:::logs/*/raw/*",
       "arn:aws:s3:::logs/a/b/raw/x", true},
      {"T-4, MR-2: the slashes of the pattern are needed", "arn:aws:s3:::logs/*/raw/*",
       "arn:aws:s3:::logs/raw/x", false},
      {"MR-2: a slash is no hyphen", "arn:aws:s3:::logs/*/raw/*", "arn:aws:s3:::logs/a-raw/x",
       false},
      {"MR-3: a run at the end of a field crosses colons", "arn:aws:logs:*:log-group:app:*",
       "arn:aws:logs:us-east-1:111122223333:log-group:app:s1", true},
      {"MR-3: a run inside a field does not", "arn:aws:logs:us-*1:log-group:app:*",
       "arn:aws:logs:us-east-1:111122221:log-group:app:s1", false},
      {"MR-3: a run inside a field matches within it", "arn:aws:logs:us-*1:*:log-group:app",
       "arn:aws:logs:us-east-1:111122223333:log-group:app", true},
      {"MR-5: a question mark in fields 1 to 5 is no colon", "arn:aws:s3?:::b", "arn:aws:s3::::b",
       false},
      {"MR-5: a question mark in fields 1 to 5", "arn:aws:s?:::b", "arn:aws:s3:::b", true},
      {"MR-5: a question mark in field 6 may be a colon", "arn:aws:sns:r:a:t?s",
       "arn:aws:sns:r:a:t:s", true},
      {"MR-5, OP-18: a run in field 6 crosses colons", "arn:aws:logs:r:a:log-group:*:s",
       "arn:aws:logs:r:a:log-group:x:y:s", true},
      {"T-6, MR-6: names are compared with case", "arn:aws:iam::111122223333:user/bob",
       "arn:aws:iam::111122223333:user/Bob", false},
      {"MR-6, OP-4: and so are the other fields", "arn:aws:S3:::b", "arn:aws:s3:::b", false},
      {"MR-7: a wildcard in the service", "arn:aws:s*:::b", "arn:aws:s3:::b", true},
      {"MR-7: a wildcard in the resource type", "arn:aws:iam::111122223333:u*",
       "arn:aws:iam::111122223333:user/bob", true},
      {"MR-7: a wildcard resource type", "arn:aws:sagemaker:us-east-1:111122223333:*/MyJob-*",
       "arn:aws:sagemaker:us-east-1:111122223333:training-job/MyJob-1", true},
      {"T-7, MR-9: an ARN pattern does not match `*`", "arn:aws:ec2:*:*:instance/*", "*", false},
      {"MR-9: nor does the widest one", "arn:*:*:*:*:*", "*", false},
      {"MR-9: a pattern that matches one character does", "?", "*", true},
      {"MR-10: the pattern that S3 accepts", "arn:aws:s3:::*", "arn:aws:s3:::*", true},
      {"MR-14: a star in the request is a character", "arn:aws:s3:::b/k", "arn:aws:s3:::b/*",
       false},
      {"MR-14: it is matched by a wildcard", "arn:aws:emr-serverless:r:a:/*",
       "arn:aws:emr-serverless:r:a:/*", true},
      {"MR-14: and never intersected", "arn:aws:s3:::b/*/AWSLogs/*", "arn:aws:s3:::b/*", false},
      {"a bucket is not its objects", "arn:aws:s3:::b/*", "arn:aws:s3:::b", false},
      {"objects and other buckets", "arn:aws:s3:::b*", "arn:aws:s3:::bc/k", true},
      {"the empty pattern", "", "arn:aws:s3:::b", false},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(Matches(row.pattern, row.resource, kResource), row.want);
    EXPECT_EQ(Matches(row.pattern, row.resource, kIdentity), row.want);
  }
}

TEST(ResourcePatternTest, CompletesShortArns) {
  const struct {
    const char* name;
    const char* pattern;
    const char* resource;
    bool identity;
    bool elsewhere;
  } cases[] = {
      {"T-5, MR-4: completed in identity policies, OP-28: not elsewhere", "arn:aws:sqs",
       "arn:aws:sqs:eu-west-1:111122223333:q", true, false},
      {"MR-4: other services do not match", "arn:aws:sqs", "arn:aws:sns:eu-west-1:111122223333:q",
       false, false},
      {"MR-4: the service is completed, not continued", "arn:aws:s", "arn:aws:sqs:r:a:q", false,
       false},
      {"MR-3, OP-28: a trailing star overflows everywhere", "arn:aws:kms:*",
       "arn:aws:kms:us-east-1:111122223333:key/1", true, true},
      {"MR-3: and may stay within the field", "arn:aws:kms:*", "arn:aws:kms:x", true, true},
      {"MR-4, OP-3: five fields match by overflow, not by completion",
       "arn:aws:dynamodb:*:table/prod-*", "arn:aws:dynamodb:us-east-1:111122223333:table/prod-x",
       true, true},
      {"MR-4, OP-3: or by completion, not by overflow", "arn:aws:dynamodb:us-*1:1111*3",
       "arn:aws:dynamodb:us-east-1:111122223333:table/x", true, false},
      {"MR-4: one field", "arn", "arn:aws:s3:::b", true, false},
      {"MR-3: one field with a star", "arn*", "arn:aws:s3:::b", true, true},
      {"MR-9: a short ARN does not match `*`", "arn*", "*", false, false},
      {"two stars match `*`", "**", "*", true, true},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(Matches(row.pattern, row.resource, kIdentity), row.identity);
    EXPECT_EQ(Matches(row.pattern, row.resource, kResource), row.elsewhere);
  }
}

TEST(ResourcePatternTest, KnowsItsShape) {  // MR-4
  const auto pattern = [](absl::string_view text) { return ResourcePattern(text, true, true); };
  EXPECT_TRUE(pattern("*").is_star());
  EXPECT_FALSE(pattern("*").is_short());
  EXPECT_FALSE(pattern("**").is_star());
  EXPECT_TRUE(pattern("arn:aws:sqs").is_short());
  EXPECT_TRUE(pattern("arn:aws:iam::111122223333").is_short());
  EXPECT_FALSE(pattern("arn:aws:s3:::").is_short());
  // VA-10: the variable's own colon does not count.
  EXPECT_TRUE(pattern("arn:aws:iam::${aws:PrincipalAccount}").is_short());
  EXPECT_FALSE(pattern("arn:aws:iam::${aws:PrincipalAccount}:user/x").is_short());
  EXPECT_EQ(pattern("arn:aws:s3:::b/${aws:username}").text(), "arn:aws:s3:::b/${aws:username}");
}

TEST(ResourcePatternTest, ExpandsVariablesInTheSixthField) {
  const TestVariables variables = TestVariables()
                                      .Value("aws:username", "ann")
                                      .Value("aws:principalaccount", "111122223333")
                                      .Value("aws:principaltag/star", "*")
                                      .Value("aws:principaltag/colon", "a:b")
                                      .Multivalued("aws:tagkeys")
                                      .Unknown("aws:sourceidentity");
  const struct {
    const char* name;
    const char* pattern;
    const char* resource;
    PatternMatch want;
  } cases[] = {
      {"VA-3: the value", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/ann/k",
       PatternMatch::kYes},
      {"VA-3: another value", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/bob/k",
       PatternMatch::kNo},
      {"VA-8: an escaped star", "arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", PatternMatch::kYes},
      {"VA-8: an escaped star is no wildcard", "arn:aws:s3:::b/${*}", "arn:aws:s3:::b/k",
       PatternMatch::kNo},
      {"VA-9: a star in a value is no wildcard", "arn:aws:s3:::b/${aws:PrincipalTag/star}",
       "arn:aws:s3:::b/k", PatternMatch::kNo},
      {"VA-9: it is a character", "arn:aws:s3:::b/${aws:PrincipalTag/star}", "arn:aws:s3:::b/*",
       PatternMatch::kYes},
      {"VA-10: a colon in a value shifts no field", "arn:aws:sns:r:a:${aws:PrincipalTag/colon}",
       "arn:aws:sns:r:a:a:b", PatternMatch::kYes},
      {"VA-7: a default", "arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}", "arn:aws:s3:::b/all",
       PatternMatch::kYes},
      {"VA-5: unresolved", "arn:aws:s3:::b/${aws:PrincipalTag/team}", "arn:aws:s3:::b/k",
       PatternMatch::kUnresolved},
      {"VA-5, VA-6: unresolved, whatever the resource", "arn:aws:s3:::b/${aws:PrincipalTag/team}",
       "arn:aws:sqs:r:a:q", PatternMatch::kUnresolved},
      {"VA-4: multivalued", "arn:aws:s3:::b/${aws:TagKeys, 'k'}", "arn:aws:s3:::b/k",
       PatternMatch::kUnresolved},
      {"unknown where it matters", "arn:aws:s3:::b/${aws:SourceIdentity}/*", "arn:aws:s3:::b/x/y",
       PatternMatch::kUnknown},
      {"unknown, but the bucket differs", "arn:aws:s3:::b/${aws:SourceIdentity}/*",
       "arn:aws:s3:::c/x/y", PatternMatch::kNo},
      {"unknown, but what follows differs", "arn:aws:s3:::b/${aws:SourceIdentity}/z",
       "arn:aws:s3:::b/x/y", PatternMatch::kNo},
      {"unknown, but a known variable differs",
       "arn:aws:s3:::${aws:username}/${aws:SourceIdentity}", "arn:aws:s3:::bob/x",
       PatternMatch::kNo},
      {"unknown, but the resource is `*`", "arn:aws:s3:::b/${aws:SourceIdentity}", "*",
       PatternMatch::kNo},
      {"unresolved wins over unknown", "arn:aws:s3:::b/${aws:SourceIdentity}${aws:PrincipalTag/t}",
       "arn:aws:s3:::b/x", PatternMatch::kUnresolved},
      {"MR-13: a variable further left is text", "arn:aws:iam::${aws:PrincipalAccount}:user/x",
       "arn:aws:iam::111122223333:user/x", PatternMatch::kNo},
      {"MR-13: which is matched as text", "arn:aws:iam::${aws:PrincipalAccount}:user/x",
       "arn:aws:iam::${aws:PrincipalAccount}:user/x", PatternMatch::kYes},
      {"MR-13: an unknown variable further left is text too",
       "arn:aws:iam::${aws:SourceIdentity}:user/x", "arn:aws:iam::111122223333:user/x",
       PatternMatch::kNo},
      {"MR-13: a variable in a short pattern is text", "arn:aws:iam::${aws:SourceIdentity}",
       "arn:aws:iam::111122223333:user/x", PatternMatch::kNo},
      {"VA-2: a malformed variable is text", "arn:aws:s3:::b/${aws:username", "arn:aws:s3:::b/ann",
       PatternMatch::kNo},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(ResourcePattern(row.pattern, true, kIdentity).Matches(row.resource, variables),
              row.want);
  }
}

TEST(ResourcePatternTest, OldVersionsHaveNoVariables) {  // T-22, VA-1, QK-13
  const TestVariables ann = TestVariables().Value("aws:username", "ann");
  const ResourcePattern pattern("arn:aws:s3:::home/${aws:username}", false, kIdentity);
  EXPECT_FALSE(pattern.has_variables());
  EXPECT_EQ(pattern.Matches("arn:aws:s3:::home/ann", ann), PatternMatch::kNo);
  EXPECT_EQ(pattern.Matches("arn:aws:s3:::home/${aws:username}", ann), PatternMatch::kYes);
  // `${*}` holds an ordinary wildcard there.
  EXPECT_EQ(
      ResourcePattern("arn:aws:s3:::b/${*}", false, kIdentity).Matches("arn:aws:s3:::b/${x}", ann),
      PatternMatch::kYes);
}

// MR-5 as it is written, character by character, every possibility tried.
struct Mr5 {
  const std::string& pattern;
  const std::string& arn;

  bool From(std::size_t p, std::size_t t) const {
    if (p == pattern.size()) return t == arn.size();
    const auto p_end = pattern.begin() + static_cast<std::ptrdiff_t>(p);
    const bool sixth = std::count(pattern.begin(), p_end, ':') >= 5;
    const bool ends_field = p + 1 == pattern.size() || pattern[p + 1] == ':';
    if (pattern[p] == '*') {
      if (From(p + 1, t)) return true;
      return t < arn.size() && (sixth || ends_field || arn[t] != ':') && From(p, t + 1);
    }
    if (t == arn.size()) return false;
    if (pattern[p] == '?') return (sixth || arn[t] != ':') && From(p + 1, t + 1);
    return pattern[p] == arn[t] && From(p + 1, t + 1);
  }
};

bool LiteralMr5(std::string pattern, const std::string& arn, bool completes) {
  if (pattern == "*" || Mr5{pattern, arn}.From(0, 0)) return true;
  auto fields = std::min<std::ptrdiff_t>(6, 1 + std::count(pattern.begin(), pattern.end(), ':'));
  if (fields == 6 || !completes) return false;
  for (; fields < 6; ++fields) pattern += ":*";
  return Mr5{pattern, arn}.From(0, 0);
}

std::string RandomText(absl::string_view alphabet, std::size_t longest, std::mt19937* random) {
  std::string text(std::uniform_int_distribution<std::size_t>(0, longest)(*random), ' ');
  for (char& c : text) {
    c = alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size() - 1)(*random)];
  }
  return text;
}

TEST(ResourcePatternTest, AgreesWithTheAlgorithmAsWritten) {  // MR-5
  std::mt19937 random(20121017);
  int matches = 0;
  int completions = 0;
  for (int i = 0; i < 300'000; ++i) {
    const std::string pattern = RandomText("a:::**?b", 10, &random);
    const std::string arn = RandomText("ab:::", 9, &random);
    const bool bare = LiteralMr5(pattern, arn, false);
    const bool completed = LiteralMr5(pattern, arn, true);
    matches += bare ? 1 : 0;
    completions += completed && !bare ? 1 : 0;
    ASSERT_EQ(Matches(pattern, arn, kResource), bare) << pattern << " on " << arn;
    ASSERT_EQ(Matches(pattern, arn, kIdentity), completed) << pattern << " on " << arn;
  }
  EXPECT_GT(matches, 3'000);
  EXPECT_GT(completions, 300);
}

}  // namespace
}  // namespace iamsim
