#ifndef IAMSIM_ENGINE_BASE_JSON_OUTLINE_H_
#define IAMSIM_ENGINE_BASE_JSON_OUTLINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/random_access_file.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/source_place.h"

namespace iamsim {

// Where the parts of one large JSON object stand: its members, and the elements of those that are
// arrays. To be read part by part, with JsonOrigin, instead of as one JsonDocument, whose values
// need several times the memory of the text.
//
// INVARIANT: when every part (each element; each member that is no array) is JSON by itself, so is
// the whole text, with the same values; a part need not be JSON.
struct JsonOutline {
  struct Part {
    SourcePosition begin;
    std::uint64_t size = 0;
  };
  struct Member {
    std::string name;
    bool is_array = false;
    Part value;                  // unless is_array
    std::vector<Part> elements;  // if is_array
  };

  SourcePosition begin;  // of the object
  std::vector<Member> members;
};

// Nullopt when the text is anything but a plain object of that kind: another value, comments
// between the parts, names that are not plain ASCII or that repeat, damage outside of the parts.
// JsonDocument reads such a text or says what is wrong with it. One pass in constant memory beside
// the outline.
std::optional<JsonOutline> ReadJsonOutline(const RandomAccessFile& file);

// Makes documents of the parts of an outline. Quick when they are asked for in their order.
class JsonPartReader {
 public:
  // `file` must outlive the reader; `name` is what its places call it. Comments are not allowed.
  JsonPartReader(const RandomAccessFile& file, std::string name, const JsonLimits& limits);

  // Element `index` of `member`, at its place in the file, until the next call; a status when it is
  // no JSON.
  absl::StatusOr<JsonNode> ReadElement(const JsonOutline::Member& member, std::size_t index);

 private:
  const RandomAccessFile& file_;
  std::string name_;
  JsonLimits limits_;
  std::shared_ptr<JsonDocument> document_;  // of the last element; null before
  std::string block_;                       // of the file, from block_begin_ on
  std::uint64_t block_begin_ = 0;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_JSON_OUTLINE_H_
