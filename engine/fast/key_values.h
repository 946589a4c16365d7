#ifndef IAMSIM_ENGINE_FAST_KEY_VALUES_H_
#define IAMSIM_ENGINE_FAST_KEY_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/model/context_value.h"

namespace iamsim {

// One value of a context key. It stays where it is: a view of one text looks into `text`.
struct KeyValue {
  ContextView view;
  absl::string_view text;
};

// The values of some context keys, by the keys' dense ids, in one block of memory, or in that of a
// BorrowedKeyValues. Immutable; movable.
class KeyValues {
 public:
  KeyValues() = default;

  // Those of `key`, one after the other: one, or the alternatives of CO-3. Empty: it has none.
  absl::Span<const KeyValue> Find(std::uint32_t key) const {
    // All are looked at: a way out in between would be guessed wrongly more often than not.
    std::uint32_t first = count_;
    for (std::uint32_t i = count_; i > 0; --i) first = keys_[i - 1] == key ? i - 1 : first;
    if (first == count_) return {};
    std::uint32_t end = first + 1;
    while (end < count_ && keys_[end] == key) ++end;
    return absl::MakeConstSpan(values_ + first, end - first);
  }

 private:
  friend class KeyValuesBuilder;
  friend class BorrowedKeyValues;
  std::unique_ptr<std::byte[]> block_;  // values, texts of lists, keys, characters
  const KeyValue* values_ = nullptr;
  const std::uint32_t* keys_ = nullptr;  // of each value
  std::uint32_t count_ = 0;
};

// Its memory is used again and again.
class KeyValuesBuilder {
 public:
  // Each key once. `values`: one, or the alternatives of CO-3.
  void Add(std::uint32_t key, absl::Span<const ContextValue> values);
  // What was added since the last Build.
  KeyValues Build();

 private:
  struct Value {
    std::uint32_t key = 0;
    bool is_list = false;
    std::size_t texts = 0;
  };
  std::vector<Value> values_;
  std::vector<std::size_t> sizes_;  // of the texts
  std::string chars_;
};

// Values whose texts live elsewhere, each key once: for one decision after the other. Allocates
// nothing once it has grown.
class BorrowedKeyValues {
 public:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  void Clear() { added_.clear(); }
  void Add(std::uint32_t key, const ContextValue& value) {
    added_.push_back({key, value.is_list, absl::MakeConstSpan(value.values)});
  }
  void Add(std::uint32_t key, const std::string& text) {
    added_.push_back({key, false, absl::MakeConstSpan(&text, 1)});
  }
  std::size_t size() const { return added_.size(); }
  // As which value `key` was added, from 0.
  std::size_t PlaceOf(std::uint32_t key) const;
  bool Has(std::uint32_t key) const { return PlaceOf(key) != kNowhere; }
  // What was added since the last Clear. Good until the next Build, and as long as the texts.
  KeyValues Build();

 private:
  struct Value {
    std::uint32_t key = 0;
    bool is_list = false;
    absl::Span<const std::string> texts;
  };
  std::vector<Value> added_;
  std::vector<KeyValue> values_;
  std::vector<std::uint32_t> keys_;
  std::vector<absl::string_view> texts_;  // of lists
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_KEY_VALUES_H_
