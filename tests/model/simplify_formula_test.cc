#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "iamsim/model/formula.h"

namespace iamsim {
namespace {

Formula Condition(const std::string& key) {
  return Formula::Leaf({"StringEquals", key, {"v"}, "", false});
}
Formula Null(const std::string& key, const std::string& value) {
  return Formula::Leaf({"Null", key, {value}, "", false});
}
Formula AllowedBy(const std::string& document) {
  return Formula::Leaf({"", "", {}, document, false});
}
Formula DeniedBy(const std::string& document) {
  return Formula::Leaf({"", "", {}, document, true});
}

struct Law {
  const char* name;
  Formula got;
  Formula want;
};

std::vector<Law> Laws() {
  const Formula x = Condition("x");
  const Formula y = Condition("y");
  const Formula z = Condition("z");
  const Formula xy = And(x, y);
  const Formula x_or_y = Or(x, y);
  return {
      {"AndNeutral", And(x, true), x},
      {"AndAbsorbing", And(x, false), false},
      {"OrNeutral", Or(x, false), x},
      {"OrAbsorbing", Or(x, true), true},
      {"AndDuplicate", And(x, x), x},
      {"OrDuplicate", Or(x, x), x},
      {"AndDuplicateComposite", And(x_or_y, Or(y, x)), x_or_y},
      {"AndContradiction", And(x, Not(x)), false},
      {"OrTautology", Or(x, Not(x)), true},
      {"AndContradictionInside", And(xy, Not(x)), false},
      {"CompositeContradiction", And(x_or_y, Not(Or(y, x))), false},
      {"CompositeTautology", Or(xy, Not(And(y, x))), true},
      {"AndFlattens", And(xy, z), AllOf({x, y, z})},
      {"OrFlattens", Or(z, x_or_y), AnyOf({x, y, z})},
      {"AndAbsorbsOr", And(x, x_or_y), x},
      {"OrAbsorbsAnd", Or(xy, x), x},
      {"AndAbsorbsLargerOr", And(AnyOf({x, z, y}), Or(y, x)), x_or_y},
      {"OrAbsorbsLargerAnd", Or(xy, AllOf({y, z, x})), xy},
      {"OrAbsorbsAndOfComposites", Or(And(Or(x, y), z), AllOf({Or(x, y), z, Not(xy)})),
       And(Or(x, y), z)},
      {"AndUnitResolution", And(x, Or(Not(x), y)), xy},
      {"OrUnitResolution", Or(x, And(Not(x), y)), x_or_y},
      {"UnitResolutionCascades", AllOf({Or(Not(y), z), Or(Not(x), y), x}), AllOf({x, y, z})},
      {"AndDropsWhatIsKnownDeeper", And(x, Or(y, And(x, z))), And(x, Or(y, z))},
      {"AndDropsWhatIsKnownBelowNot", And(x, Not(And(x, y))), And(x, Not(y))},
      {"OrDropsWhatIsKnownBelowNot", Or(x, Not(Or(x, y))), Or(x, Not(y))},
      {"NegatedAnyRefutesEachOperand", And(Not(x_or_y), Or(x, z)), And(Not(x_or_y), z)},
      {"NegatedAnyAbsorbsNegation", And(Not(x_or_y), Not(x)), Not(x_or_y)},
      {"NullTrueContradictsFalse", And(Null("k", "true"), Null("k", "false")), false},
      {"NullTrueOrFalse", Or(Null("k", "false"), Null("k", "TRUE")), true},
      {"NullOfOtherKeys", And(Null("k", "true"), Null("j", "false")),
       And(Null("j", "false"), Null("k", "true"))},
      {"NullResolution", And(Null("k", "false"), Or(Null("k", "true"), x)),
       And(Null("k", "false"), x)},
      {"AllowingDocumentDoesNotDeny", And(AllowedBy("d"), Not(DeniedBy("d"))), AllowedBy("d")},
      {"DocumentNeverDoesBoth", And(DeniedBy("d"), AllowedBy("d")), false},
      {"DenyingDocumentDoesNotAllow", And(Not(AllowedBy("d")), DeniedBy("d")), DeniedBy("d")},
      {"AllowingOrNotDenying", Or(AllowedBy("d"), Not(DeniedBy("d"))), Not(DeniedBy("d"))},
      {"NotAllowingOrNotDenying", Or(Not(AllowedBy("d")), Not(DeniedBy("d"))), true},
      {"SilentDocumentIsPossible", And(Not(AllowedBy("d")), Not(DeniedBy("d"))),
       And(Not(DeniedBy("d")), Not(AllowedBy("d")))},
      {"OtherDocumentsAreIndependent", And(AllowedBy("d"), DeniedBy("e")),
       And(DeniedBy("e"), AllowedBy("d"))},
      {"AllOfNone", AllOf({}), true},
      {"AnyOfNone", AnyOf({}), false},
      {"AllOfOne", AllOf({xy}), xy},
  };
}

TEST(SimplifyTest, Laws) {
  for (const Law& law : Laws()) {
    EXPECT_EQ(law.got, law.want) << law.name << ": " << law.got.Text();
  }
}

TEST(SimplifyTest, IndependentLeavesStay) {
  const Formula both = And(Not(AllowedBy("d")), Not(DeniedBy("d")));
  EXPECT_EQ(both.kind(), Formula::Kind::kAll);
  EXPECT_EQ(both.operands().size(), 2U);
  EXPECT_EQ(And(Null("k", "true"), Null("j", "false")).operands().size(), 2U);
  EXPECT_EQ(And(AllowedBy("d"), DeniedBy("e")).operands().size(), 2U);
}

// The worlds of the random formulas: bits 0…2 are conditions, bit 3 says that key `k` is absent,
// bits 4 and 5 that the missing document allows and denies.
constexpr int kLeaves = 6;
using World = std::uint32_t;

bool IsPossible(World world) { return (world >> 4 & 3) != 3; }

bool Holds(World world, const FormulaLeaf& leaf) {
  if (leaf.document == "d") return (world >> (leaf.denies ? 5 : 4) & 1) != 0;
  if (leaf.op == "Null") return (world >> 3 & 1) == (leaf.values[0] == "true" ? 1U : 0U);
  return (world >> (leaf.key[0] - 'a') & 1) != 0;
}

Formula LeafAt(std::size_t index) {
  switch (index) {
    case 3:
      return Null("k", "true");
    case 4:
      return AllowedBy("d");
    case 5:
      return DeniedBy("d");
    default:
      return Condition(std::string(1, static_cast<char>('a' + index)));
  }
}

bool Evaluate(const Formula& formula, World world) {
  bool all = true;
  bool any = false;
  for (const Formula& operand : formula.operands()) {
    const bool value = Evaluate(operand, world);
    all = all && value;
    any = any || value;
  }
  switch (formula.kind()) {
    case Formula::Kind::kFalse:
      return false;
    case Formula::Kind::kTrue:
      return true;
    case Formula::Kind::kLeaf:
      return Holds(world, formula.leaf());
    case Formula::Kind::kAll:
      return all;
    case Formula::Kind::kAny:
      return any;
    case Formula::Kind::kNot:
      return !all;
  }
  return false;
}

// A formula and its truth table, one bit for each world, computed without simplification.
struct Sample {
  Formula formula;
  std::uint64_t truth = 0;
};

class SampleMaker {
 public:
  explicit SampleMaker(std::uint32_t seed) : random_(seed) {}

