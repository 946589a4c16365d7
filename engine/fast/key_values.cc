// Tested by key_values_test.cc.
#include "fast/key_values.h"

#include <algorithm>

namespace iamsim {

void KeyValues::Clear() {
  slots_.clear();
  views_.clear();
  first_text_.clear();
  texts_.clear();
  ends_.clear();
  chars_.clear();
}

void KeyValues::AddText(absl::string_view text) {
  chars_.insert(chars_.end(), text.begin(), text.end());
  ends_.push_back(chars_.size());
}

void KeyValues::Add(std::uint32_t key, absl::Span<const ContextValue> values) {
  slots_.push_back(
      {key, static_cast<std::uint32_t>(views_.size()), static_cast<std::uint32_t>(values.size())});
  for (const ContextValue& value : values) {
    views_.push_back({.is_list = value.is_list});
    first_text_.push_back(ends_.size());
    for (const std::string& text : value.values) AddText(text);
  }
}

void KeyValues::AddScalar(std::uint32_t key, absl::string_view value) {
  slots_.push_back({key, static_cast<std::uint32_t>(views_.size()), 1});
  views_.emplace_back();
  first_text_.push_back(ends_.size());
  AddText(value);
}

void KeyValues::Seal() {
  texts_.resize(ends_.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    texts_[i] = absl::string_view(chars_.data() + begin, ends_[i] - begin);
    begin = ends_[i];
  }
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const std::size_t end = i + 1 < views_.size() ? first_text_[i + 1] : texts_.size();
    views_[i].values = absl::MakeConstSpan(texts_).subspan(first_text_[i], end - first_text_[i]);
  }
}

bool KeyValues::Has(std::uint32_t key) const {
  return std::any_of(slots_.begin(), slots_.end(),
                     [key](const Slot& slot) { return slot.key == key; });
}

}  // namespace iamsim
