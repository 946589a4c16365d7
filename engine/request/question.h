#ifndef IAMSIM_REQUEST_QUESTION_H_
#define IAMSIM_REQUEST_QUESTION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/request/request.h"
#include "iamsim/request/request_context.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot.h"
#include "request/given_context.h"

namespace iamsim {

// A request on its way to a RequestContext: what was asked, what has been found, and the answer so
// far. Filled by resolve_caller, resolve_resource, keys/derive_keys and gather_policies, in this
// order; each reads what those before it wrote.
struct Question {
  const Request& request;
  const SessionState& session;
  const Snapshot* snapshot;  // null in a self-contained world
  GivenContext given;
  RequestContext& out;

  // What the snapshot knows; null: nothing.
  const PrincipalRecord* principal = nullptr;  // the user or role; of a federated user: the user
  // A snapshot world that holds nothing of the account of the user or role who calls.
  bool principal_is_missing = false;
  const AccountRecord* caller_account = nullptr;
  const AccountRecord* resource_account = nullptr;
  const ResourceRecord* resource = nullptr;
  const PrincipalRecord* target = nullptr;  // the IAM user or role that the resource ARN names
  const VpcEndpointRecord* vpc_endpoint = nullptr;

  CallerKind kind() const { return out.caller.kind; }
  bool is_complete() const { return request.context_is_complete; }
  void Warn(std::string message) { out.warnings.push_back(std::move(message)); }
};

// S3-7: a general purpose bucket or an object in one: `arn:…:s3:::…`.
bool IsGeneralPurposeBucketArn(const Arn& arn);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_QUESTION_H_
