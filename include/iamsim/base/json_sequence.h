#ifndef IAMSIM_BASE_JSON_SEQUENCE_H_
#define IAMSIM_BASE_JSON_SEQUENCE_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace iamsim {

// One text of a sequence, a part of the whole.
struct JsonSequenceItem {
  absl::string_view text;
  std::uint32_t first_line = 1;  // its line in the whole
};

// The JSON objects of `text`, one after another: one document, JSON Lines, or documents written
// behind each other. Whatever is not an object, or is an object that does not end, becomes an item
// of its own, up to the next line that begins with `{`: a damaged one costs no other. Items are not
// checked beyond their brackets. The views are of `text`. Linear.
std::vector<JsonSequenceItem> SplitJsonSequence(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_BASE_JSON_SEQUENCE_H_
