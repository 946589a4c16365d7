#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "audit/permissions/condition_set.h"
#include "decide/condition_match.h"

namespace iamsim {
namespace {

Condition Make(const std::string& op, const std::string& key, std::vector<std::string> values) {
  const absl::StatusOr<ConditionOperator> parsed = ParseConditionOperator(op);
  EXPECT_TRUE(parsed.ok()) << op;
  return MakeCondition(*parsed, key, std::move(values));
}

bool AllHold(const Conditions& conditions, const ContextKeys& keys) {
  for (const Condition& condition : conditions) {
    if (!MatchCondition(condition, keys, EvaluationOptions()).IsTrue()) return false;
  }
  return true;
}

struct NegationCase {
  const char* base;
  const char* key;  // of the operator's own type, single-valued
  std::vector<std::string> policy;
  std::vector<std::string> context;  // some match, some do not
};

const std::vector<NegationCase>& Cases() {
  static const auto& cases = *new std::vector<NegationCase>{
      {"StringEquals", "aws:RequestedRegion", {"a", "b"}, {"a", "b", "c", "", "A"}},
      {"StringNotEquals", "aws:RequestedRegion", {"a", "b"}, {"a", "b", "c", "", "A"}},
      {"StringEqualsIgnoreCase", "aws:RequestedRegion", {"a"}, {"a", "A", "b"}},
      {"StringNotEqualsIgnoreCase", "aws:RequestedRegion", {"a"}, {"a", "A", "b"}},
      {"StringLike", "aws:ResourceTag/team", {"a*", "?"}, {"ab", "c", "cd", ""}},
      {"StringNotLike", "aws:ResourceTag/team", {"a*", "?"}, {"ab", "c", "cd", ""}},
      {"Bool", "aws:SecureTransport", {"true"}, {"true", "TRUE", "false", "maybe"}},
      {"Bool", "aws:SecureTransport", {"true", "false"}, {"true", "False", "maybe"}},
      {"NumericEquals", "s3:max-keys", {"1", "2.0"}, {"1", "2", "3"}},
      {"NumericNotEquals", "s3:max-keys", {"1", "2.0"}, {"1", "2", "3"}},
      {"NumericLessThan", "s3:max-keys", {"10"}, {"9.5", "10", "11"}},
      {"NumericLessThanEquals", "s3:max-keys", {"10"}, {"9.5", "10", "11"}},
      {"NumericGreaterThan", "s3:max-keys", {"10"}, {"9.5", "10", "11"}},
      {"NumericGreaterThanEquals", "s3:max-keys", {"10"}, {"9.5", "10", "11"}},
      {"DateEquals", "aws:CurrentTime", {"2026-01-01"}, {"2026-01-01T00:00:00Z", "2027-01-01"}},
      {"DateLessThan", "aws:CurrentTime", {"2026-01-01"}, {"2025-01-01", "2026-01-01", "2027"}},
      {"DateGreaterThanEquals", "aws:CurrentTime", {"2026-01-01"}, {"2025-01-01", "2026-01-01"}},
      {"IpAddress", "aws:SourceIp", {"203.0.113.0/24"}, {"203.0.113.7", "10.0.0.1", "::1"}},
      {"NotIpAddress", "aws:SourceIp", {"203.0.113.0/24"}, {"203.0.113.7", "10.0.0.1", "::1"}},
      {"ArnLike", "aws:SourceArn", {"arn:aws:s3:::b*"}, {"arn:aws:s3:::bc", "arn:aws:s3:::c"}},
      {"ArnNotEquals", "aws:SourceArn", {"arn:aws:s3:::b*"}, {"arn:aws:s3:::bc", "arn:aws:s3:::c"}},
  };
  return cases;
}

// Every list of at most two of `values`; the empty one is an absent key (OP-26).
std::vector<ContextValue> ListsOf(const std::vector<std::string>& values) {
  std::vector<ContextValue> lists = {ContextValue::List({})};
  for (const std::string& a : values) {
    lists.push_back(ContextValue::List({a}));
    for (const std::string& b : values) lists.push_back(ContextValue::List({a, b}));
  }
  return lists;
}

// CO-6, CO-7, CO-8, CO-12, CO-31, and table 3.2.
TEST(NegateConditionTest, HoldsExactlyWhereTheConditionDoesNot) {
  int compared = 0;
  for (const NegationCase& one : Cases()) {
    for (const char* set : {"", "ForAllValues:", "ForAnyValue:"}) {
      for (const char* suffix : {"", "IfExists"}) {
        const std::string op = absl::StrCat(set, one.base, suffix);
        const Condition condition = Make(op, one.key, one.policy);
        const std::optional<Conditions> negated =
            Negate(condition, Catalog::Builtin(), EvaluationOptions());
        ASSERT_TRUE(negated.has_value()) << op;
        std::vector<ContextValue> values;
        for (const std::string& value : one.context) values.push_back(ContextValue::Scalar(value));
        // A key of one value never holds a list; set operators take both (CO-10).
        if (condition.op.set != SetOperator::kNone) {
          for (ContextValue& list : ListsOf(one.context)) values.push_back(std::move(list));
        }
        ContextKeys absent;
        EXPECT_NE(AllHold({condition}, absent), AllHold(*negated, absent)) << op << " absent";
        for (const ContextValue& value : values) {
          // CO-12: a set operator meets no malformed value of a typed key.
          if (condition.op.set != SetOperator::kNone && one.base == std::string("Bool") &&
              absl::c_linear_search(value.values, "maybe")) {
            continue;
          }
          ContextKeys keys;
          keys.Set(one.key, value);
          EXPECT_NE(AllHold({condition}, keys), AllHold(*negated, keys))
              << op << " " << absl::StrJoin(value.values, ",");
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 1000);
}

// CO-11.
TEST(NegateConditionTest, TurnsNullAround) {
  const auto negated =
      Negate(Make("Null", "aws:TagKeys", {"true"}), Catalog::Builtin(), EvaluationOptions());
  ASSERT_TRUE(negated.has_value());
  EXPECT_EQ(negated->front().values, std::vector<std::string>{"false"});
}

// CO-9, CO-12, OP-8: where another kind of value could come no operator is the opposite.
TEST(NegateConditionTest, RefusesWhatNoOperatorSays) {
  const auto refuses = [](const std::string& op, const std::string& key,
                          std::vector<std::string> values) {
    return !Negate(Make(op, key, std::move(values)), Catalog::Builtin(), EvaluationOptions());
  };
  EXPECT_TRUE(refuses("BinaryEquals", "aws:RequestedRegion", {"YQ=="}));
  EXPECT_TRUE(refuses("StringEquals", "aws:TagKeys", {"a"}));             // may be a list
  EXPECT_TRUE(refuses("StringEquals", "unheard:of", {"a"}));              // nobody knows
  EXPECT_TRUE(refuses("NumericLessThan", "aws:RequestedRegion", {"1"}));  // may be no number
  EXPECT_TRUE(refuses("NumericLessThan", "s3:max-keys", {"1", "2"}));
  EXPECT_TRUE(refuses("NumericLessThan", "s3:max-keys", {"many"}));
  EXPECT_TRUE(refuses("Bool", "aws:SecureTransport", {"yes"}));
  EXPECT_TRUE(refuses("StringEquals", "aws:RequestedRegion", {}));  // PG-16
  EXPECT_TRUE(refuses("Null", "aws:TagKeys", {"true", "false"}));
  EXPECT_TRUE(refuses("ForAllValues:Null", "aws:TagKeys", {"true"}));
}

}  // namespace
}  // namespace iamsim
