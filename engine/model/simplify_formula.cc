// Simplification of one `all` or `any` node.
//
// Inside `all(x, f)` f may be replaced by what it is when x is true, and inside `any(x, f)` by what
// it is when x is false: the rest of f never shows. So each operand yields facts (formulas whose
// truth is settled wherever this operand matters), and every other operand is rebuilt under them.
// Duplicates, contradictions, absorption and unit resolution are all cases of this. Each rebuilding
// removes at least one leaf, so the process ends.
//
// Soundness: an operand is rewritten under the facts of its neighbours as they are at that moment,
// never under facts of a neighbour that was itself dropped by the same step.
//
// Tested by tests/model/formula_test.cc, which compares random formulas with their truth tables.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"
#include "model/formula_node.h"

namespace iamsim {
namespace {

using Kind = Formula::Kind;

// Operands of one node that each new operand is compared with.
constexpr std::size_t kComparedOperands = 512;

// A leaf or composite (never a kNot) whose truth is settled. Points into a formula that outlives
// it.
struct Fact {
  const Formula* formula;
  bool truth;
};

class Facts {
 public:
  // What follows from `formula` being `truth`. `formula` must outlive the facts.
  Facts(const Formula& formula, bool truth) {
    Collect(formula, truth);
    std::sort(leaves_.begin(), leaves_.end(), [](const Fact& a, const Fact& b) {
      return FormulaBuilder::Subject(*a.formula) < FormulaBuilder::Subject(*b.formula);
    });
  }

  // `target` under the facts. Shares its node with `target` when they say nothing about it.
  Formula Apply(const Formula& target) const {
    if ((mask_ & FormulaBuilder::Inside(target)) == 0) return target;
    switch (target.kind()) {
      case Kind::kFalse:
      case Kind::kTrue:
        return target;
      case Kind::kLeaf:
        return ApplyToLeaf(target);
      case Kind::kNot: {
        const Formula& operand = target.operands().front();
        Formula applied = Apply(operand);
        return Unchanged(applied, operand) ? target : Not(applied);
      }
      case Kind::kAll:
      case Kind::kAny:
        return ApplyToComposite(target);
    }
    return target;
  }

  static bool Unchanged(const Formula& applied, const Formula& original) {
    return applied.kind() == original.kind() && FormulaBuilder::SharesNode(applied, original);
  }

 private:
  void Collect(const Formula& formula, bool truth) {
    if (formula.kind() == Kind::kNot) return Collect(formula.operands().front(), !truth);
    if (formula.kind() == (truth ? Kind::kAll : Kind::kAny)) {
      for (const Formula& operand : formula.operands()) Collect(operand, truth);
      return;
    }
    if (formula.kind() == Kind::kLeaf) {
      leaves_.push_back({&formula, truth});
      mask_ |= SubjectBit(FormulaBuilder::Subject(formula));
      return;
    }
    composites_.push_back({&formula, truth});
    // Whatever the fact settles has all operands of `formula`, so this one too.
    mask_ |= SubjectBit(FormulaBuilder::Subject(formula.operands().front()));
  }

  Formula ApplyToLeaf(const Formula& target) const {
    const std::size_t subject = FormulaBuilder::Subject(target);
    auto fact = std::lower_bound(leaves_.begin(), leaves_.end(), subject,
                                 [](const Fact& candidate, std::size_t wanted) {
                                   return FormulaBuilder::Subject(*candidate.formula) < wanted;
                                 });
    for (; fact != leaves_.end() && FormulaBuilder::Subject(*fact->formula) == subject; ++fact) {
      const std::optional<bool> truth = Implied(fact->formula->leaf(), fact->truth, target.leaf());
      if (truth.has_value()) return *truth;
    }
    return target;
  }

  Formula ApplyToComposite(const Formula& target) const {
    // A true `any` makes every `any` with more operands true, a false `all` every larger `all`
    // false.
    for (const Fact& fact : composites_) {
      if (fact.formula->kind() == target.kind() &&
          FormulaBuilder::IsSubset(*fact.formula, target)) {
        return fact.truth;
      }
    }
    bool changed = false;
    std::vector<Formula> operands;
    operands.reserve(target.operands().size());
    for (const Formula& operand : target.operands()) {
      operands.push_back(Apply(operand));
      changed = changed || !Unchanged(operands.back(), operand);
    }
    return changed ? FormulaBuilder::Simplified(target.kind(), std::move(operands)) : target;
  }

  absl::InlinedVector<Fact, 2> leaves_;  // sorted by subject
  absl::InlinedVector<Fact, 1> composites_;
  std::uint64_t mask_ = 0;  // no fact matters to a formula without any of these subjects
};

// An operand and where it first stood.
struct Operand {
  Formula formula;
  std::size_t position;
};

class Simplifier {
 public:
  explicit Simplifier(Kind kind) : kind_(kind), neutral_(kind == Kind::kAll) {}

  void AddSettled(Operand operand) { settled_.push_back(std::move(operand)); }
  void Add(Operand operand) { pending_.push_back(std::move(operand)); }

