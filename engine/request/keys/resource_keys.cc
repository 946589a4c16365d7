// Whose resource, and its tags: RC-24, RC-25. Tested by resource_keys_test.cc.
#include "request/keys/resource_keys.h"

#include <algorithm>
#include <iterator>

#include "request/keys/key_row.h"
#include "request/keys/organization_facts.h"
#include "request/keys/resource_tags.h"

namespace iamsim {
namespace {

// RC-24: actions whose requests do not have the owner's keys; besides all of `ebs:`.
constexpr absl::string_view kWithoutOwnerKeys[] = {
    "auditmanager:updateassessmentframeworkshare",
    "detective:acceptinvitation",
    "ds:acceptshareddirectory",
    "ec2:accepttransitgatewaypeeringattachment",
    "ec2:acceptvpcendpointconnections",
    "ec2:acceptvpcpeeringconnection",
    "ec2:createtransitgatewaypeeringattachment",
    "ec2:createvpcendpoint",
    "ec2:createvpcpeeringconnection",
    "es:acceptinboundconnection",
    "guardduty:acceptadministratorinvitation",
    "macie2:acceptinvitation",
    "route53:associatevpcwithhostedzone",
    "route53:createvpcassociationauthorization",
    "securityhub:acceptadministratorinvitation",
};

}  // namespace

bool HasNoOwnerKeys(const Action& action) {
  return action.service() == "ebs" ||
         std::any_of(std::begin(kWithoutOwnerKeys), std::end(kWithoutOwnerKeys),
                     [&action](absl::string_view name) { return action.Is(name); });
}

namespace {

KeyFact ResourceAccount(const Question& question) {
  if (HasNoOwnerKeys(question.out.action)) return KeyFact::Absent();
  const std::string& owner = question.out.resource_account;
  return owner.empty() ? KeyFact::Open() : KeyFact::Scalar(owner);
}

KeyFact ResourceOrgId(const Question& question) {
  if (HasNoOwnerKeys(question.out.action)) return KeyFact::Absent();
  if (question.out.resource_account.empty()) return KeyFact::Open();
  return OrganizationId(question, question.resource_account);
}

KeyFact ResourceOrgPaths(const Question& question) {
  if (HasNoOwnerKeys(question.out.action)) return KeyFact::Absent();
  if (question.out.resource_account.empty()) return KeyFact::Open();
  return OrganizationPaths(question, question.resource_account);
}

constexpr KeyRow kRows[] = {
    {"aws:ResourceAccount", KeyRow::When::kAlways, ResourceAccount},
    {"aws:ResourceOrgID", KeyRow::When::kAlways, ResourceOrgId},
    {"aws:ResourceOrgPaths", KeyRow::When::kAlways, ResourceOrgPaths},
    {"aws:ResourceTag/", KeyRow::When::kAlways, ResourceTags},
};

}  // namespace

absl::Span<const KeyRow> ResourceKeys() { return kRows; }

}  // namespace iamsim
