#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "match/operators/families.h"

namespace iamsim {
namespace {

bool IsBase64Digit(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '/';
}

// absl::Base64Unescape insists on the right amount of padding or none at all, but would also skip
// spaces and take `.` for padding.
std::optional<std::string> DecodeBase64(absl::string_view text) {
  const absl::string_view digits = text.substr(0, text.find('='));
  const absl::string_view padding = text.substr(digits.size());
  if (!std::all_of(digits.begin(), digits.end(), IsBase64Digit) ||
      padding.find_first_not_of('=') != absl::string_view::npos) {
    return std::nullopt;
  }
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) return std::nullopt;
  return bytes;
}

// CO-26
Comparison Equals(absl::string_view policy, absl::string_view context) {
  const std::optional<std::string> left = DecodeBase64(context);
  if (!left.has_value()) return Comparison::kMalformedContextValue;
  const std::optional<std::string> right = DecodeBase64(policy);
  if (!right.has_value()) return Comparison::kMalformedPolicyValue;
  return *left == *right ? Comparison::kYes : Comparison::kNo;
}

constexpr BaseOperator kOperators[] = {
    {"BinaryEquals", false, BaseOperator::Values::kPlain, Equals},
};

}  // namespace

absl::Span<const BaseOperator> BinaryOperators() { return kOperators; }

}  // namespace iamsim
