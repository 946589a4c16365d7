// What is asked about, and whose it is. Tested by resolve_resource_test.cc.
#include "request/resolve_resource.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

absl::Status NotAnArn(absl::string_view resource, const Action& action) {
  std::string hint;
  absl::string_view name = resource;
  const bool is_url = absl::ConsumePrefix(&name, "s3://");
  if (is_url || (action.service() == "s3" && !name.empty() && !absl::StrContains(name, ":"))) {
    hint = absl::StrCat(", did you mean `arn:aws:s3:::", absl::Utf8SafeCEscape(name), "`?");
  } else if (IsAccountId(resource)) {
    hint = absl::StrCat(", did you mean `arn:aws:iam::", resource, ":root`?");
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "expected `*` or an ARN, `arn:partition:service:region:account:resource`, as the "
      "resource, found `",
      absl::Utf8SafeCEscape(resource), "`", hint));
}

// EV-4: the owner of what is being created is the caller. Other services' ARNs name the account.
bool CreatesResource(const Action& action) { return action.Is("s3:createbucket"); }

// Policies that AWS owns (`arn:aws:iam::aws:policy/…`) are used as if every account had its own.
bool BelongsToAws(const Arn& arn) { return arn.account() == "aws"; }

absl::Status TakeGivenOwner(absl::string_view owner_by_arn, Question* question) {
  const std::string& given = question->request.resource_account;
  if (!IsAccountId(given)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected a 12-digit account as the owner of the resource, found `", given, "`"));
  }
  const auto warn = [question, &given](absl::string_view who, absl::string_view account) {
    if (account.empty() || account == given) return;
    question->Warn(absl::StrCat("the resource belongs to account `", given, "` as given, but to `",
                                account, "` by ", who, "; the given one is used"));
  };
  warn("its ARN", owner_by_arn);
  if (owner_by_arn.empty() && question->resource != nullptr) {
    warn("the snapshot", question->resource->account);
  }
  question->out.resource_account = given;
  return absl::OkStatus();
}

// EV-4, RC-24: the account that the input names as the owner, most direct source first; empty when
// nobody says.
std::string FindOwner(absl::string_view owner_by_arn, const Question& question) {
  if (!owner_by_arn.empty()) return std::string(owner_by_arn);
  if (question.resource != nullptr && !question.resource->account.empty()) {
    return question.resource->account;
  }
  const absl::string_view given = question.given.Text("aws:ResourceAccount");
  return IsAccountId(given) ? std::string(given) : "";
}

absl::Status ResolveOwner(Question* question) {
  RequestContext& out = question->out;
  const std::optional<Arn>& arn = out.resource_arn;
  const absl::string_view owner_by_arn =
      arn.has_value() && IsAccountId(arn->account()) ? arn->account() : absl::string_view();
  if (!question->request.resource_account.empty()) {
    return TakeGivenOwner(owner_by_arn, question);
  }
  out.resource_account = FindOwner(owner_by_arn, *question);
  if (!out.resource_account.empty()) return absl::OkStatus();
  if (!arn.has_value() || CreatesResource(out.action) || BelongsToAws(*arn)) {
    out.resource_account = out.caller.account;
    return absl::OkStatus();
  }
  out.resource_account_is_known = false;
  const bool must_decide = question->is_complete() || question->request.unknown_keys_are_absent;
  if (must_decide && !out.caller.account.empty()) {
    out.resource_account = out.caller.account;
    question->Warn(absl::StrCat("nothing says which account owns `", out.resource,
                                "`; taken as the caller's, `", out.caller.account, "`"));
  }
  return absl::OkStatus();
}

// EV-5: accounts of different partitions are different accounts.
void WarnOfPartitions(Question* question) {
  const RequestContext& out = question->out;
  if (!out.resource_arn.has_value() || out.caller.account.empty()) return;
  if (out.resource_arn->partition() == out.caller.partition) return;
  question->Warn(absl::StrCat("the resource is in partition `", out.resource_arn->partition(),
                              "`, the caller in `", out.caller.partition,
                              "`: grants never cross partitions"));
}

absl::Status ResolveVpcEndpoint(Question* question) {
  RequestContext& out = question->out;
  out.vpc_endpoint_type = question->request.vpc_endpoint_type;
  const std::string& id = question->request.source_vpce;
  if (id.empty() || question->snapshot == nullptr) return absl::OkStatus();
  question->vpc_endpoint = question->snapshot->FindVpcEndpoint(id);
  if (question->vpc_endpoint == nullptr) {
    std::vector<absl::string_view> ids;
    for (const VpcEndpointRecord& endpoint : question->snapshot->vpc_endpoints()) {
      ids.push_back(endpoint.id);
    }
    return absl::NotFoundError(
        absl::StrCat("VPC endpoint `", id, "` is not in the snapshot", DidYouMean(id, ids)));
  }
  if (out.vpc_endpoint_type.empty()) out.vpc_endpoint_type = question->vpc_endpoint->type;
  return absl::OkStatus();
}

}  // namespace

absl::Status ResolveResource(Question* question) {
  RequestContext& out = question->out;
  out.resource = question->request.resource;
  if (out.resource != "*") {
    if (!IsArn(out.resource)) return NotAnArn(out.resource, out.action);
    IAMSIM_ASSIGN_OR_RETURN(out.resource_arn, ParseArn(out.resource));
  }
  const Snapshot* snapshot = question->snapshot;
  if (snapshot != nullptr && out.resource_arn.has_value()) {
    question->resource = snapshot->FindResource(out.resource);
    question->target = snapshot->FindPrincipal(out.resource);
  }
  IAMSIM_RETURN_IF_ERROR(ResolveOwner(question));
  if (snapshot != nullptr && !out.resource_account.empty()) {
    question->resource_account = snapshot->FindAccount(out.resource_account);
  }
  WarnOfPartitions(question);
  if (question->request.s3.has_value()) {
    out.s3 = *question->request.s3;
  } else if (question->resource != nullptr) {
    out.s3 = question->resource->s3;
  }
  return ResolveVpcEndpoint(question);
}

}  // namespace iamsim
