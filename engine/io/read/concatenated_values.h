#ifndef IAMSIM_IO_READ_CONCATENATED_VALUES_H_
#define IAMSIM_IO_READ_CONCATENATED_VALUES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"

namespace iamsim {

// One of several JSON values that stand one after another in a text: `}{` or `}\n{`, as `cat` and
// some tools make it of pages.
struct ConcatenatedValue {
  absl::string_view text;
  SourcePosition start;  // of `text` in the whole
};

// Cuts `text` after each object or array at its top level. What follows the last cut is a value as
// well, whatever it is, so that nothing is lost: a text that ends too early ends in a value that
// does not parse. The values are views of `text`. Linear.
std::vector<ConcatenatedValue> SplitValues(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_CONCATENATED_VALUES_H_
