// Tested by key_values_test.cc.
#include "fast/key_values.h"

#include <algorithm>
#include <new>

namespace iamsim {

static_assert(alignof(KeyValue) >= alignof(absl::string_view));
static_assert(sizeof(KeyValue) % alignof(absl::string_view) == 0);

void KeyValuesBuilder::Add(std::uint32_t key, absl::Span<const ContextValue> values) {
  for (const ContextValue& value : values) {
    values_.push_back({key, value.is_list, value.values.size()});
    for (const std::string& text : value.values) {
      chars_ += text;
      sizes_.push_back(text.size());
    }
  }
}

KeyValues KeyValuesBuilder::Build() {
  KeyValues out;
  if (values_.empty()) return out;
  const std::size_t texts_at = values_.size() * sizeof(KeyValue);
  const std::size_t chars_at = texts_at + sizes_.size() * sizeof(absl::string_view);
  out.block_ = std::make_unique<std::byte[]>(chars_at + chars_.size());
  std::byte* const block = out.block_.get();
  char* chars = reinterpret_cast<char*>(block + chars_at);
  std::copy(chars_.begin(), chars_.end(), chars);
  std::byte* text_at = block + texts_at;
  const absl::string_view* texts = nullptr;
  for (std::size_t i = 0; i < sizes_.size(); ++i, text_at += sizeof(absl::string_view)) {
    const auto* text = new (text_at) absl::string_view(chars, sizes_[i]);
    if (i == 0) texts = text;
    chars += sizes_[i];
  }
  std::byte* value_at = block;
  for (std::size_t i = 0; i < values_.size(); ++i, value_at += sizeof(KeyValue)) {
    const Value& value = values_[i];
    const auto* made = new (value_at)
        KeyValue{value.key, {value.is_list, absl::MakeConstSpan(texts, value.texts)}};
    if (i == 0) out.values_ = made;
    texts += value.texts;
  }
  out.count_ = static_cast<std::uint32_t>(values_.size());
  values_.clear();
  sizes_.clear();
  chars_.clear();
  return out;
}

// ---- borrowed

std::size_t BorrowedKeyValues::PlaceOf(std::uint32_t key) const {
  for (std::size_t i = 0; i < added_.size(); ++i) {
    if (added_[i].key == key) return i;
  }
  return kNowhere;
}

KeyValues BorrowedKeyValues::Build() {
  std::size_t count = 0;
  for (const Value& value : added_) count += value.texts.size();
  texts_.clear();
  texts_.reserve(count);  // the views look into it
  values_.clear();
  for (const Value& value : added_) {
    const std::size_t first = texts_.size();
    texts_.insert(texts_.end(), value.texts.begin(), value.texts.end());
    values_.push_back({value.key, {value.is_list, absl::MakeConstSpan(texts_).subspan(first)}});
  }
  KeyValues out;
  out.values_ = values_.data();
  out.count_ = static_cast<std::uint32_t>(values_.size());
  return out;
}

}  // namespace iamsim
