// The request itself: RC-7, RC-8, RC-20, RC-23, RC-25. aws:CurrentTime and aws:EpochTime have no
// row: the clock is never read. Tested by request_keys_test.cc.
#include <algorithm>
#include <iterator>

#include "request/keys/key_row.h"

namespace iamsim {
namespace {

// RC-20: services with one endpoint, in us-east-1. globalaccelerator is left out: AWS counts it
// here, but its API is called in us-west-2.
constexpr absl::string_view kGlobalServices[] = {
    "account",       "artifact",
    "aws-portal",    "billing",
    "budgets",       "ce",
    "cloudfront",    "cur",
    "iam",           "importexport",
    "organizations", "payments",
    "route53",       "route53domains",
    "shield",        "support",
    "tax",           "trustedadvisor",
    "waf",
};

bool IsGlobalService(absl::string_view service) {
  return std::find(std::begin(kGlobalServices), std::end(kGlobalServices), service) !=
         std::end(kGlobalServices);
}

KeyFact RequestedRegion(const Question& question) {
  const RequestContext& out = question.out;
  const bool has_arn = out.resource_arn.has_value();
  const absl::string_view partition =
      has_arn ? out.resource_arn->partition() : absl::string_view(out.caller.partition);
  if (IsGlobalService(out.action.service())) {
    // Where the other partitions have these endpoints is not in the rules.
    return partition == "aws" ? KeyFact::Scalar("us-east-1") : KeyFact::Open();
  }
  if (!has_arn || out.resource_arn->region().empty()) return KeyFact::Open();
  return KeyFact::Scalar(std::string(out.resource_arn->region()));
}

bool IsForwardedIfGiven(const Question& question) {
  return question.given.IsTrue("aws:ViaAWSService") || question.given.Find("aws:CalledVia") ||
         question.given.Find("aws:CalledViaFirst") || question.given.Find("aws:CalledViaLast");
}

// RC-7: true exactly for forward access sessions.
KeyFact ViaAwsService(const Question& question) {
  return KeyFact::Scalar(IsForwardedIfGiven(question) ? "true" : "false");
}

KeyFact CalledVia(const Question& question) {
  return KeyFact::AbsentIf(!IsForwardedIfGiven(question));
}

KeyFact CalledViaFirst(const Question& question) {
  const ContextValue* chain = question.given.Find("aws:CalledVia");
  return chain == nullptr ? CalledVia(question) : KeyFact::Scalar(chain->values.front());
}

KeyFact CalledViaLast(const Question& question) {
  const ContextValue* chain = question.given.Find("aws:CalledVia");
  return chain == nullptr ? CalledVia(question) : KeyFact::Scalar(chain->values.back());
}

// RC-8.
KeyFact McpKeys(const Question& question) {
  return KeyFact::AbsentIf(!question.given.IsTrue("aws:ViaAWSMCPService") &&
                           question.given.Find("aws:CalledViaAWSMCP") == nullptr);
}

// RC-23.
KeyFact SourceKeys(const Question& question) {
  return KeyFact::AbsentIf(question.kind() != CallerKind::kService);
}

// RC-25: no tags passed, no keys of either kind.
KeyFact RequestTags(const Question& question) {
  return KeyFact::AbsentIf(question.given.IsAbsent("aws:TagKeys"));
}

constexpr KeyRow kRows[] = {
    {"aws:RequestedRegion", KeyRow::When::kIncomplete, RequestedRegion},
    {"aws:ViaAWSService", KeyRow::When::kIncomplete, ViaAwsService},
    {"aws:CalledVia", KeyRow::When::kIncomplete, CalledVia},
    {"aws:CalledViaFirst", KeyRow::When::kIncomplete, CalledViaFirst},
    {"aws:CalledViaLast", KeyRow::When::kIncomplete, CalledViaLast},
    {"aws:ViaAWSMCPService", KeyRow::When::kIncomplete, McpKeys},
    {"aws:CalledViaAWSMCP", KeyRow::When::kIncomplete, McpKeys},
    {"aws:SourceAccount", KeyRow::When::kAlways, SourceKeys},
    {"aws:SourceArn", KeyRow::When::kAlways, SourceKeys},
    {"aws:SourceOrgID", KeyRow::When::kAlways, SourceKeys},
    {"aws:SourceOrgPaths", KeyRow::When::kAlways, SourceKeys},
    {"aws:RequestTag/", KeyRow::When::kAlways, RequestTags},
};

}  // namespace

absl::Span<const KeyRow> RequestKeys() { return kRows; }

}  // namespace iamsim
