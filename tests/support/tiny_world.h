#ifndef IAMSIM_TESTS_SUPPORT_TINY_WORLD_H_
#define IAMSIM_TESTS_SUPPORT_TINY_WORLD_H_

#include <memory>
#include <optional>
#include <string>

#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request.h"
#include "iamsim/snapshot/snapshot.h"
#include "support/byte_source.h"

namespace iamsim {

// A small self-contained request over a vocabulary in which things meet: few principals, actions,
// resources, keys and values, so that statements match often.
struct TinyWorld {
  Request request;
  EvaluationOptions options;
  std::shared_ptr<const AttachedPolicy> extra_deny;  // one more identity policy that only denies
  std::shared_ptr<const AttachedPolicy> allow_all;   // Allow * on *
};

// Nothing when a generated document is not valid, which the generator avoids.
std::optional<TinyWorld> MakeTinyWorld(ByteSource& bytes);

// The same vocabulary as a snapshot of two accounts, whose users and roles share documents, with a
// question that any of them may ask.
struct TinySnapshot {
  std::shared_ptr<const Snapshot> snapshot;
  Request question;  // without a principal
  EvaluationOptions options;
};
std::optional<TinySnapshot> MakeTinySnapshot(ByteSource& bytes);

// The same choice of value for an unknown key, read from `bytes`: nothing means absent.
std::optional<ContextValue> ChooseValue(absl::string_view key, ByteSource& bytes);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_TINY_WORLD_H_
