#ifndef IAMSIM_MODEL_WILDCARDS_H_
#define IAMSIM_MODEL_WILDCARDS_H_

#include "absl/strings/string_view.h"

namespace iamsim {

// Whether `text` is a pattern where `*` and `?` mean any characters (MA-1, MR-1). Linear.
inline bool HasWildcards(absl::string_view text) {
  return text.find_first_of("*?") != absl::string_view::npos;
}

}  // namespace iamsim

#endif  // IAMSIM_MODEL_WILDCARDS_H_
