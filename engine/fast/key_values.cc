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
  std::size_t in_lists = 0;
  for (const Value& value : values_) in_lists += value.texts != 1 ? value.texts : 0;
  const std::size_t texts_at = values_.size() * sizeof(KeyValue);
  const std::size_t keys_at = texts_at + in_lists * sizeof(absl::string_view);
  const std::size_t chars_at = keys_at + values_.size() * sizeof(std::uint32_t);
  out.block_ = std::make_unique<std::byte[]>(chars_at + chars_.size());
  std::byte* const block = out.block_.get();
  char* chars = reinterpret_cast<char*>(block + chars_at);
  std::copy(chars_.begin(), chars_.end(), chars);
  auto size = sizes_.begin();
  const auto next_text = [&] {
    const absl::string_view text(chars, *size);
    chars += *size++;
    return text;
  };
  std::byte* text_at = block + texts_at;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const Value& value = values_[i];
    auto* const key = new (block + keys_at + i * sizeof(std::uint32_t)) std::uint32_t(value.key);
    auto* const made = new (block + i * sizeof(KeyValue)) KeyValue{{.is_list = value.is_list}, {}};
    if (i == 0) {
      out.values_ = made;
      out.keys_ = key;
    }
    if (value.texts == 1) {
      made->text = next_text();
      made->view.values = absl::MakeConstSpan(&made->text, 1);
      continue;
    }
    for (std::size_t k = 0; k < value.texts; ++k, text_at += sizeof(absl::string_view)) {
      const auto* text = new (text_at) absl::string_view(next_text());
      if (k == 0) made->view.values = absl::MakeConstSpan(text, value.texts);
    }
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
  std::size_t in_lists = 0;
  for (const Value& value : added_) in_lists += value.texts.size() != 1 ? value.texts.size() : 0;
  // Views look into both.
  texts_.clear();
  texts_.reserve(in_lists);
  values_.clear();
  values_.reserve(added_.size());
  keys_.clear();
  for (const Value& value : added_) {
    keys_.push_back(value.key);
    KeyValue& made = values_.emplace_back(KeyValue{{.is_list = value.is_list}, {}});
    if (value.texts.size() == 1) {
      made.text = value.texts.front();
      made.view.values = absl::MakeConstSpan(&made.text, 1);
      continue;
    }
    const std::size_t first = texts_.size();
    texts_.insert(texts_.end(), value.texts.begin(), value.texts.end());
    made.view.values = absl::MakeConstSpan(texts_).subspan(first);
  }
  KeyValues out;
  out.values_ = values_.data();
  out.keys_ = keys_.data();
  out.count_ = static_cast<std::uint32_t>(values_.size());
  return out;
}

}  // namespace iamsim
