#include "iamsim/model/formula.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Formula Condition(const std::string& op, const std::string& key,
                  const std::vector<std::string>& values) {
  return Formula::Leaf({op, key, values, "", false});
}
Formula Key(const std::string& key) { return Condition("StringEquals", key, {"v"}); }
Formula Allows(const std::string& document) { return Formula::Leaf({"", "", {}, document, false}); }
Formula Denies(const std::string& document) { return Formula::Leaf({"", "", {}, document, true}); }

TEST(FormulaTest, DefaultIsFalse) {
  EXPECT_TRUE(Formula().IsFalse());
  EXPECT_TRUE(Formula(true).IsTrue());
  EXPECT_TRUE(Formula(true).IsConstant());
  EXPECT_FALSE(Key("a").IsConstant());
}

TEST(FormulaTest, KeepsTheOrderOfFirstAppearance) {
  const Formula formula = Or(And(Key("c"), Key("a")), Or(Key("b"), And(Key("a"), Key("c"))));
  ASSERT_EQ(formula.kind(), Formula::Kind::kAny);
  ASSERT_EQ(formula.operands().size(), 2U);
  ASSERT_EQ(formula.operands()[0].kind(), Formula::Kind::kAll);
  EXPECT_EQ(formula.operands()[0].operands()[0].leaf().key, "c");
  EXPECT_EQ(formula.operands()[0].operands()[1].leaf().key, "a");
  EXPECT_EQ(formula.operands()[1].leaf().key, "b");
}

TEST(FormulaTest, EqualityIgnoresTheOrderOfOperands) {
  const Formula formula = And(Key("a"), Or(Key("b"), Key("c")));
  EXPECT_EQ(formula, And(Or(Key("c"), Key("b")), Key("a")));
  EXPECT_EQ(formula.Text(), And(Or(Key("c"), Key("b")), Key("a")).Text());
  EXPECT_NE(formula, Or(Key("a"), And(Key("b"), Key("c"))));
  EXPECT_NE(formula, Key("a"));
  EXPECT_NE(formula, Formula(true));
  EXPECT_NE(Formula(false), Formula(true));
}

TEST(FormulaTest, LeavesDifferInEveryField) {
  const std::vector<Formula> leaves = {
      Condition("StringEquals", "k", {"a", "b"}),
      Condition("StringEquals", "k", {"b", "a"}),
      Condition("StringEquals", "k", {"a, b"}),
      Condition("StringEquals", "k", {"a\", \"b"}),
      Condition("StringEquals", "k", {}),
      Condition("StringLike", "k", {"a", "b"}),
      Condition("StringEquals", "K", {"a", "b"}),
      Allows("k"),
      Denies("k"),
      Allows("StringEquals"),
  };
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (std::size_t j = 0; j < leaves.size(); ++j) {
      EXPECT_EQ(leaves[i] == leaves[j], i == j) << leaves[i].Text() << leaves[j].Text();
      EXPECT_EQ(leaves[i].Text() == leaves[j].Text(), i == j) << leaves[i].Text();
    }
  }
}

TEST(FormulaTest, TextShowsTheStructure) {
  EXPECT_EQ(Formula(true).Text(), "true");
  EXPECT_EQ(Formula(false).Text(), "false");
  EXPECT_EQ(And(Not(Key("b")), Or(Allows("arn:x"), Denies("y"))).Text(),
            "all(any(allows \"arn:x\", denies \"y\"), not(\"StringEquals\" \"b\" [\"v\"]))");
}

TEST(FormulaTest, DoubleNegationCancels) {
  const Formula all = And(Key("a"), Key("b"));
  EXPECT_EQ(Not(Not(Key("a"))), Key("a"));
  EXPECT_EQ(Not(Not(all)), all);
  EXPECT_EQ(Not(Formula(true)), Formula(false));
  EXPECT_EQ(Not(Formula(false)), Formula(true));
}

TEST(FormulaTest, DeMorganIsNotApplied) {
  const Formula formula = Not(Or(Key("a"), Key("b")));
  ASSERT_EQ(formula.kind(), Formula::Kind::kNot);
  EXPECT_EQ(formula.operands()[0], Or(Key("a"), Key("b")));
}

TEST(FormulaTest, NullTestIsNegatedInItsValue) {  // CO-11
  EXPECT_EQ(Not(Condition("Null", "k", {"true"})), Condition("Null", "k", {"false"}));
  EXPECT_EQ(Not(Condition("Null", "k", {"False"})), Condition("Null", "k", {"true"}));
  // Several values are OR, which the opposite value does not negate.
  EXPECT_EQ(Not(Condition("Null", "k", {"true", "true"})).kind(), Formula::Kind::kNot);
  EXPECT_EQ(Not(Condition("Null", "k", {"maybe"})).kind(), Formula::Kind::kNot);
  EXPECT_EQ(Not(Condition("Bool", "k", {"true"})).kind(), Formula::Kind::kNot);
  EXPECT_EQ(Not(Condition("ForAnyValue:Null", "k", {"true"})).kind(), Formula::Kind::kNot);
}

TEST(FormulaTest, BoolsCombineAsBools) {
  EXPECT_TRUE(And(true, true) && Or(false, true) && Not(false));
  EXPECT_FALSE(And(true, false) || Or(false, false) || Not(true));
  EXPECT_EQ(And(true, Key("a")), Key("a"));
  EXPECT_EQ(Or(Key("a"), true), Formula(true));
}

TEST(LeavesOfTest, ListsEachLeafOnceInOrderOfAppearance) {
  const Formula a = Key("a");
  const Formula b = Key("b");
  const Formula formula = Or(And(b, Not(a)), And(Allows("d"), a));
  EXPECT_THAT(LeavesOf(formula), ElementsAre(b.leaf(), a.leaf(), Allows("d").leaf()));
  EXPECT_THAT(LeavesOf(true), IsEmpty());
}

TEST(KeysOfTest, ListsEachKeyOnceSortedIgnoringCase) {  // CO-2
  const Formula formula =
      AllOf({Key("aws:sourceVpc"), Key("aws:SourceIp"), Allows("arn:aws:iam::1:policy/p"),
             Not(Condition("Null", "AWS:SOURCEVPC", {"true"}))});
  EXPECT_THAT(KeysOf(formula), ElementsAre("aws:SourceIp", "aws:sourceVpc"));
  EXPECT_THAT(KeysOf(false), IsEmpty());
}

TEST(KeysOfTest, NamesTheVariablesOfValues) {  // VA-2
  const Formula formula =
      Or(Condition("ResourceMatches", "arn:aws:s3:::b/ann",
                   {"arn:aws:s3:::b/${aws:username}/${*}/${aws:PrincipalTag/t, 'x'}"}),
         Condition("StringLike", "s3:prefix", {"${aws:userid}", "${open", "${a b:c}", "$"}));
  EXPECT_THAT(KeysOf(formula),
              ElementsAre("aws:PrincipalTag/t", "aws:userid", "aws:username", "s3:prefix"));
}

}  // namespace
}  // namespace iamsim
