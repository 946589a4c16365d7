#ifndef IAMSIM_ENGINE_FAST_KEY_VALUES_H_
#define IAMSIM_ENGINE_FAST_KEY_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/model/context_value.h"

namespace iamsim {

// The values of some context keys by dense id, close together. Movable; its memory can be used
// again.
class KeyValues {
 public:
  KeyValues() = default;
  KeyValues(const KeyValues&) = delete;
  KeyValues& operator=(const KeyValues&) = delete;
  KeyValues(KeyValues&&) = default;
  KeyValues& operator=(KeyValues&&) = default;

  void Clear();
  // Each key once. `values`: one, or the alternatives of CO-3.
  void Add(std::uint32_t key, absl::Span<const ContextValue> values);
  void AddScalar(std::uint32_t key, absl::string_view value);
  // After the last Add, before the first Find.
  void Seal();

  // Empty: none was added.
  absl::Span<const ContextView> Find(std::uint32_t key) const {
    for (const Slot& slot : slots_) {
      if (slot.key == key) return absl::MakeConstSpan(views_).subspan(slot.first, slot.count);
    }
    return {};
  }
  // Whether Add was called for it; also before Seal.
  bool Has(std::uint32_t key) const;

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  void AddText(absl::string_view text);

  std::vector<Slot> slots_;
  std::vector<ContextView> views_;
  std::vector<std::size_t> first_text_;  // per view
  std::vector<absl::string_view> texts_;
  std::vector<std::size_t> ends_;  // per text, in chars_
  std::vector<char> chars_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_KEY_VALUES_H_
