#ifndef IAMSIM_ENGINE_FAST_ACTION_NAMES_H_
#define IAMSIM_ENGINE_FAST_ACTION_NAMES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "iamsim/match/action_pattern.h"

namespace iamsim {

// Actions of the catalog from `begin` to before `end`, by dense id.
struct ActionSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const ActionSpan&, const ActionSpan&) = default;
};

// The catalog's actions in the order of their lower-case names, in which most patterns are one
// span. Immutable; thread-safe.
class ActionNames {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // Of the catalog inside this program; made at first use, in a few milliseconds.
  static const ActionNames& Builtin();

  std::uint32_t count() const { return static_cast<std::uint32_t>(names_.size()); }
  // `lower`: "service:name" in lower case. kNone: the catalog does not know it. Constant time.
  std::uint32_t Find(absl::string_view lower) const;
  // The actions that `pattern` matches (MA-1 … MA-3), as ascending spans that do not touch.
  std::vector<ActionSpan> Expand(const ActionPattern& pattern) const;

 private:
  ActionNames();

  std::vector<std::string> names_;
  absl::flat_hash_map<absl::string_view, std::uint32_t> ids_;
};

// The union of `spans` in any order, and what it leaves out of `count` actions; both ascending
// spans that do not overlap.
std::vector<ActionSpan> UnionOf(std::vector<ActionSpan> spans);
std::vector<ActionSpan> ComplementOf(const std::vector<ActionSpan>& spans, std::uint32_t count);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_ACTION_NAMES_H_
