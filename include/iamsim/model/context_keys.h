#ifndef IAMSIM_MODEL_CONTEXT_KEYS_H_
#define IAMSIM_MODEL_CONTEXT_KEYS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/model/context_value.h"

namespace iamsim {

// The context of one request: what each key's value is, that it is absent, or that nobody knows.
// Key names are compared without regard to case everywhere (CO-2). Reads are thread-safe and O(1).
class ContextKeys {
 public:
  enum class State { kPresent, kAbsent, kUnknown };

  // `complete`: a key that was never mentioned is absent; otherwise it is unknown.
  explicit ContextKeys(bool complete = true) : complete_(complete) {}
  // Makes room for so many keys.
  void Reserve(std::size_t keys) { entries_.reserve(keys); }

  // Replaces what is known of `key`.
  void Set(absl::string_view key, ContextValue value);
  // Adds a second value for a key that differs by case only (CO-3, OP-9: either may match).
  void AddAlternative(absl::string_view key, ContextValue value);
  // `key` is certainly absent. An empty list is set as absent (CO-7, OP-26).
  void SetAbsent(absl::string_view key);
  void SetUnknown(absl::string_view key);
  // Every key that begins with `prefix` is unknown and loses its value, in a complete context too.
  void SetUnknownBelow(absl::string_view prefix);
  // Every key that begins with `prefix` and has no value is absent, such as "aws:PrincipalTag/".
  void SetAbsentBelow(absl::string_view prefix);
  // Every key that begins with `prefix` is absent and loses its value.
  void RemoveBelow(absl::string_view prefix);

  // From now on a key that nobody knows is absent.
  void TakeUnknownAsAbsent();

  State Find(absl::string_view key) const;
  // The same; `values` as Values(), for who needs both.
  State Find(absl::string_view key, absl::Span<const ContextValue>* values) const;
  // The values of a present key (one, or the alternatives of CO-3); empty otherwise.
  absl::Span<const ContextValue> Values(absl::string_view key) const;
  // The first value of a present scalar key; empty otherwise.
  absl::string_view Text(absl::string_view key) const;
  bool complete() const { return complete_; }
  // Calls `visit(id, values)` for each present key, in no order; `id` is its ContextKeyId.
  template <class Visitor>
  void ForEachPresent(Visitor visit) const {
    for (const auto& [id, entry] : entries_) {
      if (entry.state == State::kPresent) visit(id, absl::MakeConstSpan(entry.values));
    }
  }

 private:
  struct Entry {
    State state = State::kAbsent;
    absl::InlinedVector<ContextValue, 1> values;
  };
  Entry& EntryOf(absl::string_view key);
  // `id`: a ContextKeyId.
  const Entry* FindEntry(absl::string_view id) const;
  State StateOf(absl::string_view id, const Entry* entry) const;

  bool complete_;
  absl::flat_hash_map<std::string, Entry> entries_;
  std::vector<std::string> absent_prefixes_;
  std::vector<std::string> unknown_prefixes_;  // these win over absent ones
};

}  // namespace iamsim

#endif  // IAMSIM_MODEL_CONTEXT_KEYS_H_
