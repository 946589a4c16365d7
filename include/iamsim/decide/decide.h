#ifndef IAMSIM_DECIDE_DECIDE_H_
#define IAMSIM_DECIDE_DECIDE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "iamsim/model/decision.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/request/request.h"
#include "iamsim/request/request_context.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot.h"

namespace iamsim {

// The reference evaluator: what AWS would answer to one check, with every layer's report. A
// document that is missing is never treated as absent: where it could matter the answer is
// kConditional. A complete context without missing documents never gives kConditional. Thread-safe.
// Linear in the statements of the gathered documents.
Decision Decide(const RequestContext& context);

// One statement that came close to allowing (or denying) what was asked.
struct NearMiss {
  PolicyKind layer = PolicyKind::kIdentity;
  std::string target;
  StatementReference statement;
  std::string differs_in;  // "Action", "Resource", "Principal" or "Condition"
  std::string detail;      // one sentence without a final period: what it has, what was asked
};

// What a person needs beyond the decision.
struct Explanation {
  Decision decision;
  // For a denial for want of an Allow: what is missing, such as "no identity policy of R allows A".
  std::string missing;
  // Closest first, at most three.
  std::vector<NearMiss> near_misses;
};
// Decides again with a trace: about twice the cost of Decide.
Explanation Explain(const RequestContext& context);

// One check of a chain: sts:AssumeRole, sts:TagSession or sts:SetSourceIdentity on a role, or the
// last action itself.
struct ChainStep {
  RequestContext context;
  Decision decision;
};

// One hop: its checks in order. `decision` is the first that is not allowed, else the first.
struct HopResult {
  std::string caller;  // who assumes, as a person would name it
  std::string role;    // ARN
  Decision decision;
  std::vector<ChainStep> checks;
};

struct ChainResult {
  std::vector<HopResult> hops;  // up to and including the first that is denied
  // The last action, under the last session. Absent when a hop is denied. Of a request through an
  // S3 access point, which its policy and the bucket's must both allow (S3-6), the check that
  // decided; the other one, if it was made, is `other_step`.
  std::optional<ChainStep> step;
  std::optional<ChainStep> other_step;
  // What else the call needs: iam:PassRole and the trust of the role that it passes (PA-1, PA-5).
  std::vector<ChainStep> also;
  // EV-20, MS-1: the first denial, else the conjunction of all checks.
  Decision decision;
};

// Answers `request` with its `via` (rules CH-1 … CH-8) and its `pass_role`: each hop is a checked
// sts:AssumeRole with what its tags and source identity require, and the action is decided for the
// last session. Errors as Resolve, and roles in `via` that the snapshot lacks.
absl::StatusOr<ChainResult> DecideChain(const Snapshot& snapshot, World world,
                                        const Request& request, const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_DECIDE_DECIDE_H_
