#ifndef IAMSIM_ENGINE_FAST_TERNARY_H_
#define IAMSIM_ENGINE_FAST_TERNARY_H_

#include <cstdint>

#include "iamsim/decide/combine.h"
#include "iamsim/model/formula.h"

namespace iamsim {

// Kleene's three truth values: what a formula is when nobody looks into its leaves. Where it is not
// unknown the formula folds to the same constant, because Formula folds constants at least as well.
class Ternary {
 public:
  constexpr Ternary() = default;  // false
  constexpr explicit Ternary(bool value) : bits_(value ? kCan : kCannot) {}
  static constexpr Ternary Unknown() { return Ternary(kCan | kCannot, 0); }
  static Ternary Of(const Formula& formula) {
    return formula.IsConstant() ? Ternary(formula.IsTrue()) : Unknown();
  }

  constexpr bool IsTrue() const { return bits_ == kCan; }
  constexpr bool IsFalse() const { return bits_ == kCannot; }
  constexpr bool IsConstant() const { return bits_ != (kCan | kCannot); }

  friend constexpr Ternary And(Ternary a, Ternary b) {
    return Ternary((a.bits_ & b.bits_ & kCan) | ((a.bits_ | b.bits_) & kCannot), 0);
  }
  friend constexpr Ternary Or(Ternary a, Ternary b) {
    return Ternary(((a.bits_ | b.bits_) & kCan) | (a.bits_ & b.bits_ & kCannot), 0);
  }
  friend constexpr Ternary Not(Ternary a) {
    return Ternary(((a.bits_ & kCan) << 1) | ((a.bits_ & kCannot) >> 1), 0);
  }
  // 1 true, 2 false, 3 unknown; never 0.
  constexpr std::uint8_t bits() const { return bits_; }
  static constexpr Ternary FromBits(std::uint8_t bits) { return Ternary(bits, 0); }
  friend constexpr bool operator==(Ternary a, Ternary b) { return a.bits_ == b.bits_; }

 private:
  static constexpr unsigned kCan = 1;     // it can be true
  static constexpr unsigned kCannot = 2;  // it can be false
  constexpr Ternary(unsigned bits, int) : bits_(static_cast<std::uint8_t>(bits)) {}

  std::uint8_t bits_ = kCannot;
};

extern template Outcome<Ternary> Combine(const CombineInput<Ternary>&);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_TERNARY_H_
