#ifndef IAMSIM_ENGINE_BASE_JSON_VALUE_H_
#define IAMSIM_ENGINE_BASE_JSON_VALUE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"

namespace iamsim {

// Some characters of a document: in its text, or, where they were written with escapes, in its
// decoded strings.
struct JsonDocument::Characters {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  bool decoded = false;
};

// Values stand in document order, so the descendants of a value follow it directly.
// Offsets have 32 bits: Parse refuses longer texts.
struct JsonDocument::Value {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t parent = 0;      // the root is its own parent
  std::uint32_t next = 0;        // index after this value and all its descendants
  std::uint32_t ordinal = 0;     // how many siblings stand before it
  std::uint32_t children = 0;    // members or elements
  std::uint32_t key_offset = 0;  // of the opening quote of the key
  Characters key;
  Characters text;
  JsonKind kind = JsonKind::kNull;
};

inline absl::string_view JsonDocument::Resolve(const Characters& characters) const {
  const std::string& source = characters.decoded ? strings_ : text_;
  return {source.data() + characters.offset, characters.size};
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_JSON_VALUE_H_
