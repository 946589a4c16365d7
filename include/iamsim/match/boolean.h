#ifndef IAMSIM_MATCH_BOOLEAN_H_
#define IAMSIM_MATCH_BOOLEAN_H_

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// CO-25: `true` or `false` in any case; nothing for anything else.
inline std::optional<bool> ParseBool(absl::string_view text) {
  if (absl::EqualsIgnoreCase(text, "true")) return true;
  if (absl::EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

}  // namespace iamsim

#endif  // IAMSIM_MATCH_BOOLEAN_H_