  Sample Make(int depth) {
    switch (depth == 0 ? 0 : Below(6)) {
      case 0:
        return MakeLeaf();
      case 1: {
        const Sample inner = Make(depth - 1);
        return {Not(inner.formula), ~inner.truth};
      }
      case 2:
        return MakeMany(depth, true);
      case 3:
        return MakeMany(depth, false);
      case 4: {
        const Sample a = Make(depth - 1);
        const Sample b = Make(depth - 1);
        return {And(a.formula, b.formula), a.truth & b.truth};
      }
      default: {
        const Sample a = Make(depth - 1);
        const Sample b = Make(depth - 1);
        return {Or(a.formula, b.formula), a.truth | b.truth};
      }
    }
  }

 private:
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  Sample MakeLeaf() {
    const std::uint32_t index = Below(kLeaves + 1);
    if (index == kLeaves) return Below(2) == 0 ? Sample{false, 0} : Sample{true, ~0ULL};
    std::uint64_t truth = 0;
    for (World world = 0; world < 64; ++world) truth |= std::uint64_t{world >> index & 1} << world;
    return {LeafAt(index), truth};
  }

  Sample MakeMany(int depth, bool all) {
    std::vector<Formula> operands;
    std::uint64_t truth = all ? ~0ULL : 0;
    for (std::uint32_t count = Below(5); count > 0; --count) {
      Sample operand = Make(depth - 1);
      truth = all ? truth & operand.truth : truth | operand.truth;
      operands.push_back(std::move(operand.formula));
    }
    return {all ? AllOf(std::move(operands)) : AnyOf(std::move(operands)), truth};
  }

