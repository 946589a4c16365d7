#include <gtest/gtest.h>

#include "io/write/formula_text.h"
#include "io/write/hint_text.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

struct WordsCase {
  const char* op;
  std::vector<std::string> values;
  const char* want;
};

TEST(ConditionWordsTest, SaysWhatTheOperatorAsks) {
  const WordsCase cases[] = {
      {"Null", {"true"}, "K is absent"},
      {"Null", {"false"}, "K is present"},
      {"Null", {"True"}, "K is absent"},
      {"Null", {"true", "false"}, "Null of K is `true` or `false`"},
      {"StringEquals", {"a"}, "K is `a`"},
      {"StringEquals", {"a", "b"}, "K is `a` or `b`"},
      {"StringEquals", {"a", "b", "c", "d", "e"}, "K is `a`, `b`, `c`, … and 2 more"},
      {"StringEquals", {}, "K is nothing"},
      {"StringNotEquals", {"a"}, "K is not `a`"},
      {"StringNotEquals", {"a", "b"}, "K is not any of `a` or `b`"},
      {"StringLikeIfExists", {"a*"}, "K is like `a*`, or it is absent"},
      {"ForAllValues:StringEquals", {"a"}, "every value of K is `a`"},
      {"ForAnyValue:StringLike", {"a*"}, "a value of K is like `a*`"},
      {"NumericLessThanEquals", {"5"}, "K is at most `5`"},
      {"DateGreaterThan", {"2024-01-01"}, "K is after `2024-01-01`"},
      {"IpAddress", {"10.0.0.0/8"}, "K is in `10.0.0.0/8`"},
      {"ArnNotLike", {"arn:a"}, "K is not like `arn:a`"},
      {"Bool", {"true"}, "K is `true`"},
  };
  for (const WordsCase& row : cases) {
    SCOPED_TRACE(row.op);
    EXPECT_EQ(ConditionWords(row.op, "K", row.values), row.want);
  }
}

TEST(LeafWordsTest, NamesMissingDocumentsAndOpenResources) {
  EXPECT_EQ(LeafWords({.document = "arn:p"}), "document arn:p (missing) allows it");
  EXPECT_EQ(LeafWords({.document = "arn:p", .denies = true}), "document arn:p (missing) denies it");
  EXPECT_EQ(NegatedLeafWords({.document = "arn:p", .denies = true}),
            "document arn:p (missing) does not deny it");
  EXPECT_EQ(LeafWords({.op = "ResourceMatches", .key = "arn:r", .values = {"arn:${aws:username}"}}),
            "arn:r matches `arn:${aws:username}`");
}

TEST(NegatedLeafWordsTest, TurnsNullTestsAround) {
  EXPECT_EQ(NegatedLeafWords({.op = "Null", .key = "K", .values = {"true"}}), "K is present");
  EXPECT_EQ(NegatedLeafWords({.op = "Null", .key = "K", .values = {"false"}}), "K is absent");
  EXPECT_EQ(NegatedLeafWords({.op = "Bool", .key = "K", .values = {"true"}}),
            "K is not `true`, or it is absent");
  EXPECT_EQ(NegatedLeafWords({.op = "BoolIfExists", .key = "K", .values = {"false"}}),
            "K is present and is not `false`");
  EXPECT_EQ(NegatedLeafWords({.op = "StringNotEqualsIfExists", .key = "K", .values = {"a", "b"}}),
            "K is `a` or `b`");
  EXPECT_EQ(NegatedLeafWords({.op = "NumericLessThan", .key = "K", .values = {"5"}}),
            "K is at least `5`, or it is absent");
  EXPECT_EQ(NegatedLeafWords({.op = "ForAnyValue:StringEquals", .key = "K", .values = {"a"}}),
            "not: a value of K is `a`");
}

Formula Present(const std::string& key) {
  return Formula::Leaf({.op = "Null", .key = key, .values = {"false"}});
}

std::vector<std::string> Outline(const Formula& formula) {
  std::vector<std::string> out = {FormulaHeading(formula)};
  for (const FormulaLine& line : FormulaLines(formula)) {
    out.push_back(std::string(static_cast<std::size_t>(line.depth), '>') + line.words);
  }
  return out;
}

TEST(FormulaLinesTest, TheHeadingSaysTheOutermostGroup) {
  using Lines = std::vector<std::string>;
  const Formula a = Present("A");
  const Formula b = Present("B");
  const Formula c = Present("C");
  EXPECT_EQ(Outline(a), (Lines{"allowed if:", "A is present"}));
  EXPECT_EQ(Outline(And(a, b)), (Lines{"allowed if all hold:", "A is present", "B is present"}));
  EXPECT_EQ(Outline(Or(a, b)), (Lines{"allowed if one holds:", "A is present", "B is present"}));
  EXPECT_EQ(Outline(And(a, Or(b, c))), (Lines{"allowed if all hold:", "A is present",
                                              "one of:", ">B is present", ">C is present"}));
}

TEST(FormulaLinesTest, NotStandsOnlyBeforeLeaves) {
  using Lines = std::vector<std::string>;
  const Formula denied =
      And(Present("A"), Formula::Leaf({.op = "Bool", .key = "B", .values = {"true"}}));
  // However the formula itself writes it, "not (A and B)" is "not A or not B".
  EXPECT_EQ(Outline(Not(denied)),
            (Lines{"allowed if one holds:", "A is absent", "B is not `true`, or it is absent"}));
}

TEST(HintLinesTest, NamesTheOptionThatGivesEachKey) {
  const Formula formula = AllOf({Present("aws:ResourceTag/a"), Present("aws:ResourceTag/b"),
                                 Present("aws:PrincipalTag/team"), Present("aws:SourceIp")});
  EXPECT_EQ(
      HintLines(formula, DecisionKind::kImplicitDeny),
      (std::vector<std::string>{
          "give them with --principal-tag K=V, --resource-tag K=V and --context "
          "aws:SourceIp=…, or take unknown keys as absent with --assume-absent (then: denied)"}));
}

TEST(HintLinesTest, OneKeyIsIt) {
  EXPECT_EQ(HintLines(Present("aws:ResourceAccount"), std::nullopt),
            (std::vector<std::string>{"give it with --resource-account ID"}));
  EXPECT_EQ(HintLines(Present("sts:ExternalId"), std::nullopt),
            (std::vector<std::string>{"give it with --external-id ID"}));
}

TEST(HintLinesTest, AsksForMissingDocuments) {
  EXPECT_EQ(HintLines(Formula::Leaf({.document = "arn:p"}), DecisionKind::kConditional),
            (std::vector<std::string>{"the input lacks this document: add it with --from"}));
}

}  // namespace
}  // namespace iamsim
