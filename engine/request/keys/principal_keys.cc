// Tested by principal_keys_test.cc, which compares every key of two principals.
#include "iamsim/request/principal_keys.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "request/given_context.h"
#include "request/keys/key_row.h"

namespace iamsim {
namespace {

bool IsFamily(absl::string_view key) {
  return absl::EndsWith(key, "/") || absl::EndsWith(key, ":");
}

bool IsOfRow(absl::string_view key, const KeyRow& row) {
  return IsFamily(row.key) ? absl::StartsWithIgnoreCase(key, row.key)
                           : absl::EqualsIgnoreCase(key, row.key);
}

}  // namespace

bool IsPrincipalKey(absl::string_view key) {
  for (const KeyRow& row : IdentityKeys()) {
    if (row.differs_in_account && IsOfRow(key, row)) return true;
  }
  return false;
}

void ForgetPrincipal(const Request& request, ContextKeys* keys) {
  for (const KeyRow& row : IdentityKeys()) {
    if (!row.differs_in_account) continue;
    if (!IsFamily(row.key)) {
      keys->SetUnknown(row.key);
    } else if (!request.principal_tags.has_value()) {  // else they are the same for everybody
      keys->SetUnknownBelow(row.key);
    }
  }
  const GivenContext given(request);
  absl::flat_hash_set<std::string> seen;
  for (const auto& [key, value] : request.context) {
    if (!IsPrincipalKey(key)) continue;
    if (given.IsAbsent(key)) {
      keys->SetAbsent(key);
    } else if (seen.insert(ContextKeyId(key)).second) {
      keys->Set(key, value);
    } else {
      keys->AddAlternative(key, value);
    }
  }
  for (const std::string& key : request.absent_keys) {
    if (IsPrincipalKey(key)) keys->SetAbsent(key);
  }
}

}  // namespace iamsim
