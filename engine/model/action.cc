#include "iamsim/model/action.h"

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/model/wildcards.h"

namespace iamsim {
namespace {

absl::Status NotAnAction(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(
      "expected an action such as `s3:GetObject`, found `", absl::Utf8SafeCEscape(text), "`", why));
}

// Every question begins so: one look at each character.
bool IsAction(absl::string_view text) {
  int colons = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F || c == '*' || c == '?') return false;
    colons += c == ':' ? 1 : 0;
  }
  return colons == 1 && text.front() != ':' && text.back() != ':';
}

// What IsAction refuses, most general fault first.
absl::Status WhyNoAction(absl::string_view text) {
  if (HasWildcards(text)) {
    return NotAnAction(text, ", which is a pattern");
  }
  for (const char c : text) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c)) ||
        absl::ascii_iscntrl(static_cast<unsigned char>(c))) {
      return NotAnAction(text, ", which contains a space or control character");
    }
  }
  return NotAnAction(text, absl::StrContains(text, ':') ? "" : " without a service prefix");
}

}  // namespace

absl::string_view Action::service() const {
  return absl::string_view(lower_).substr(0, lower_.find(':'));
}

absl::string_view Action::name() const {
  const std::size_t colon = lower_.find(':');
  return colon == std::string::npos ? absl::string_view()
                                    : absl::string_view(lower_).substr(colon + 1);
}

absl::StatusOr<Action> ParseAction(absl::string_view text) {
  if (!IsAction(text)) return WhyNoAction(text);
  Action action;
  action.text_ = std::string(text);
  action.lower_ = absl::AsciiStrToLower(text);  // MA-1
  return action;
}

bool IsTrustAction(const Action& action) {
  return absl::StartsWith(action.lower(), "sts:assumerole") || action.Is("sts:tagsession") ||
         action.Is("sts:setsourceidentity");
}

}  // namespace iamsim
