// The members that scenario and bundle files may have, as their readers know them. Tested by
// tests/io/schema_test.cc.
#include "io/read/format_members.h"

#include "absl/algorithm/container.h"
#include "iamsim/base/check.h"
#include "io/read/case_fields.h"

namespace iamsim {
namespace {

std::vector<absl::string_view> TestMembers() {
  std::vector<absl::string_view> members = {
      "name",     "source", "tags",     "skip",     "principal", "via",       "viaAny",
      "passRole", "action", "resource", "contexts", "expect",    "decidedBy", "comment"};
  members.insert(members.end(), CaseMemberNames().begin(), CaseMemberNames().end());
  return members;
}

}  // namespace

const std::vector<FormatMembers>& AllFormatMembers() {
  static const auto& all = *new std::vector<FormatMembers>{
      {FormatObject::kScenario,
       "scenario",
       "",
       {"$schema", "name", "comment", "snapshot", "context", "tags", "tests"}},
      {FormatObject::kTest, "scenario", "test", TestMembers()},
      {FormatObject::kHop,
       "scenario",
       "hop",
       {"role", "sessionName", "tags", "transitiveTagKeys", "externalId", "sourceIdentity",
        "policy", "durationSeconds", "comment"}},
      {FormatObject::kPassedRole, "scenario", "passedRole", {"role", "service"}},
      {FormatObject::kExpect, "scenario", "expectObject", {"only", "conditional"}},
      {FormatObject::kDecider,
       "scenario",
       "decidedBy",
       {"layer", "target", "policy", "sid", "statement", "line", "column", "rule"}},
      {FormatObject::kPolicies,
       "scenario",
       "policies",
       {"identity", "permissionsBoundary", "session", "resource", "serviceControl",
        "resourceControl", "vpcEndpoint"}},
      {FormatObject::kNamedPolicy, "scenario", "namedPolicy", {"name", "document"}},
      {FormatObject::kLevel, "scenario", "level", {"target", "policies"}},
      {FormatObject::kS3,
       "snapshot",
       "s3",
       {"blockPublicAccess", "bucketAbacEnabled", "objectOwner"}},
      {FormatObject::kFileReference, "snapshot", "fileReference", {"file", "comment"}},
      {FormatObject::kBundle,
       "snapshot",
       "",
       {"$schema", "comment", "organization", "accounts", "resources", "vpcEndpoints"}},
      {FormatObject::kOrganization,
       "snapshot",
       "organization",
       {"id", "managementAccount", "serviceControlPolicies", "resourceControlPolicies", "root",
        "delegatedAdministrators", "comment"}},
      {FormatObject::kUnit,
       "snapshot",
       "unit",
       {"id", "serviceControlPolicies", "resourceControlPolicies", "organizationalUnits",
        "accounts", "name", "comment"}},
      {FormatObject::kAccount,
       "snapshot",
       "account",
       {"name", "serviceControlPolicies", "resourceControlPolicies", "authorizationDetails",
        "comment"}},
      {FormatObject::kAuthorizationDetails,
       "snapshot",
       "authorizationDetails",
       {"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies", "IsTruncated", "Marker",
        "comment"}},
      {FormatObject::kResource,
       "snapshot",
       "resource",
       {"arn", "account", "tags", "policy", "s3", "bucket", "comment"}},
      {FormatObject::kVpcEndpoint,
       "snapshot",
       "vpcEndpoint",
       {"id", "account", "type", "policy", "comment"}},
  };
  return all;
}

const std::vector<absl::string_view>& MembersOf(FormatObject object) {
  const auto row = absl::c_find_if(
      AllFormatMembers(), [object](const FormatMembers& one) { return one.object == object; });
  IAMSIM_CHECK(row != AllFormatMembers().end());
  return row->members;
}

}  // namespace iamsim
