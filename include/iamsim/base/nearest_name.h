#ifndef IAMSIM_BASE_NEAREST_NAME_H_
#define IAMSIM_BASE_NEAREST_NAME_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace iamsim {

// The candidate with the smallest edit distance to `name`, ignoring case, or an empty view when
// none is close enough to be a likely misspelling (more than a third of its characters differ).
// The first of equals wins. O(candidates × length²).
absl::string_view NearestName(absl::string_view name,
                              absl::Span<const absl::string_view> candidates);

// ", did you mean `Effect`?" or "".
std::string DidYouMean(absl::string_view name, absl::Span<const absl::string_view> candidates);

}  // namespace iamsim

#endif  // IAMSIM_BASE_NEAREST_NAME_H_
