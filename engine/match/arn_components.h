#ifndef IAMSIM_ENGINE_MATCH_ARN_COMPONENTS_H_
#define IAMSIM_ENGINE_MATCH_ARN_COMPONENTS_H_

#include <algorithm>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "iamsim/match/glob.h"

namespace iamsim {

inline constexpr int kArnBorders = 5;  // between the six components

// Removes what precedes the first `border` from the front of `text`, with the border; without one,
// all of it.
inline absl::string_view TakeComponent(char border, absl::string_view* text) {
  const std::size_t end = std::min(text->find(border), text->size());
  const absl::string_view component = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  return component;
}

// CO-12, CO-29: an encoded ARN pattern begins with `arn:` and has all six components.
inline bool IsArnPattern(absl::string_view encoded) {
  return std::count(encoded.begin(), encoded.end(), glob_code::kFieldSeparator) == kArnBorders &&
         TakeComponent(glob_code::kFieldSeparator, &encoded) == "arn";
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_MATCH_ARN_COMPONENTS_H_
