#ifndef IAMSIM_TESTS_AUDIT_PERMISSION_WORLD_H_
#define IAMSIM_TESTS_AUDIT_PERMISSION_WORLD_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "iamsim/model/context_value.h"
#include "iamsim/snapshot/snapshot.h"
#include "support/byte_source.h"

namespace iamsim {

// A small organization over a vocabulary in which statements meet often: a user and a role with
// identity policies, a boundary and tags, two levels of service control policies, one of resource
// control policies, resources with policies.
struct PermissionWorld {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<std::string> principals;
  std::string text;  // its documents, for messages
};

PermissionWorld MakePermissionWorld(ByteSource& bytes);

struct AskedPair {
  const char* action;
  const char* resource;
};
// Pairs that AWS would be asked about; some actions are in no catalog.
const std::vector<AskedPair>& AskedPairs();

// A value of the key's own type, or nothing for an absent key.
std::optional<ContextValue> ChooseTypedValue(absl::string_view key, ByteSource& bytes);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_AUDIT_PERMISSION_WORLD_H_
