#ifndef IAMSIM_BASE_SOME_OF_H_
#define IAMSIM_BASE_SOME_OF_H_

#include <cstddef>
#include <string>

#include "absl/types/span.h"

namespace iamsim {

// The first `most` of `names` and how many more there are, for a message of one line:
// "a, b and 3 more"; "" of no names.
std::string SomeOf(absl::Span<const std::string> names, std::size_t most = 10);

}  // namespace iamsim

#endif  // IAMSIM_BASE_SOME_OF_H_
