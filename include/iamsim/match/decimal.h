#ifndef IAMSIM_MATCH_DECIMAL_H_
#define IAMSIM_MATCH_DECIMAL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// An exact decimal number (CO-23): sign, digits without leading or trailing zeros, and the power of
// ten of the first digit. Any length; comparison is linear in the digits.
class Decimal {
 public:
  // Sign, digits with an optional point, optional exponent. Nothing for empty, hexadecimal, NaN,
  // infinities, spaces, or an exponent beyond 64 bits.
  static std::optional<Decimal> Parse(absl::string_view text);

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  bool negative_ = false;
  std::string digits_;          // empty: zero
  std::int64_t magnitude_ = 0;  // value = 0.digits × 10^magnitude
};

}  // namespace iamsim

#endif  // IAMSIM_MATCH_DECIMAL_H_
