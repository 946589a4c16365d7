#ifndef IAMSIM_REQUEST_REQUEST_CONTEXT_H_
#define IAMSIM_REQUEST_REQUEST_CONTEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "iamsim/model/action.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/caller.h"
#include "iamsim/model/context_keys.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// The documents that could have a say, gathered. Which of them do is decided by decide/layers
// (5.2).
struct PolicyLayers {
  PolicyList identity;
  std::optional<PolicyList> permissions_boundary;  // absent: none set; empty: allows nothing
  std::optional<PolicyList> session;
  PolicyList resource;
  std::optional<std::vector<PolicyLevel>> service_control;  // absent: does not apply
  std::optional<std::vector<PolicyLevel>> resource_control;
  std::optional<PolicyList> vpc_endpoint;  // absent: not through an endpoint, or default
};

// One check, ready to decide: the caller, the action, one resource, the context, the documents.
struct RequestContext {
  Caller caller;
  Action action;
  std::string resource;             // "*" or an ARN, literal (MR-14)
  std::optional<Arn> resource_arn;  // absent for "*"
  // The owner of the resource (RA). Empty when nobody says, and then not even the caller's account
  // can be taken: the context is incomplete, or the caller has no account.
  std::string resource_account;
  // RA is unknown. Complete context: the caller's account is taken, with a warning. Incomplete: the
  // decision depends on aws:ResourceAccount.
  bool resource_account_is_known = true;
  ContextKeys keys;
  PolicyLayers policies;
  S3Settings s3;
  std::string vpc_endpoint_type;
  // What an incomplete context leaves open about the caller.
  bool session_name_is_known = true;
  // The caller's account is the management account or a delegated administrator, as far as the
  // snapshot knows; for sts:AssumeRoot (TR-9). Absent: not known.
  std::optional<bool> may_assume_root;
  EvaluationOptions options;
  std::vector<std::string> warnings;
};

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_REQUEST_CONTEXT_H_
