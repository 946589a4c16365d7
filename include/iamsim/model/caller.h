#ifndef IAMSIM_MODEL_CALLER_H_
#define IAMSIM_MODEL_CALLER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/model/arn.h"

namespace iamsim {

enum class CallerKind : std::uint8_t {
  kUser,              // IAM user
  kRoleSession,       // session of a role (a role's ARN is a session whose name is unknown)
  kFederatedUser,     // sts:GetFederationToken
  kRoot,              // root user of an account
  kService,           // service principal
  kIdentityProvider,  // caller of sts:AssumeRoleWithSAML / …WithWebIdentity (TR-7)
  kAnonymous,
};
inline constexpr int kCallerKindCount = 7;
absl::string_view CallerKindName(CallerKind kind);  // "IAM user", "role session", …

// Who makes a request, taken apart. A value.
struct Caller {
  CallerKind kind = CallerKind::kAnonymous;
  std::string text;          // as the request names it
  std::string partition;     // "aws" when unknown
  std::string account;       // empty for services, built-in providers and anonymous callers
  std::string name;          // user, role, federated-user name, service principal, or provider
  std::string session_name;  // of a role session; empty when unknown
  // The ARN of the user or role itself: what aws:PrincipalArn has and what policies name. For a
  // session ARN whose role is not known otherwise, the ARN without a path.
  std::string entity_arn;
  bool path_is_known = true;  // false: entity_arn was guessed from a session ARN (PR-8)
  std::string session_arn;    // arn:…:assumed-role/R/S; empty when the session name is unknown
  std::string unique_id;      // AIDA…/AROA…; empty when unknown
  std::string federated_by;   // ARN of the user behind a federated user
  std::string canonical_user_id;

  // SC-1: the role's path begins /aws-service-role/.
  bool is_service_linked_role() const;
};

// Reads the `principal` of a request (formats.md): an ARN of a user, role, assumed-role session,
// federated user, root or identity provider, a service principal, one of the four built-in
// identity providers (PR-10), or "anonymous" (also "*"). A leading "service:" is not accepted.
absl::StatusOr<Caller> ParseCaller(absl::string_view text);

// The role or user name of an IAM ARN's resource part: "role/a/b/Name" → "Name".
absl::string_view EntityName(absl::string_view arn_resource);

}  // namespace iamsim

#endif  // IAMSIM_MODEL_CALLER_H_
