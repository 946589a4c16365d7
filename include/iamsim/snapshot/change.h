#ifndef IAMSIM_SNAPSHOT_CHANGE_H_
#define IAMSIM_SNAPSHOT_CHANGE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// What somebody is about to do to a world. Policies are named as FindPolicy() takes them.

// The policy has another document, wherever it is attached. A service or resource control policy or
// a managed policy that the world does not have is a new one, if another change attaches it.
struct ReplacePolicy {
  PolicyKind kind = PolicyKind::kServiceControl;  // as FindPolicy() says, and `document` has it
  std::string policy;
  std::shared_ptr<const AttachedPolicy> document;  // text and place; its name and ARN do not count
};

// A service or resource control policy to the root, a unit or an account; a managed policy to a
// user, role or group. Targets go by id, ARN or name (`group/NAME` for groups).
struct AttachPolicy {
  std::string policy;
  std::string target;
};
struct DetachPolicy {
  std::string policy;
  std::string target;
};

// An account that was outside the organization joins it, with FullAWSAccess attached as AWS does.
struct MoveAccount {
  std::string account;  // id or name
  std::string unit;
};

struct RemoveStatement {
  std::string policy;
  std::string statement;  // its Sid, else its index in the document, from 0
};

using Change =
    std::variant<ReplacePolicy, AttachPolicy, DetachPolicy, MoveAccount, RemoveStatement>;

// "detach `guard` from `ou-1`": for messages.
std::string Describe(const Change& change);

// `world` with all of `changes`, which are made at once: each is about `world` as it is. What they
// do not touch is shared: documents, and every kind of record without a changed one. Errors:
// a policy, target or statement that the world does not have, with the nearest name; a policy that
// is attached already, or not attached; and two changes that contradict each other. Linear in the
// records of the changed kinds.
absl::StatusOr<std::shared_ptr<const Snapshot>> ApplyChanges(const Snapshot& world,
                                                             absl::Span<const Change> changes);

// The parts of which changes are made, for whoever tries many.

using DocumentReplacements =
    absl::flat_hash_map<const AttachedPolicy*, std::shared_ptr<const AttachedPolicy>>;
// `world` with the second document of each pair wherever the first one is attached.
std::shared_ptr<const Snapshot> ReplaceDocuments(const Snapshot& world,
                                                 const DocumentReplacements& replacements);

// `document` without one of its statements, or without one of the conditions of a statement; the
// others keep their indices and places. The indices are those of the vectors of Policy and
// Statement, and must exist.
std::shared_ptr<const AttachedPolicy> DropStatement(const AttachedPolicy& document,
                                                    std::size_t statement);
std::shared_ptr<const AttachedPolicy> DropCondition(const AttachedPolicy& document,
                                                    std::size_t statement, std::size_t condition);

}  // namespace iamsim

#endif  // IAMSIM_SNAPSHOT_CHANGE_H_
