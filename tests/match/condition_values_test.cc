// ConditionValues of condition_operator.h: how policy values become operands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "iamsim/match/condition_operator.h"
#include "iamsim/match/glob.h"
#include "match/condition_case.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

using Texts = std::vector<std::optional<std::string>>;

ConditionValues Compile(absl::string_view op, const std::vector<std::string>& values,
                        bool variables_enabled = true) {
  return ConditionValues(ParseConditionOperator(op).value(), values, variables_enabled);
}

// The operands, or nothing when Expand answers kUnknown.
std::optional<Texts> Expand(const ConditionValues& values, const TestVariables& variables = {}) {
  std::vector<ConditionValues::Operand> operands = {{"left over"}};
  if (values.Expand(variables, &operands) != Expansion::kText) return std::nullopt;
  Texts texts;
  for (const ConditionValues::Operand& operand : operands) texts.push_back(operand.text);
  return texts;
}

std::string Borders(std::string text) {
  for (char& c : text) {
    if (c == '|') c = glob_code::kFieldSeparator;
  }
  return text;
}

TEST(ConditionValuesTest, EncodesByKindOfOperator) {
  EXPECT_EQ(Expand(Compile("StringEquals", {"a*", "b"})), (Texts{"a*", "b"}));    // CO-20
  EXPECT_EQ(Expand(Compile("StringLike", {"a*?"})), (Texts{EncodeGlob("a*?")}));  // CO-22
  EXPECT_EQ(Expand(Compile("ArnLike", {"arn:aws:sns:*:1:a:b"})),
            (Texts{Borders(EncodeGlob("arn|aws|sns|*|1|a:b"))}));  // CO-28
  EXPECT_EQ(Expand(Compile("NumericEquals", {"1"})), (Texts{"1"}));
  EXPECT_EQ(Expand(Compile("Null", {"true"})), (Texts{"true"}));
}

TEST(ConditionValuesTest, ExpandsVariablesWhereTheyAreAllowed) {
  const TestVariables ann = TestVariables().Value("aws:username", "a*n");
  const std::string text = "${aws:username}";
  const struct {
    const char* name;
    const char* op;
    std::string want;
  } cases[] = {
      {"VA-3: String", "StringEquals", "a*n"},
      {"VA-3: String, any case", "StringEqualsIgnoreCase", "a*n"},
      {"VA-3, VA-9: Like, literally", "StringLike", "a*n"},
      {"VA-3: Arn", "ArnLike", "a*n"},
      {"VA-3, OP-11: Bool", "Bool", "a*n"},
      {"VA-3: not Numeric", "NumericEquals", text},
      {"VA-3: not Date", "DateEquals", text},
      {"VA-3: not Binary", "BinaryEquals", text},
      {"VA-3: not IpAddress", "IpAddress", text},
      {"VA-3: not Null", "Null", text},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const ConditionValues values = Compile(row.op, {text});
    EXPECT_EQ(values.has_variables(), row.want != text);
    EXPECT_EQ(Expand(values, ann), (Texts{row.want}));
    EXPECT_EQ(Expand(Compile(row.op, {text}, /*variables_enabled=*/false), ann)->front()->size(),
              text.size());  // VA-1
  }
}

TEST(ConditionValuesTest, UnresolvedIsPerValue) {  // VA-5
  EXPECT_EQ(Expand(Compile("StringEquals", {"a", "${aws:username}", "b"})),
            (Texts{"a", std::nullopt, "b"}));
  EXPECT_EQ(Expand(Compile("ArnLike", {"arn:aws:iam::1:user/${aws:username}"})),
            (Texts{std::nullopt}));
  // VA-4
  EXPECT_EQ(Expand(Compile("StringEquals", {"${aws:TagKeys, 'x'}"}),
                   TestVariables().Multivalued("aws:tagkeys")),
            (Texts{std::nullopt}));
}

TEST(ConditionValuesTest, UnknownIsForTheWholeList) {
  const TestVariables variables = TestVariables().Unknown("aws:sourceidentity");
  EXPECT_EQ(Expand(Compile("StringEquals", {"a", "${aws:SourceIdentity}"}), variables),
            std::nullopt);
  // A value that is unresolved as well matches nothing, whatever the unknown key is.
  EXPECT_EQ(
      Expand(Compile("StringEquals", {"a", "${aws:SourceIdentity}${aws:username}"}), variables),
      (Texts{"a", std::nullopt}));
  EXPECT_EQ(Expand(Compile("ArnLike", {"arn:aws:iam:${aws:SourceIdentity}:${aws:username}:user/x"}),
                   variables),
            (Texts{std::nullopt}));
}

TEST(ConditionValuesTest, ArnFieldsAreSplitBeforeExpansion) {  // VA-10
  const TestVariables variables = TestVariables().Value("aws:principalaccount", "1:2");
  EXPECT_EQ(Expand(Compile("ArnLike", {"arn:aws:iam::${aws:PrincipalAccount}:user/x"}), variables),
            (Texts{Borders("arn|aws|iam||1:2|user/x")}));
}

TEST(ConditionValuesTest, KnowsWhenItIsEmpty) {  // PG-16
  for (const char* op : {"StringEquals", "ArnLike", "Null"}) {
    EXPECT_TRUE(Compile(op, {}).empty());
    EXPECT_EQ(Expand(Compile(op, {})), Texts());
    EXPECT_FALSE(Compile(op, {"${aws:username}"}).empty());
    EXPECT_FALSE(Compile(op, {"a"}).empty());
    EXPECT_FALSE(Compile(op, {""}).empty());
  }
}

}  // namespace
}  // namespace iamsim
