#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

constexpr const char* kTopic = "arn:aws:sns:eu-west-1:111122223333:ops-x";

TEST(ArnOperatorsTest, MatchComponentByComponent) {
  for (const char* op : {"ArnLike", "ArnEquals"}) {  // CO-28: they are the same
    ExpectConditions({
        {"T-9, CO-28: wildcards in components",
         op,
         {"arn:aws:sns:*:111122223333:ops-*"},
         One(kTopic),
         true},
        {"T-10, CO-28, CO-29: five components", op, {"arn:aws:sns:*:ops-*"}, One(kTopic), false},
        {"CO-28: a star crosses no border", op, {"arn:aws:sns:*:ops-*:*"}, One(kTopic), false},
        {"exact", op, {kTopic}, One(kTopic), true},
        {"CO-28: one character",
         op,
         {"arn:aws:sns:eu-west-?:111122223333:ops-?"},
         One(kTopic),
         true},
        {"CO-28: an empty component and a star",
         op,
         {"arn:aws:s3:*:*:b/*"},
         One("arn:aws:s3:::b/k"),
         true},
        {"CO-28: a question mark is no empty component",
         op,
         {"arn:aws:s3:?::b"},
         One("arn:aws:s3:::b"),
         false},
        {"CO-28: case matters", op, {"arn:aws:SNS:*:*:*"}, One(kTopic), false},
        {"CO-28: colons of component 6 are ordinary",
         op,
         {"arn:aws:logs:*:*:log-group:*"},
         One("arn:aws:logs:r:111122223333:log-group:g:log-stream:s"),
         true},
        {"CO-28: and must be there",
         op,
         {"arn:aws:logs:*:*:log-group:*:x"},
         One("arn:aws:logs:r:111122223333:log-group:g"),
         false},
        {"one of several", op, {"arn:aws:sqs:*:*:*", "arn:aws:sns:*:*:*"}, One(kTopic), true},
        {"the widest pattern", op, {"arn:*:*:*:*:*"}, One(kTopic), true},
    });
  }
  for (const char* op : {"ArnNotLike", "ArnNotEquals"}) {
    ExpectConditions({
        {"negated, matches", op, {"arn:aws:sns:*:111122223333:ops-*"}, One(kTopic), false},
        {"negated, does not match", op, {"arn:aws:sns:*:444455556666:ops-*"}, One(kTopic), true},
        {"negated, absent", op, {kTopic}, Absent(), true},
    });
  }
}

TEST(ArnOperatorsTest, MalformedOperands) {
  for (const char* op : {"ArnLike", "ArnEquals"}) {
    ExpectConditions({
        {"CO-29: a bare star", op, {"*"}, One(kTopic), false},
        {"CO-29: a short pattern", op, {"arn:aws:sns:*"}, One(kTopic), false},
        {"CO-12: a pattern that does not begin with arn:", op, {"*:*:*:*:*:*"}, One(kTopic), false},
        {"CO-12: upper case", op, {"ARN:aws:sns:*:*:*"}, One(kTopic), false},
        {"CO-12: a context value that is no ARN", op, {"arn:*:*:*:*:*"}, One("bob"), false},
        {"CO-12: a short context value", op, {"arn:aws:sns:*:*:*"}, One("arn:aws:sns:a:b"), false},
        {"CO-12: an upper-case context value",
         op,
         {"arn:aws:sns:*:*:*"},
         One("ARN:aws:sns:a:b:c"),
         false},
    });
  }
  for (const char* op : {"ArnNotLike", "ArnNotEquals"}) {
    ExpectConditions({
        {"OP-25, CO-29: a short pattern", op, {"arn:aws:sns:*"}, One(kTopic), true},
        {"OP-25, CO-29: a bare star", op, {"*"}, One(kTopic), true},
        {"OP-10: a context value that is no ARN", op, {kTopic}, One("bob"), false},
        {"context wins when both are malformed", op, {"*"}, One("bob"), false},
    });
  }
}

TEST(ArnOperatorsTest, ExpandVariablesInEveryField) {  // VA-10
  const TestVariables variables = TestVariables()
                                      .Value("aws:principalaccount", "111122223333")
                                      .Value("aws:requestedregion", "eu-west-1")
                                      .Value("aws:principaltag/colon", "1:2")
                                      .Value("aws:principaltag/star", "ops-*");
  ExpectConditions(
      {
          {"several fields",
           "ArnLike",
           {"arn:aws:sns:${aws:RequestedRegion}:${aws:PrincipalAccount}:ops-*"},
           One(kTopic),
           true},
          {"another region",
           "ArnLike",
           {"arn:aws:sns:${aws:RequestedRegion}:${aws:PrincipalAccount}:ops-*"},
           One("arn:aws:sns:us-east-1:111122223333:ops-x"),
           false},
          {"a value with a colon shifts no field",
           "ArnLike",
           {"arn:aws:sns:*:${aws:PrincipalTag/colon}"},
           One("arn:aws:sns:r:1:2"),
           false},
          {"VA-9: a star in a value is no wildcard",
           "ArnLike",
           {"arn:aws:sns:*:*:${aws:PrincipalTag/star}"},
           One(kTopic),
           false},
          {"VA-8: an escaped star", "ArnLike", {"arn:aws:sns:*:*:ops-${*}"}, One(kTopic), false},
          {"VA-5: unresolved",
           "ArnNotLike",
           {"arn:aws:sns:*:*:${aws:username}"},
           One(kTopic),
           true},
      },
      variables);
}
}  // namespace
}  // namespace iamsim
