// Combine over its whole domain, against the law written a second time as a sequence of early
// exits.

#include "iamsim/decide/combine.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

#include "decide/combine_algebra.h"
#include "support/seeds.h"

namespace iamsim {

// 64 truth values at once: Combine over words covers 64 inputs by one call.
struct Word {
  std::uint64_t bits = 0;
  Word() = default;
  explicit Word(bool value) : bits(value ? ~std::uint64_t{0} : 0) {}
  explicit Word(std::uint64_t value) : bits(value) {}
};
inline Word And(Word a, Word b) { return Word(a.bits & b.bits); }
inline Word Or(Word a, Word b) { return Word(a.bits | b.bits); }
inline Word Not(Word a) { return Word(~a.bits); }

namespace {

// Six variables whose values are the 64 bit positions.
constexpr std::array<std::uint64_t, 6> kVariables = {0xAAAAAAAAAAAAAAAAu, 0xCCCCCCCCCCCCCCCCu,
                                                     0xF0F0F0F0F0F0F0F0u, 0xFF00FF00FF00FF00u,
                                                     0xFFFF0000FFFF0000u, 0xFFFFFFFF00000000u};

// EV-21 as semantics 5.4 writes it, over plain bool.
Outcome<bool> Law(const CombineInput<bool>& c) {
  if (c.uncontrollable) return {true, false};
  const bool resource_deny = c.resource.deny && !c.root_bypasses_resource_deny;
  if (c.service_control.deny || c.resource_control.deny || c.vpc_endpoint.deny || c.identity.deny ||
      c.boundary.deny || c.session.deny || resource_deny) {
    return {false, true};
  }
  if (!c.resource_control.allow || !c.service_control.allow || !c.vpc_endpoint.allow) return {};
  if (c.refused) return {};
  const ResourceVerdict<bool>& r = c.resource;
  const bool any = r.wildcard || r.leaf || r.parent || r.account || r.service || r.federated;
  const bool lim = c.boundary.allow && c.session.allow;
  switch (c.caller) {
    case CallerKind::kAnonymous:
    case CallerKind::kIdentityProvider:
      return {r.wildcard || r.federated, false};
    case CallerKind::kService:
      return {r.service || r.wildcard, false};
    case CallerKind::kRoot: {
      const bool task_ok = c.assume_root_session ? c.session.allow : true;
      if (!c.same_account) return {any && task_ok, false};
      if (c.resource_policy_is_mandatory) return {any && task_ok, false};
      return {task_ok, false};
    }
    case CallerKind::kUser:
    case CallerKind::kRoleSession:
    case CallerKind::kFederatedUser:
      break;
  }
  if (!c.same_account) return {any && c.identity.allow && lim, false};
  const bool direct = r.wildcard || r.leaf;
  const bool stopped =  // TR-6
      c.trust && c.user_has_boundary && c.boundary_limits_trust && !c.boundary.allow;
  if (direct && !stopped) return {true, false};
  if (c.resource_policy_is_mandatory) {
    return {lim && (r.parent || (r.account && c.identity.allow)), false};
  }
  return {lim && (r.parent || c.identity.allow), false};
}

bool Bit(unsigned bits, unsigned index) { return ((bits >> index) & 1u) != 0; }

template <class B>
void SetFlags(unsigned bits, CombineInput<B>* in) {
  in->trust = Bit(bits, 0);
  in->user_has_boundary = Bit(bits, 1);
  in->resource_policy_is_mandatory = Bit(bits, 2);
  in->uncontrollable = Bit(bits, 3);
  in->refused = Bit(bits, 4);
  in->root_bypasses_resource_deny = Bit(bits, 5);
  in->boundary_limits_trust = Bit(bits, 6);
  in->assume_root_session = Bit(bits, 7);
}

// The twenty truth values of an input, in one order for both algebras.
template <class B>
std::array<B*, 20> Values(CombineInput<B>* in) {
  return {&in->service_control.allow, &in->service_control.deny, &in->resource_control.allow,
          &in->resource_control.deny, &in->vpc_endpoint.allow,   &in->vpc_endpoint.deny,
          &in->identity.allow,        &in->identity.deny,        &in->boundary.allow,
          &in->boundary.deny,         &in->session.allow,        &in->session.deny,
          &in->same_account,          &in->resource.deny,        &in->resource.wildcard,
          &in->resource.leaf,         &in->resource.parent,      &in->resource.account,
          &in->resource.service,      &in->resource.federated};
}

class CombineOverWholeDomain : public ::testing::TestWithParam<int> {};

// EV-1, EV-3, EV-10 … EV-18, EV-21: 2^28 inputs for each kind of caller.
TEST_P(CombineOverWholeDomain, IsTheLaw) {
  CombineInput<Word> words;
  CombineInput<bool> bools;
  words.caller = bools.caller = static_cast<CallerKind>(GetParam());
  const auto word_values = Values(&words);
  const auto bool_values = Values(&bools);
  for (unsigned i = 0; i < 6; ++i) word_values[i]->bits = kVariables[i];
  for (unsigned flags = 0; flags < 256; ++flags) {
    SetFlags(flags, &words);
    SetFlags(flags, &bools);
    for (unsigned outer = 0; outer < (1u << 14); outer += kStride) {
      for (unsigned i = 0; i < 14; ++i) {
        *word_values[6 + i] = Word(Bit(outer, i));
        *bool_values[6 + i] = Bit(outer, i);
      }
      const Outcome<Word> actual = Combine(words);
      Outcome<Word> expected;
      for (unsigned inner = 0; inner < 64; ++inner) {
        for (unsigned i = 0; i < 6; ++i) *bool_values[i] = Bit(inner, i);
        const Outcome<bool> law = Law(bools);
        expected.allow.bits |= std::uint64_t{law.allow} << inner;
        expected.deny.bits |= std::uint64_t{law.deny} << inner;
      }
      ASSERT_EQ(actual.allow.bits, expected.allow.bits) << "flags " << flags << " values " << outer;
      // A refusal does not hide which Deny matched.
      ASSERT_EQ(actual.deny.bits, expected.deny.bits) << "flags " << flags << " values " << outer;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Callers, CombineOverWholeDomain, ::testing::Range(0, kCallerKindCount));

// The two algebras of the library agree with each other where everything is known.
TEST(Combine, FormulasAndBoolsAgreeOnConstants) {
  for (int caller = 0; caller < kCallerKindCount; ++caller) {
    for (unsigned seed = 0; seed < 20000; ++seed) {
      CombineInput<bool> bools;
      CombineInput<Formula> formulas;
      bools.caller = formulas.caller = static_cast<CallerKind>(caller);
      const std::uint64_t bits = (seed + 1) * 0x9E3779B97F4A7C15u;
      SetFlags(static_cast<unsigned>(bits >> 56), &bools);
      SetFlags(static_cast<unsigned>(bits >> 56), &formulas);
      const auto bool_values = Values(&bools);
      const auto formula_values = Values(&formulas);
      for (unsigned i = 0; i < 20; ++i) {
        const bool value = ((bits >> i) & 1u) != 0;
        *bool_values[i] = value;
        *formula_values[i] = Formula(value);
      }
      const Outcome<bool> b = Combine(bools);
      const Outcome<Formula> f = Combine(formulas);
      ASSERT_EQ(b.allow, f.allow.IsTrue());
      ASSERT_EQ(!b.allow, f.allow.IsFalse());
      ASSERT_EQ(b.deny, f.deny.IsTrue());
    }
  }
}

// EV-17: an unknown leaf survives exactly where it matters.
TEST(Combine, KeepsUnknownsWhereTheyMatter) {
  const Formula boundary = Formula::Leaf({.document = "arn:aws:iam::111122223333:policy/B"});
  CombineInput<Formula> in;
  in.caller = CallerKind::kRoleSession;
  in.identity.allow = true;
  in.boundary.allow = boundary;
  EXPECT_EQ(Combine(in).allow, boundary);
  in.resource.leaf = true;  // EV-10: the boundary's silence no longer counts
  EXPECT_TRUE(Combine(in).allow.IsTrue());
  in.boundary.deny =
      Formula::Leaf({.document = "arn:aws:iam::111122223333:policy/B", .denies = true});
  EXPECT_EQ(Combine(in).allow, Not(in.boundary.deny));  // but its Deny would
}

}  // namespace
}  // namespace iamsim
