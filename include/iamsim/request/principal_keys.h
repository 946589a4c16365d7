#ifndef IAMSIM_REQUEST_PRINCIPAL_KEYS_H_
#define IAMSIM_REQUEST_PRINCIPAL_KEYS_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "iamsim/model/context_keys.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// For whoever asks one question of many principals: what of the context is about the one user or
// role that calls, and what holds for every other of its account and kind as well.

// Whether two users, or two roles, of one account may differ in `key`: aws:PrincipalArn,
// aws:userid, aws:username, aws:PrincipalTag/….
bool IsPrincipalKey(absl::string_view key);

// Makes those keys unknown in `keys`, the context that Resolve() found for `request`, but for what
// the request itself gives: that is the same whoever calls.
void ForgetPrincipal(const Request& request, ContextKeys* keys);

// Puts one principal after the other into the context of one question, at a fraction of what
// Resolve() costs. Thread-compatible.
class PrincipalKeys {
 public:
  // `request` must outlive this.
  explicit PrincipalKeys(const Request& request);
  ~PrincipalKeys();
  PrincipalKeys(const PrincipalKeys&) = delete;
  PrincipalKeys& operator=(const PrincipalKeys&) = delete;

  // `keys`: the context that Resolve() found for `request` and another user or role of the same
  // account and kind. Makes those keys in it what Resolve() finds for `principal`.
  void Set(const PrincipalRecord& principal, ContextKeys* keys);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_PRINCIPAL_KEYS_H_
