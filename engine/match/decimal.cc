#include "iamsim/match/decimal.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace iamsim {
namespace {

// Removes the digits at the front of `text` and returns them.
absl::string_view TakeDigits(absl::string_view* text) {
  const auto end = std::find_if_not(text->begin(), text->end(), absl::ascii_isdigit);
  const absl::string_view digits = text->substr(0, static_cast<std::size_t>(end - text->begin()));
  text->remove_prefix(digits.size());
  return digits;
}

// Removes a sign at the front of `text`; true for a minus.
bool TakeSign(absl::string_view* text) {
  if (text->empty() || (text->front() != '+' && text->front() != '-')) return false;
  const bool negative = text->front() == '-';
  text->remove_prefix(1);
  return negative;
}

// What follows the digits: nothing, or `e` and an integer.
std::optional<std::int64_t> ParseExponent(absl::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text.remove_prefix(1);
  absl::string_view unsigned_part = text;
  TakeSign(&unsigned_part);
  if (TakeDigits(&unsigned_part).empty() || !unsigned_part.empty()) return std::nullopt;
  std::int64_t exponent = 0;
  if (!absl::SimpleAtoi(text, &exponent)) return std::nullopt;
  return exponent;
}

}  // namespace

std::optional<Decimal> Decimal::Parse(absl::string_view text) {
  Decimal decimal;
  decimal.negative_ = TakeSign(&text);
  const absl::string_view integer = TakeDigits(&text);
  absl::string_view fraction;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    fraction = TakeDigits(&text);
  }
  if (integer.empty() && fraction.empty()) return std::nullopt;
  const std::optional<std::int64_t> exponent = ParseExponent(text);
  if (!exponent.has_value()) return std::nullopt;

  decimal.digits_.reserve(integer.size() + fraction.size());
  decimal.digits_.append(integer.data(), integer.size());
  decimal.digits_.append(fraction.data(), fraction.size());
  const std::size_t first = decimal.digits_.find_first_not_of('0');
  if (first == std::string::npos) return Decimal();  // zero has neither sign nor magnitude
  decimal.digits_.erase(decimal.digits_.find_last_not_of('0') + 1);
  decimal.digits_.erase(0, first);
  const std::int64_t point =
      static_cast<std::int64_t>(integer.size()) - static_cast<std::int64_t>(first);
  if (__builtin_add_overflow(point, *exponent, &decimal.magnitude_)) return std::nullopt;
  return decimal;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& d) { return d.digits_.empty() ? 0 : d.negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  // Digits have no trailing zeros: of two with one magnitude, a prefix is the smaller.
  const std::strong_ordering order =
      a.magnitude_ != b.magnitude_ ? a.magnitude_ <=> b.magnitude_ : a.digits_ <=> b.digits_;
  return a.negative_ ? 0 <=> order : order;
}

}  // namespace iamsim
