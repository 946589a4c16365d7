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

// One value of a context key, by the key's dense id.
struct KeyValue {
  std::uint32_t key = 0;
  ContextView view;
};

// The values of some context keys, in one block of memory. Immutable; movable.
class KeyValues {
 public:
  KeyValues() = default;

  // Those of `key`, one after the other: one, or the alternatives of CO-3. Empty: it has none.
  absl::Span<const KeyValue> Find(std::uint32_t key) const {
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (values_[i].key != key) continue;
      std::uint32_t end = i + 1;
      while (end < count_ && values_[end].key == key) ++end;
      return absl::MakeConstSpan(values_ + i, end - i);
    }
    return {};
  }

 private:
  friend class KeyValuesBuilder;
  std::unique_ptr<std::byte[]> block_;  // values, texts, characters
  const KeyValue* values_ = nullptr;
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
