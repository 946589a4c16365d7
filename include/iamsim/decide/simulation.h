#ifndef IAMSIM_DECIDE_SIMULATION_H_
#define IAMSIM_DECIDE_SIMULATION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/base/source_place.h"
#include "iamsim/model/context_value.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request_context.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// AWS's policy simulator, SimulateCustomPolicy and SimulatePrincipalPolicy: what a set of documents
// says of every action on every resource. Where AWS's simulator is known to differ from AWS itself,
// this one follows AWS itself: trust and key policies, conditions of control policies and, in a
// snapshot, the policies of the resources have their say.

// A policy of the principal, its boundary or its organization that is left out
// (PolicyExclusionList).
struct PolicyExclusion {
  enum class Kind : std::uint8_t {
    kInline,  // kinds of policies
    kAwsManaged,
    kUserManaged,
    kPermissionsBoundary,
    kServiceControl,
    kResourceControl,
    kArn,           // the one with the ARN `name`
    kInlinePolicy,  // the inline policy `name` of the `holder_type` (user, group, role) `holder`
  } kind = Kind::kInline;
  std::string name;
  std::string holder_type;
  std::string holder;
};

enum class SimulationShape : std::uint8_t {
  kCurrent,  // since 2026-07: an item is an action
  kLegacy,   // an item is an action on a resource
};

struct SimulationRequest {
  SimulationShape shape = SimulationShape::kCurrent;
  // ARN of the user, group or role of the snapshot whose policies are asked. Empty: only documents
  // given here count (SimulateCustomPolicy).
  std::string policy_source;
  // ARN of the user, role or group in whose name the call is made. Empty: `policy_source`, else
  // nobody in particular, who shares the account of each resource. A group stands for any user of
  // its account.
  std::string caller;
  std::string resource_owner;  // account that owns what names no owner; empty: the caller's
  std::vector<std::string> actions;
  std::vector<std::string> resources = {"*"};
  PolicyList policies;                             // beside those of `policy_source`
  std::optional<PolicyList> permissions_boundary;  // replaces the one of `policy_source`
  // The policy of every resource, by the two grammars that it may be read in: a role's trust policy
  // is asked about sts:AssumeRole*. It replaces what a snapshot says. Null: not given.
  std::shared_ptr<const AttachedPolicy> resource_policy;
  std::shared_ptr<const AttachedPolicy> trust_policy;
  std::optional<std::vector<PolicyLevel>> service_control;
  ContextMap context;
  std::vector<std::string> absent_keys;  // certainly absent, so never missing
  std::vector<PolicyExclusion> exclusions;
  std::size_t first_item = 0;
  std::size_t max_items = 100;
};

// Where a statement stands in the text of its document, as AWS counts (columns in bytes here): from
// the end of what comes before it (the `[` of the list, the `}` of the statement before it; of a
// single statement without a list, its own `{`) to one past its closing brace.
struct StatementSpan {
  SourcePosition begin;
  SourcePosition end;

  friend bool operator==(const StatementSpan&, const StatementSpan&) = default;
};
StatementSpan SpanOf(const Policy& policy, const Statement& statement);

struct SimulatedStatement {
  // The policy's name, for inline policies with their holder ("role_Deploy_s3").
  std::string policy_id;
  PolicyKind layer = PolicyKind::kIdentity;  // or kPermissionsBoundary, kResource
  StatementSpan span;

  friend bool operator==(const SimulatedStatement&, const SimulatedStatement&) = default;
};

// One action on one resource.
struct SimulatedCheck {
  std::string resource;
  DecisionKind decision = DecisionKind::kImplicitDeny;  // never kConditional
  // The Allows of identity and resource policies of an allowed check; the Denys of an explicit
  // denial. None when the organization denies.
  std::vector<SimulatedStatement> statements;
  // Keys that statements about this action and resource ask for, and that are neither given nor
  // follow from the caller or the resource. The decision takes them as absent. Sorted ignoring
  // case.
  std::vector<std::string> missing_context;
  std::optional<bool> allowed_by_organizations;  // absent: no organization applies
  std::optional<bool> allowed_by_boundary;       // absent: no boundary is set
  // Of a cross-account check: what each layer that applies says, identity first.
  bool is_cross_account = false;
  std::vector<std::pair<PolicyKind, DecisionKind>> layers;
};

struct SimulatedItem {
  std::string action;
  std::vector<SimulatedCheck> checks;  // in the order of `resources`; of kLegacy exactly one
};

struct Simulation {
  std::vector<SimulatedItem> items;
  std::optional<std::size_t> next_item;  // more follow from this one on
  // Each once. Among them every check whose answer depends on a document that the snapshot lacks:
  // it is taken as not allowed.
  std::vector<std::string> warnings;
};

// The items from `first_item` on, `max_items` at most, in the order of `actions` (of kLegacy: and
// of `resources`). A snapshot is asked only when there is a `policy_source`. Errors: NotFound for a
// `policy_source` that the snapshot lacks, a malformed action or resource. Thread-safe. Linear in
// the checks times the statements.
absl::StatusOr<Simulation> Simulate(const Snapshot& snapshot, const SimulationRequest& request,
                                    const EvaluationOptions& options);

// One check of `request`, ready to decide. Errors as Simulate().
absl::StatusOr<RequestContext> ResolveCheck(const Snapshot& snapshot,
                                            const SimulationRequest& request,
                                            const std::string& action, const std::string& resource,
                                            const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_DECIDE_SIMULATION_H_
