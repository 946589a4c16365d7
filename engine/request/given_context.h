#ifndef IAMSIM_REQUEST_GIVEN_CONTEXT_H_
#define IAMSIM_REQUEST_GIVEN_CONTEXT_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/context_value.h"
#include "iamsim/request/request.h"

namespace iamsim {

// What holds for all keys that a request mentions.
struct GivenKeyTraits {
  bool are_ascii = true;
  bool some_are_absent = false;
};

// What the request itself says of its context, found without regard to case (CO-2). Requests mostly
// give few keys: nothing is copied of those, and they are searched one by one.
class GivenContext {
 public:
  // `request` must outlive this.
  explicit GivenContext(const Request& request);

  // The value given for `key`, or null: not mentioned, or said to be absent.
  const ContextValue* Find(absl::string_view key) const;
  // Its text when it is a scalar; empty otherwise.
  absl::string_view Text(absl::string_view key) const;
  // Listed in `absent_keys`, or given as an empty list (OP-26).
  bool IsAbsent(absl::string_view key) const;
  // Whether a boolean key is given as true.
  bool IsTrue(absl::string_view key) const;

 private:
  // By ContextKeyId.
  struct Table {
    absl::flat_hash_map<std::string, const ContextValue*> values;
    absl::flat_hash_set<std::string> absent;
  };
  const GivenKeyTraits& traits() const;
  bool IsListedAbsent(absl::string_view key) const;
  // Whether this request's keys and `key` fold as ASCII does.
  bool IsAsciiWith(absl::string_view key) const;

  const Request& request_;
  mutable std::optional<GivenKeyTraits> traits_;  // once somebody asked
  std::optional<Table> table_;                    // of a request with many keys
};

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_GIVEN_CONTEXT_H_
