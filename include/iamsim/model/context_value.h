#ifndef IAMSIM_MODEL_CONTEXT_VALUE_H_
#define IAMSIM_MODEL_CONTEXT_VALUE_H_

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// The value of one context key. CO-9: the JSON shape decides whether it is multivalued; a list of
// one element is a list.
struct ContextValue {
  bool is_list = false;
  std::vector<std::string> values;  // exactly one unless is_list

  static ContextValue Scalar(std::string value) { return {false, {std::move(value)}}; }
  static ContextValue List(std::vector<std::string> values) { return {true, std::move(values)}; }
  friend bool operator==(const ContextValue&, const ContextValue&) = default;
};

// Key in lower case (CO-2).
std::string ContextKeyId(absl::string_view key);

// ContextKeyId(key), for whoever looks a key up and keeps nothing: it copies only keys that are
// long or leave ASCII to the heap.
class ContextKeyLookup {
 public:
  explicit ContextKeyLookup(absl::string_view key);
  ContextKeyLookup(const ContextKeyLookup&) = delete;
  ContextKeyLookup& operator=(const ContextKeyLookup&) = delete;

  absl::string_view id() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return id_; }

 private:
  std::array<char, 64> folded_;  // what of it `id_` shows is set
  std::string long_;
  absl::string_view id_;
};

// Tags: keys keep their spelling; two keys may differ by case only (CO-3).
using Tags = std::vector<std::pair<std::string, std::string>>;

// Context as given: keys with their spelling, sorted by it.
using ContextMap = absl::btree_map<std::string, ContextValue>;

}  // namespace iamsim

#endif  // IAMSIM_MODEL_CONTEXT_VALUE_H_
