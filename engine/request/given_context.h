#ifndef IAMSIM_REQUEST_GIVEN_CONTEXT_H_
#define IAMSIM_REQUEST_GIVEN_CONTEXT_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/context_value.h"
#include "iamsim/request/request.h"

namespace iamsim {

// What the request itself says of its context, found without regard to case (CO-2).
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
  absl::flat_hash_map<std::string, const ContextValue*> values_;  // by ContextKeyId
  absl::flat_hash_set<std::string> absent_;
};

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_GIVEN_CONTEXT_H_