  Formula Run() {
    while (!pending_.empty()) {
      Operand operand = std::move(pending_.front());
      pending_.pop_front();
      if (!Place(std::move(operand))) return !neutral_;
    }
    std::stable_sort(settled_.begin(), settled_.end(),
                     [](const Operand& a, const Operand& b) { return a.position < b.position; });
    std::vector<Formula> operands;
    for (Operand& operand : settled_) operands.push_back(std::move(operand.formula));
    if (operands.empty()) return neutral_;
    if (operands.size() == 1) return std::move(operands.front());
    return FormulaBuilder::MakeNode(kind_, std::move(operands));
  }

 private:
  // False when the operand settles the whole node.
  bool Place(Operand operand) {
    if (operand.formula.IsConstant()) return operand.formula.IsTrue() == neutral_;
    if (operand.formula.kind() == kind_) {
      const absl::Span<const Formula> parts = operand.formula.operands();
      for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        pending_.push_front({*part, operand.position});
      }
      return true;
    }
    const std::size_t compared = std::min(settled_.size(), kComparedOperands);
    const std::uint64_t inside = FormulaBuilder::Inside(operand.formula);
    for (std::size_t i = 0; i < compared; ++i) {
      if ((inside & FormulaBuilder::Inside(settled_[i].formula)) == 0) continue;
      Formula applied = Facts(settled_[i].formula, neutral_).Apply(operand.formula);
      if (Facts::Unchanged(applied, operand.formula)) continue;
      pending_.push_front({std::move(applied), operand.position});
      return true;
    }
    Rewrite(Facts(operand.formula, neutral_), compared);
    settled_.push_back(std::move(operand));
    return true;
  }

  // Takes back each of the first `compared` settled operands about which `facts` says something.
  void Rewrite(const Facts& facts, std::size_t compared) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < compared; ++i) {
      Formula applied = facts.Apply(settled_[i].formula);
      if (!Facts::Unchanged(applied, settled_[i].formula)) {
        pending_.push_back({std::move(applied), settled_[i].position});
        continue;
      }
      if (kept != i) settled_[kept] = std::move(settled_[i]);
      ++kept;
    }
    const auto begin = settled_.begin();
    settled_.erase(begin + static_cast<std::ptrdiff_t>(kept),
                   begin + static_cast<std::ptrdiff_t>(compared));
  }

  Kind kind_;
  bool neutral_;  // true for `all`, false for `any`
  // INVARIANT: no settled operand says anything about another (of the first kComparedOperands).
  std::vector<Operand> settled_;
  std::deque<Operand> pending_;
};

// Whether neither `a` nor any operand of `b`, a node of `kind`, says anything about the other.
bool AreIndependent(Kind kind, const Formula& a, const Formula& b) {
  const bool neutral = kind == Kind::kAll;
  const Facts facts(a, neutral);
  const absl::Span<const Formula> operands =
      b.operands().first(std::min(b.operands().size(), kComparedOperands));
  return std::all_of(operands.begin(), operands.end(), [&](const Formula& operand) {
    return Facts::Unchanged(facts.Apply(operand), operand) &&
           Facts::Unchanged(Facts(operand, neutral).Apply(a), a);
  });
}

Formula Combine(Kind kind, const Formula& a, const Formula& b) {
  const bool neutral = kind == Kind::kAll;
  if (a.IsConstant()) return a.IsTrue() == neutral ? b : a;
  if (b.IsConstant()) return b.IsTrue() == neutral ? a : b;
  if (a.kind() != kind && b.kind() == kind && AreIndependent(kind, a, b)) {
    // Adding in front, one after another, would otherwise compare all with all each time.
    std::vector<Formula> operands = {a};
    operands.insert(operands.end(), b.operands().begin(), b.operands().end());
    return FormulaBuilder::MakeNode(kind, std::move(operands));
  }
  Simplifier simplifier(kind);
  std::size_t position = 0;
  if (a.kind() == kind) {
    // The operands of `a` are simplified among themselves already.
    for (const Formula& operand : a.operands()) simplifier.AddSettled({operand, position++});
  } else {
    simplifier.AddSettled({a, position++});
  }
  simplifier.Add({b, position});
  return simplifier.Run();
}

}  // namespace

Formula FormulaBuilder::Simplified(Kind kind, std::vector<Formula> operands) {
  Simplifier simplifier(kind);
  std::size_t position = 0;
  for (Formula& operand : operands) simplifier.Add({std::move(operand), position++});
  return simplifier.Run();
}

Formula And(const Formula& a, const Formula& b) { return Combine(Kind::kAll, a, b); }

Formula Or(const Formula& a, const Formula& b) { return Combine(Kind::kAny, a, b); }

Formula AllOf(std::vector<Formula> operands) {
  return FormulaBuilder::Simplified(Kind::kAll, std::move(operands));
}

Formula AnyOf(std::vector<Formula> operands) {
  return FormulaBuilder::Simplified(Kind::kAny, std::move(operands));
}

}  // namespace iamsim
