#ifndef IAMSIM_SNAPSHOT_BUILTIN_POLICIES_H_
#define IAMSIM_SNAPSHOT_BUILTIN_POLICIES_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// The two policies that AWS attaches to every organization by itself: FullAWSAccess
// (kServiceControl) and RCPFullAWSAccess (kResourceControl). Never null.
const std::shared_ptr<const AttachedPolicy>& BuiltinServiceControl();
const std::shared_ptr<const AttachedPolicy>& BuiltinResourceControl();

// Whether `reference` names them: by name, by id (`p-FullAWSAccess`), or by an ARN that ends in
// either.
bool NamesBuiltinServiceControl(absl::string_view reference);
bool NamesBuiltinResourceControl(absl::string_view reference);

// RP-4: RCPFullAWSAccess is on every level; adds it in front where it is not named.
void AddBuiltinResourceControl(PolicyLevel* level);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_BUILTIN_POLICIES_H_
