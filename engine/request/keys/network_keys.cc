// The way of the request: RC-21, RC-22. Tested by network_keys_test.cc.
#include "request/keys/key_row.h"

namespace iamsim {
namespace {

bool EntersThroughEndpoint(const Question& question) {
  const SuppliedPolicies& policies = question.request.policies;
  return !question.request.source_vpce.empty() || policies.through_vpc_endpoint ||
         !policies.vpc_endpoint.empty() || question.given.Find("aws:SourceVpc") != nullptr ||
         question.given.Find("aws:SourceVpce") != nullptr ||
         question.given.Find("aws:VpcSourceIp") != nullptr;
}

// RC-22: direct calls of services show nothing of the network.
bool IsRedacted(const Question& question) { return question.kind() == CallerKind::kService; }

// RC-21: either aws:SourceIp or the VPC family.
KeyFact SourceIp(const Question& question) {
  return KeyFact::AbsentIf(IsRedacted(question) || EntersThroughEndpoint(question));
}

// RC-22: a forward access session keeps aws:SourceIp only.
KeyFact VpcFamily(const Question& question) {
  return KeyFact::AbsentIf(IsRedacted(question) || question.given.Find("aws:SourceIp") != nullptr ||
                           question.given.IsTrue("aws:ViaAWSService"));
}

KeyFact SourceVpce(const Question& question) {
  const std::string& id = question.request.source_vpce;
  return id.empty() ? VpcFamily(question) : KeyFact::Scalar(id);
}

// RC-21: not for iam:PassRole.
KeyFact VpcFamilyButForPassRole(const Question& question) {
  return question.out.action.Is("iam:passrole") ? KeyFact::Absent() : VpcFamily(question);
}

constexpr KeyRow kRows[] = {
    {"aws:SourceIp", KeyRow::When::kAlways, SourceIp},
    {"aws:SourceVpc", KeyRow::When::kAlways, VpcFamily},
    {"aws:SourceVpce", KeyRow::When::kAlways, SourceVpce},
    {"aws:VpcSourceIp", KeyRow::When::kAlways, VpcFamily},
    {"aws:SourceVpcArn", KeyRow::When::kAlways, VpcFamilyButForPassRole},
    {"aws:VpceAccount", KeyRow::When::kAlways, VpcFamilyButForPassRole},
    {"aws:VpceOrgID", KeyRow::When::kAlways, VpcFamilyButForPassRole},
    {"aws:VpceOrgPaths", KeyRow::When::kAlways, VpcFamilyButForPassRole},
};

}  // namespace

absl::Span<const KeyRow> NetworkKeys() { return kRows; }

}  // namespace iamsim
