#ifndef IAMSIM_IO_READ_FORMAT_MEMBERS_H_
#define IAMSIM_IO_READ_FORMAT_MEMBERS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace iamsim {

// The objects of scenario and bundle files whose members have names of ours.
enum class FormatObject : std::uint8_t {
  kScenario,
  kTest,
  kHop,
  kPassedRole,
  kExpect,
  kDecider,
  kPolicies,
  kNamedPolicy,
  kLevel,
  kS3,
  kFileReference,
  kBundle,
  kOrganization,
  kUnit,
  kAccount,
  kAuthorizationDetails,
  kResource,
  kVpcEndpoint,
};

// One object: what readers accept in it, and what schema/*.json calls it.
struct FormatMembers {
  FormatObject object;
  absl::string_view schema;      // "scenario" or "snapshot": schema/<schema>.schema.json
  absl::string_view definition;  // its name under `$defs`; empty: the file itself
  std::vector<absl::string_view> members;
};

// Every object once. tests/io/schema_test.cc compares them with the schemas.
const std::vector<FormatMembers>& AllFormatMembers();

const std::vector<absl::string_view>& MembersOf(FormatObject object);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_FORMAT_MEMBERS_H_
