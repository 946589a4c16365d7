#ifndef IAMSIM_ENGINE_FAST_PREPARED_CHECK_H_
#define IAMSIM_ENGINE_FAST_PREPARED_CHECK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "decide/services/service_rules.h"
#include "fast/key_values.h"
#include "fast/prepared_policies.h"
#include "fast/ternary.h"
#include "iamsim/request/request.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// The principal's side of a check: who calls, and what follows from that alone.
struct PreparedCaller {
  Caller caller;
  KeyValues keys;                        // its IsPrincipalKey keys; of a whole context none
  std::uint32_t key_count = 0;           // how many keys were known when `keys` were looked up
  std::vector<std::uint32_t> open_keys;  // those of them that an incomplete context leaves unknown
  const PreparedList* identity = nullptr;  // null: the layer does not apply
  const PreparedList* boundary = nullptr;
};

// A set of documents that belongs to the question, and what in it speaks of the action.
struct AskedList {
  const PreparedList* list = nullptr;  // null: the layer does not apply
  // Null: nothing does, or the catalog does not know the action.
  const CandidateIndex::Class* found = nullptr;

  friend bool operator==(const AskedList&, const AskedList&) = default;
};

// One for each level of control policies.
using AskedLists = absl::InlinedVector<AskedList, 4>;

// The rest of it: the question, as all principals of a group are asked it, or one whole context.
struct PreparedCheck {
  // What decisions read comes first.
  ActionQuery query;
  std::string resource;
  KeyValues keys;
  bool is_account_action = false;  // MR-10
  bool is_complete = true;
  // The keys of the principal are those of its PreparedCaller, but for those in `keys`.
  bool asks_caller_for_keys = false;
  PrincipalReading endpoint_reading = PrincipalReading::kResource;
  EvaluationOptions options;
  bool grants_cover_resource = true;       // S3-2
  bool only_owner_and_services = false;    // S3-3
  bool identity_allow_is_implied = false;  // CH-6
  bool has_boundary = false;               // NP-5
  CombineInput<Ternary> input;             // without the verdicts of the layers
  AskedList vpc_endpoint;
  AskedList resource_policies;
  AskedList session;
  AskedLists service_control;
  AskedLists resource_control;

  Action action;
  // Of an incomplete context: what is not in `keys` is absent or unknown here.
  std::unique_ptr<const ContextKeys> all_keys;
};

// Takes the question out of `context`, whose documents are added to `policies`. `question`: the
// keys of the principal are left to its PreparedCaller, but for those that `question` itself gives;
// null: all keys are in the check.
PreparedCheck PrepareCheck(const RequestContext& context, const Request* question,
                           PreparedPolicies& policies);

// Its parts, for who prepares many checks of one caller. ApplyRules sets the action, the resource,
// the options, `input` and what the rules of the service say, resource policies included.
void ApplyRules(const RequestContext& context, PreparedPolicies& policies, PreparedCheck* check);
using PreparedLevels = absl::InlinedVector<const PreparedList*, 6>;
// Null of null.
const PreparedList* AddList(const PolicyList* policies, PreparedPolicies& prepared);
PreparedLevels AddLevels(const std::vector<PolicyLevel>* levels, PreparedPolicies& prepared);
AskedList AskList(const PreparedList* list, const ActionQuery& query);
void AskEach(const PreparedLevels& levels, const ActionQuery& query, AskedLists* out);

// The caller's side of the same context, but for its keys and for open_keys.
PreparedCaller PrepareCaller(const RequestContext& context, PreparedPolicies& policies);
// Those of `context`, which must be incomplete.
void TakePrincipalKeys(const ContextKeys& keys, const KeyNames& names, PreparedCaller* caller);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_PREPARED_CHECK_H_
