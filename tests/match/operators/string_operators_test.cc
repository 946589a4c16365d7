#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

TEST(StringOperatorsTest, Equals) {  // CO-20
  ExpectConditions({
      {"equal", "StringEquals", {"a"}, One("a"), true},
      {"case matters", "StringEquals", {"a"}, One("A"), false},
      {"one of the values", "StringEquals", {"a", "b"}, One("b"), true},
      {"a star is a character", "StringEquals", {"a*"}, One("ab"), false},
      {"a star equals a star", "StringEquals", {"a*"}, One("a*"), true},
      {"code points, not look-alikes", "StringEquals", {"é"}, One("e\u0301"), false},
      {"VA-8: an escaped star", "StringEquals", {"a${*}"}, One("a*"), true},
      {"negated, equal", "StringNotEquals", {"a"}, One("a"), false},
      {"negated, other case", "StringNotEquals", {"a"}, One("A"), true},
      {"negated, a star is a character", "StringNotEquals", {"a*"}, One("ab"), true},
  });
}

TEST(StringOperatorsTest, EqualsIgnoreCase) {  // CO-21
  ExpectConditions({
      {"ASCII", "StringEqualsIgnoreCase", {"Team-A"}, One("tEAM-a"), true},
      {"another text", "StringEqualsIgnoreCase", {"Team-A"}, One("Team-B"), false},
      {"beyond ASCII", "StringEqualsIgnoreCase", {"ÀÉΣ"}, One("àéς"), true},
      {"simple folding does not change the length",
       "StringEqualsIgnoreCase",
       {"STRASSE"},
       One("straße"),
       false},
      {"no Turkish rules", "StringEqualsIgnoreCase", {"I"}, One("ı"), false},
      {"a star is a character", "StringEqualsIgnoreCase", {"A*"}, One("ab"), false},
      {"negated, other case", "StringNotEqualsIgnoreCase", {"A"}, One("a"), false},
      {"negated, another text", "StringNotEqualsIgnoreCase", {"A"}, One("b"), true},
  });
}

TEST(StringOperatorsTest, Like) {  // CO-22
  ExpectConditions({
      {"a run", "StringLike", {"a*c"}, One("abbc"), true},
      {"an empty run", "StringLike", {"a*c"}, One("ac"), true},
      {"one character", "StringLike", {"a?c"}, One("aéc"), true},
      {"not two", "StringLike", {"a?c"}, One("abbc"), false},
      {"the whole value", "StringLike", {"a*c"}, One("xac"), false},
      {"case matters", "StringLike", {"A*"}, One("abc"), false},
      {"one of the patterns", "StringLike", {"x*", "a*"}, One("abc"), true},
      {"T-25, VA-8: an escaped star is no wildcard", "StringLike", {"a${*}"}, One("ab"), false},
      {"T-25, VA-8: it is a star", "StringLike", {"a${*}"}, One("a*"), true},
      {"CO-30: ARNs are plain text",
       "StringLike",
       {"arn:aws:*:finance/*"},
       One("arn:aws:s3:::finance/q1"),
       true},
      {"negated, matches", "StringNotLike", {"a*"}, One("abc"), false},
      {"negated, does not match", "StringNotLike", {"a*"}, One("bc"), true},
      {"negated, none of several", "StringNotLike", {"a*", "b*"}, One("bc"), false},
  });
}

TEST(StringOperatorsTest, ValuesOfVariablesAreLiteral) {  // VA-9
  const TestVariables star = TestVariables().Value("aws:principaltag/t", "a*");
  ExpectConditions(
      {
          {"no wildcard", "StringLike", {"${aws:PrincipalTag/t}"}, One("ab"), false},
          {"a character", "StringLike", {"${aws:PrincipalTag/t}"}, One("a*"), true},
          {"beside a wildcard of the policy",
           "StringLike",
           {"${aws:PrincipalTag/t}*"},
           One("a*b"),
           true},
          {"ignoring case", "StringEqualsIgnoreCase", {"${AWS:principaltag/T}"}, One("A*"), true},
      },
      star);
}
}  // namespace
}  // namespace iamsim
