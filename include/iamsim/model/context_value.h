#ifndef IAMSIM_MODEL_CONTEXT_VALUE_H_
#define IAMSIM_MODEL_CONTEXT_VALUE_H_

#include <string>
#include <utility>
#include <vector>

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

// Tags: keys keep their spelling; two keys may differ by case only (CO-3).
using Tags = std::vector<std::pair<std::string, std::string>>;

// Context as given: keys with their spelling, sorted by it.
using ContextMap = absl::btree_map<std::string, ContextValue>;

}  // namespace iamsim

#endif  // IAMSIM_MODEL_CONTEXT_VALUE_H_
