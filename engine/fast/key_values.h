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

// The values of some context keys, by the keys' dense ids, in one block of memory. Immutable;
// movable.
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

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_KEY_VALUES_H_
