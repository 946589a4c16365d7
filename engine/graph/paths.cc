// CH-10. Tested by paths_test.cc: equal to the reference over all chains of small worlds.
#include "iamsim/graph/paths.h"

#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "graph/path_search.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

// Keys that the hops of a chain set, keep or lose: the graph of any state knows nothing of them.
bool IsOfState(absl::string_view key) {
  for (const char* prefix : {"aws:MultiFactorAuth",
                             "aws:SourceIdentity",
                             "aws:PrincipalTag/",
                             "aws:RequestTag/",
                             "aws:TagKeys",
                             "aws:TokenIssueTime",
                             "aws:FederatedProvider",
                             "aws:Principal",
                             "aws:user",
                             "sts:",
                             "saml:",
                             "aws:SignInSessionArn",
                             "aws:ChatbotSourceArn",
                             "aws:Ec2InstanceSource",
                             "codebuild:",
                             "ec2:",
                             "glue:",
                             "identitystore:",
                             "lambda:",
                             "ssm:"}) {
    if (absl::StartsWithIgnoreCase(key, prefix)) return true;
  }
  return false;
}

Request InAnyState(const Request& question) {
  Request out = question;
  out.context_is_complete = false;
  out.unknown_keys_are_absent = false;
  out.absent_keys.clear();
  // What the request brings for its principal, or for the resource of its last action.
  out.principal_tags.reset();
  out.session_tags.clear();
  out.resource_tags.reset();
  out.resource_account.clear();
  out.source_vpce.clear();
  const bool through_endpoint = out.policies.through_vpc_endpoint;
  out.policies = {};
  out.policies.through_vpc_endpoint = through_endpoint;
  for (auto entry = out.context.begin(); entry != out.context.end();) {
    entry = IsOfState(entry->first) ? out.context.erase(entry) : std::next(entry);
  }
  return out;
}

}  // namespace

PathFinder::PathFinder() = default;
PathFinder::~PathFinder() = default;

absl::StatusOr<std::unique_ptr<PathFinder>> PathFinder::Make(
    std::shared_ptr<const PreparedSnapshot> world, const PathWorld& questions) {
  std::unique_ptr<PathFinder> out(new PathFinder());
  AssumeGraphOptions options;
  if (!questions.question.policies.identity.empty() ||
      questions.question.policies.permissions_boundary || !questions.question.via.empty()) {
    return absl::InvalidArgumentError(
        "expected a question that any principal can ask, found one with `via` or policies of its "
        "principal");
  }
  options.question = InAnyState(questions.question);
  options.evaluation = questions.evaluation;
  options.individual_limit = 0;
  out->world_ = world;
  out->questions_ = questions;
  out->memory_ = std::make_unique<Memory>();
  IAMSIM_ASSIGN_OR_RETURN(out->any_state_, AssumeGraph::Build(std::move(world), options));
  return out;
}

Request PathFinder::RequestFor(absl::string_view from,
                               absl::Span<const std::uint32_t> roles) const {
  Request out = questions_.question;
  out.principal = std::string(from);
  out.action = "sts:GetCallerIdentity";
  out.resource = "*";
  for (const std::uint32_t role : roles) {
    out.via.push_back(out.via.empty() ? questions_.first_hop : questions_.next_hops);
    out.via.back().role = world_->snapshot().principals()[role].arn.text();
  }
  return out;
}

absl::StatusOr<PathResult> PathFinder::Find(const PathSearch& search) {
  PathSearch resolved = search;
  IAMSIM_ASSIGN_OR_RETURN(resolved.from, world_->snapshot().ResolvePrincipalName(search.from));
  return Search(*this, resolved).Run();
}

}  // namespace iamsim
