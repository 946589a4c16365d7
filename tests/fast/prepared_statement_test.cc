#include "fast/prepared_statement.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"

namespace iamsim {
namespace {

constexpr const char* kResources[] = {
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/x",
    "arn:aws:s3:::b/${x}",
    "arn:aws:sqs:eu:1:q",
    "arn:aws:sqs:eu:1:q:x",
    "arn:aws:logs:eu:1:log-group:app:s",
    "arn:aws:logs:eu:1:x:log-group:app:s",
};

// What is told of a pattern's matches without matching must hold of all of them.
TEST(PreparePattern, TellsNothingWrong) {
  for (const char* text :
       {"*", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/?", "arn:aws:s3:::*/x",
        "arn:aws:s3:::b/${x}", "arn:aws:s3:::b/${aws:username}", "arn:aws:s3", "arn:aws:s3*",
        "arn:aws:sqs:*:q", "arn:aws:sqs:*:*:q*", "arn:*:sqs:eu:1:q",
        "arn:aws:logs:*:log-group:app:*", "arn:aws:logs:*:*:log-group:app:*", "arn:aws:sqs:e?:1:q",
        "arn:*", "?"}) {
    for (const bool variables_enabled : {true, false}) {
      for (const bool completes : {true, false}) {
        const ResourcePattern pattern(text, variables_enabled, completes);
        const PreparedPattern prepared = PreparePattern(pattern, variables_enabled);
        for (const absl::string_view resource : kResources) {
          const auto match = pattern.Matches(resource, [](absl::string_view, absl::string_view*) {
            return VariableState::kUnknown;
          });
          SCOPED_TRACE(testing::Message() << text << " and " << resource);
          using Kind = PreparedPattern::Kind;
          if (prepared.kind == Kind::kStar) {
            EXPECT_EQ(match, PatternMatch::kYes);
          }
          if (prepared.kind == Kind::kExact) {
            EXPECT_EQ(match == PatternMatch::kYes, resource == prepared.prefix);
          }
          if (prepared.kind == Kind::kPrefix) {
            EXPECT_EQ(match == PatternMatch::kYes, absl::StartsWith(resource, prepared.prefix));
          }
          if (match == PatternMatch::kNo) continue;
          EXPECT_TRUE(absl::StartsWith(resource, prepared.prefix));
          EXPECT_TRUE(
              prepared.after_colon.empty() ||
              absl::StrContains(resource, std::string(":").append(prepared.after_colon.data(),
                                                                  prepared.after_colon.size())));
        }
      }
    }
  }
}

}  // namespace
}  // namespace iamsim
