// Tested by json_document_test.cc and json_parsers_test.cc.
#include "base/json_assembler.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

std::uint32_t AsOffset(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

}  // namespace

JsonAssembler::Characters JsonAssembler::StoreDecoded(absl::string_view decoded) {
  const std::size_t offset = document_.strings_.size();
  document_.strings_.append(decoded.data(), decoded.size());
  return {.offset = AsOffset(offset), .size = AsOffset(decoded.size()), .decoded = true};
}

absl::string_view JsonAssembler::NameOf(std::uint32_t key) const {
  return document_.Resolve(keys_[key].characters);
}

// The key of the innermost object that equals the last one of `keys_`. Few keys are compared one by
// one, many are hashed: an object of n keys costs O(n).
std::optional<std::size_t> JsonAssembler::EarlierKey() {
  constexpr std::size_t kFewKeys = 16;
  Level& level = levels_.back();
  const std::uint32_t last = AsOffset(keys_.size() - 1);
  if (last - level.first_key < kFewKeys) {
    const absl::string_view name = NameOf(last);
    for (std::uint32_t i = level.first_key; i < last; ++i) {
      if (keys_[i].characters.size == name.size() && NameOf(i) == name) return keys_[i].offset;
    }
    return std::nullopt;
  }
  if (level.key_set == nullptr) {
    level.key_set = std::make_unique<KeySet>(4 * kFewKeys, KeyHash{this}, KeyEqual{this});
    for (std::uint32_t i = level.first_key; i < last; ++i) level.key_set->insert(i);
  }
  const auto [earlier, is_new] = level.key_set->insert(last);
  if (is_new) return std::nullopt;
  return keys_[*earlier].offset;
}

std::optional<std::size_t> JsonAssembler::AddKey(std::size_t begin, const Characters& characters) {
  Key& key = keys_.emplace_back();
  key.offset = AsOffset(begin);
  key.characters.offset = characters.offset;
  key.characters.size = characters.size;
  key.characters.decoded = characters.decoded;
  return EarlierKey();
}

std::optional<JsonKind> JsonAssembler::Container() const {
  if (levels_.empty()) return std::nullopt;
  return document_.values_[levels_.back().value].kind;
}

absl::Status JsonAssembler::Error(std::size_t offset, bool in_value,
                                  absl::string_view message) const {
  SourcePlace place{.file = document_.file_,
                    .pointer = document_.origin_.pointer,
                    .position = document_.Locate(offset)};
  if (!levels_.empty()) {
    const Level& level = levels_.back();
    const JsonDocument::Value& container = document_.values_[level.value];
    place.pointer = JsonNode(&document_, level.value).pointer();
    if (in_value) {
      place.pointer = JoinPointer(place.pointer, container.kind == JsonKind::kArray
                                                     ? absl::StrCat(container.children)
                                                     : NameOf(AsOffset(keys_.size() - 1)));
    }
  }
  return SourceError(place, message);
}

}  // namespace iamsim
