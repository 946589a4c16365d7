#ifndef IAMSIM_ENGINE_BASE_JSON_ASSEMBLER_H_
#define IAMSIM_ENGINE_BASE_JSON_ASSEMBLER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/json_value.h"
#include "iamsim/base/json_document.h"

namespace iamsim {

// Makes the values of a document of the tokens that a parser meets in its text, whichever parser
// that is. Offsets are of the document's text.
class JsonAssembler {
 public:
  using Characters = JsonDocument::Characters;

  // Both must outlive the assembler. The document has no values yet.
  JsonAssembler(JsonDocument* document, const JsonLimits& limits)
      : document_(*document), limits_(limits) {}

  const std::string& text() const { return document_.text_; }
  SourcePosition Locate(std::size_t offset) const { return document_.Locate(offset); }

  // The characters of the string whose opening quote is at `begin`. `decoded`: with its escapes
  // replaced, if it is `escaped`.
  Characters Store(std::size_t begin, bool escaped, absl::string_view decoded) {
    if (escaped) return StoreDecoded(decoded);
    return {.offset = static_cast<std::uint32_t>(begin + 1),
            .size = static_cast<std::uint32_t>(decoded.size())};
  }

  // The innermost object's next value stands under the key at `begin`, its quote. The offset of an
  // equal key of that object, if there is one: then the document is an error (PG-6 rests on this:
  // the last of two equal keys must never win silently).
  std::optional<std::size_t> AddKey(std::size_t begin, const Characters& characters);
  void AddScalar(JsonKind kind, std::size_t begin, std::size_t end);
  void AddString(std::size_t begin, std::size_t end, const Characters& characters);
  bool IsFull() const {  // a further container exceeds the limits
    return limits_.max_depth < 0 || levels_.size() >= static_cast<std::size_t>(limits_.max_depth);
  }
  void Open(JsonKind kind, std::size_t begin);
  void Close(std::size_t end);

  // The innermost open container; nullopt outside of all.
  std::optional<JsonKind> Container() const;
  // A SourceError at `offset`. `in_value`: it is about the container's next value.
  absl::Status Error(std::size_t offset, bool in_value, absl::string_view message) const;

 private:
  struct KeyHash {
    const JsonAssembler* assembler;
    std::size_t operator()(std::uint32_t key) const {
      return absl::Hash<absl::string_view>()(assembler->NameOf(key));
    }
  };
  struct KeyEqual {
    const JsonAssembler* assembler;
    bool operator()(std::uint32_t a, std::uint32_t b) const {
      return assembler->NameOf(a) == assembler->NameOf(b);
    }
  };
  using KeySet = absl::flat_hash_set<std::uint32_t, KeyHash, KeyEqual>;

  struct Key {
    std::uint32_t offset = 0;  // of the opening quote
    Characters characters;
  };
  // A container that is not closed yet.
  struct Level {
    std::uint32_t value = 0;
    std::uint32_t first_key = 0;  // its keys are the last of `keys_`
    std::unique_ptr<KeySet> key_set = nullptr;
  };

  Characters StoreDecoded(absl::string_view decoded);
  absl::string_view NameOf(std::uint32_t key) const;
  std::optional<std::size_t> EarlierKey();
  JsonDocument::Value& Add(JsonKind kind, std::size_t begin, std::size_t end);

  JsonDocument& document_;
  const JsonLimits& limits_;
  std::vector<Level> levels_;
  std::vector<Key> keys_;  // of the open objects, outermost first
};

// What every value takes. It is filled where it stands: to copy what was just written in smaller
// pieces stalls the processor.
inline JsonDocument::Value& JsonAssembler::Add(JsonKind kind, std::size_t begin, std::size_t end) {
  const auto index = static_cast<std::uint32_t>(document_.values_.size());
  JsonDocument::Value& value = document_.values_.emplace_back();
  value.begin = static_cast<std::uint32_t>(begin);
  value.end = static_cast<std::uint32_t>(end);
  value.parent = index;
  value.next = index + 1;
  value.kind = kind;
  if (levels_.empty()) return value;
  value.parent = levels_.back().value;
  JsonDocument::Value& parent = document_.values_[value.parent];
  value.ordinal = parent.children++;
  if (parent.kind == JsonKind::kObject) {
    const Key& key = keys_.back();
    value.key_offset = key.offset;
    value.key.offset = key.characters.offset;
    value.key.size = key.characters.size;
    value.key.decoded = key.characters.decoded;
  }
  return value;
}

inline void JsonAssembler::AddScalar(JsonKind kind, std::size_t begin, std::size_t end) {
  Add(kind, begin, end).text = {.offset = static_cast<std::uint32_t>(begin),
                                .size = static_cast<std::uint32_t>(end - begin)};
}

inline void JsonAssembler::AddString(std::size_t begin, std::size_t end,
                                     const Characters& characters) {
  Characters& text = Add(JsonKind::kString, begin, end).text;
  text.offset = characters.offset;
  text.size = characters.size;
  text.decoded = characters.decoded;
}

inline void JsonAssembler::Open(JsonKind kind, std::size_t begin) {
  Level level{.value = static_cast<std::uint32_t>(document_.values_.size()),
              .first_key = static_cast<std::uint32_t>(keys_.size())};
  Add(kind, begin, begin + 1);
  levels_.push_back(std::move(level));
}

inline void JsonAssembler::Close(std::size_t end) {
  const Level& level = levels_.back();
  JsonDocument::Value& value = document_.values_[level.value];
  value.end = static_cast<std::uint32_t>(end);
  value.next = static_cast<std::uint32_t>(document_.values_.size());
  keys_.resize(level.first_key);
  levels_.pop_back();
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_JSON_ASSEMBLER_H_
