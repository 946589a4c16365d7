#ifndef IAMSIM_MODEL_DECISION_H_
#define IAMSIM_MODEL_DECISION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"
#include "iamsim/model/formula.h"
#include "iamsim/model/policy_kind.h"

namespace iamsim {

// AWS's EvalDecision, and `conditional` when the answer depends on what the input does not say.
enum class DecisionKind : std::uint8_t { kAllowed, kExplicitDeny, kImplicitDeny, kConditional };
absl::string_view DecisionName(DecisionKind kind);  // "allowed", "explicitDeny", …
std::optional<DecisionKind> FindDecision(absl::string_view name);
// Certainly refused, one way or the other. The rest is allowed, or may be.
constexpr bool IsDenial(DecisionKind kind) {
  return kind == DecisionKind::kExplicitDeny || kind == DecisionKind::kImplicitDeny;
}

// One statement that mattered, and where it stands.
struct StatementReference {
  std::string policy;         // the policy's name as the input gives it
  std::string sid;            // may be empty
  std::size_t statement = 0;  // index in the document, from 0
  Effect effect = Effect::kAllow;
  std::string file;         // empty when the input has none
  SourcePosition position;  // of the statement, in `file`
  // When the statement matches: true, or a formula over unknown keys.
  Formula when = true;
};

// What one layer (one level of a service or resource control policy) said.
struct LayerReport {
  PolicyKind layer = PolicyKind::kIdentity;
  std::string target;  // the level's id; empty elsewhere
  DecisionKind result = DecisionKind::kImplicitDeny;
  // The statements behind `result`: the matching Denys of a denial, the matching Allows of an
  // allow, both of a conditional result. Document order.
  std::vector<StatementReference> statements;
  // Names of documents of this layer that the input lacks.
  std::vector<std::string> missing;
};

// Who had the last word (RE-2).
struct DecidedBy {
  PolicyKind layer = PolicyKind::kIdentity;
  std::string target;
  std::optional<StatementReference> statement;  // absent for an implicit denial
  std::string rule;    // the rule that refused or allowed by itself, such as "PA-2"; usually empty
  std::string reason;  // one sentence for a person; empty unless `rule` is set
};

struct Decision {
  DecisionKind kind = DecisionKind::kImplicitDeny;
  DecidedBy decided_by;
  std::vector<LayerReport> layers;  // AWS's order: RCP, SCP, VPC endpoint, resource, identity, …
  // Holds exactly when the request is allowed. Constant unless kind is kConditional.
  Formula allowed_when;
  // Whether a Deny statement matches; decides between the two denials once allowed_when is false.
  Formula denied_when;
  std::vector<std::string> warnings;

  bool allowed() const { return kind == DecisionKind::kAllowed; }
};

}  // namespace iamsim

#endif  // IAMSIM_MODEL_DECISION_H_