  std::mt19937 random_;
};

// What `formula.h` promises of every node.
void ExpectSimplified(const Formula& formula) {
  using Kind = Formula::Kind;
  const absl::Span<const Formula> operands = formula.operands();
  if (formula.kind() == Kind::kNot) {
    ASSERT_EQ(operands.size(), 1U);
    EXPECT_NE(operands[0].kind(), Kind::kNot);
  } else if (formula.kind() == Kind::kAll || formula.kind() == Kind::kAny) {
    EXPECT_GE(operands.size(), 2U);
  }
  for (std::size_t i = 0; i < operands.size(); ++i) {
    EXPECT_FALSE(operands[i].IsConstant());
    EXPECT_NE(operands[i].kind(), formula.kind());
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_NE(operands[i], operands[j]);
      EXPECT_NE(operands[i], Not(operands[j]));
      const Formula pair = formula.kind() == Kind::kAll ? And(operands[j], operands[i])
                                                        : Or(operands[j], operands[i]);
      EXPECT_EQ(pair.operands().size(), 2U) << "not simplified: " << pair.Text();
    }
    ExpectSimplified(operands[i]);
  }
}

TEST(SimplifyTest, RandomFormulasKeepTheirTruthTables) {
  int conditional = 0;
  for (std::uint32_t seed = 1; seed <= 20000 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const Sample sample = SampleMaker(seed).Make(4);
    bool all = true;
    bool any = false;
    for (World world = 0; world < 64; ++world) {
      if (!IsPossible(world)) continue;
      const bool want = (sample.truth >> world & 1) != 0;
      ASSERT_EQ(Evaluate(sample.formula, world), want) << world << " " << sample.formula.Text();
      all = all && want;
      any = any || want;
    }
    EXPECT_TRUE(all || !sample.formula.IsTrue());
    EXPECT_FALSE(any && sample.formula.IsFalse());
    conditional += sample.formula.IsConstant() ? 0 : 1;
    ExpectSimplified(sample.formula);
    EXPECT_EQ(Not(Not(sample.formula)), sample.formula);
    EXPECT_EQ(AllOf({sample.formula, sample.formula}), sample.formula);
  }
  EXPECT_GT(conditional, 5000);
}

TEST(SimplifyTest, ManyOperandsStayCheap) {
  std::vector<Formula> leaves;
  leaves.reserve(20000);
  for (int i = 0; i < 20000; ++i)
    leaves.push_back(Condition(std::string("k").append(std::to_string(i))));
  const Formula any = AnyOf(leaves);
  ASSERT_EQ(any.operands().size(), 20000U);
  EXPECT_EQ(any.operands()[19999].leaf().key, "k19999");
  // A negated `any` says something about each of its operands at once.
  EXPECT_TRUE(And(Not(any), any).IsFalse());
  EXPECT_EQ(And(Not(any), Or(Condition("k777"), Condition("x"))).operands()[1], Condition("x"));
}

}  // namespace
}  // namespace iamsim
