#include "iamsim/model/caller.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/wildcards.h"

namespace iamsim {
namespace {

constexpr absl::string_view kExpected =
    "expected a principal: the ARN of a user, role, assumed-role session, federated user, root "
    "user or identity provider, a service such as `lambda.amazonaws.com`, or `anonymous`";

constexpr absl::string_view kKindNames[kCallerKindCount] = {
    "IAM user",          "role session",      "federated user",  "root user",
    "service principal", "identity provider", "anonymous caller"};

// PR-10.
constexpr absl::string_view kBuiltInProviders[] = {"cognito-identity.amazonaws.com",
                                                   "www.amazon.com", "graph.facebook.com",
                                                   "accounts.google.com"};

// Domains of service principals, by partition. `amazon.com` has the Alexa services.
struct ServiceDomain {
  absl::string_view suffix;
  absl::string_view partition;
};
constexpr ServiceDomain kServiceDomains[] = {
    {".amazonaws.com", "aws"},        {".amazonaws.com.cn", "aws-cn"},
    {".amazonaws.eu", "aws-eusc"},    {".amazon.com", "aws"},
    {".c2s.ic.gov", "aws-iso"},       {".sc2s.sgov.gov", "aws-iso-b"},
    {".cloud.adc-e.uk", "aws-iso-e"}, {".csp.hci.ic.gov", "aws-iso-f"},
};

absl::Status Unexpected(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat(kExpected, "; found `", absl::Utf8SafeCEscape(text), "`", why));
}

bool IsBuiltInProvider(absl::string_view text) {
  return std::find(std::begin(kBuiltInProviders), std::end(kBuiltInProviders), text) !=
         std::end(kBuiltInProviders);
}

// The row of a service principal's domain; null when `text` is no service principal.
const ServiceDomain* FindServiceDomain(absl::string_view text) {
  const bool host_name = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
  });
  if (!host_name || absl::StartsWith(text, ".")) return nullptr;
  for (const ServiceDomain& domain : kServiceDomains) {
    if (text.size() > domain.suffix.size() && absl::EndsWith(text, domain.suffix)) return &domain;
  }
  return nullptr;
}

// The path and name below `role/` and its like: no empty name.
bool IsPathAndName(absl::string_view text) { return !text.empty() && !absl::EndsWith(text, "/"); }

absl::StatusOr<Caller> ParseIamEntity(const Arn& arn, Caller caller) {
  absl::string_view rest = arn.resource();
  caller.entity_arn = arn.text();
  if (rest == "root") {
    caller.kind = CallerKind::kRoot;
    return caller;
  }
  if (absl::ConsumePrefix(&rest, "user/") && IsPathAndName(rest)) {
    caller.kind = CallerKind::kUser;
    caller.name = std::string(EntityName(rest));
    return caller;
  }
  if (absl::ConsumePrefix(&rest, "role/") && IsPathAndName(rest)) {
    caller.kind = CallerKind::kRoleSession;
    caller.name = std::string(EntityName(rest));
    return caller;
  }
  if ((absl::ConsumePrefix(&rest, "saml-provider/") ||
       absl::ConsumePrefix(&rest, "oidc-provider/")) &&
      IsPathAndName(rest)) {
    caller.kind = CallerKind::kIdentityProvider;
    caller.name = std::string(rest);
    return caller;
  }
  // PR-6: groups can never be principals.
  if (absl::StartsWith(rest, "group/")) {
    return Unexpected(arn.text(), ", a group, which makes no requests");
  }
  return Unexpected(arn.text(), "");
}

absl::StatusOr<Caller> ParseStsEntity(const Arn& arn, Caller caller) {
  absl::string_view rest = arn.resource();
  if (absl::ConsumePrefix(&rest, "federated-user/") && !rest.empty() &&
      !absl::StrContains(rest, "/")) {
    caller.kind = CallerKind::kFederatedUser;
    caller.name = std::string(rest);
    caller.entity_arn = arn.text();
    return caller;
  }
  if (!absl::ConsumePrefix(&rest, "assumed-role/")) return Unexpected(arn.text(), "");
  const std::size_t slash = rest.find('/');
  if (slash == 0 || slash == absl::string_view::npos || slash + 1 == rest.size() ||
      rest.find('/', slash + 1) != absl::string_view::npos) {
    return Unexpected(arn.text(), ", which is not `assumed-role/ROLE/SESSION` (without a path)");
  }
  caller.kind = CallerKind::kRoleSession;
  caller.name = std::string(rest.substr(0, slash));
  caller.session_name = std::string(rest.substr(slash + 1));
  caller.session_arn = arn.text();
  // PR-8: a session's ARN does not show the role's path. PR-11: that of AWSReservedSSO_… roles is
  // known but for the region, which is not enough either.
  caller.entity_arn =
      absl::StrCat("arn:", arn.partition(), ":iam::", arn.account(), ":role/", caller.name);
  caller.path_is_known = false;
  return caller;
}

absl::StatusOr<Caller> ParseCallerArn(absl::string_view text) {
  IAMSIM_ASSIGN_OR_RETURN(const Arn arn, ParseArn(text));
  // PR-3.
  if (HasWildcards(text)) {
    return Unexpected(text, ", a pattern");
  }
  if (arn.service() != "iam" && arn.service() != "sts") {
    return Unexpected(text, absl::StrCat(", an ARN of `", arn.service(), "`"));
  }
  if (arn.partition().empty()) return Unexpected(text, " without a partition");
  if (!arn.region().empty()) return Unexpected(text, " with a region");
  if (!IsAccountId(arn.account())) return Unexpected(text, " without a 12-digit account");
  Caller caller;
  caller.text = std::string(text);
  caller.partition = std::string(arn.partition());
  caller.account = std::string(arn.account());
  return arn.service() == "iam" ? ParseIamEntity(arn, std::move(caller))
                                : ParseStsEntity(arn, std::move(caller));
}

}  // namespace

absl::string_view CallerKindName(CallerKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

// Every layer of every check asks this: nothing is copied.
bool Caller::is_service_linked_role() const {
  if (kind != CallerKind::kRoleSession) return false;
  absl::string_view rest = entity_arn;
  if (!absl::StartsWith(rest, "arn:")) return false;
  for (int field = 0; field < 5; ++field) {
    const std::size_t colon = rest.find(':');
    if (colon == absl::string_view::npos) return false;
    rest.remove_prefix(colon + 1);
  }
  return absl::StartsWith(rest, "role/aws-service-role/");
}

absl::string_view EntityName(absl::string_view arn_resource) {
  const std::size_t slash = arn_resource.rfind('/');
  return slash == absl::string_view::npos ? arn_resource : arn_resource.substr(slash + 1);
}

absl::StatusOr<Caller> ParseCaller(absl::string_view text) {
  if (IsArn(text)) return ParseCallerArn(text);
  Caller caller;
  caller.text = std::string(text);
  caller.partition = "aws";
  if (text == "anonymous" || text == "*") return caller;
  if (IsBuiltInProvider(text)) {
    caller.kind = CallerKind::kIdentityProvider;
    caller.name = std::string(text);
    return caller;
  }
  if (const ServiceDomain* domain = FindServiceDomain(text); domain != nullptr) {
    caller.kind = CallerKind::kService;
    caller.name = std::string(text);
    caller.partition = std::string(domain->partition);
    return caller;
  }
  if (IsAccountId(text)) {
    return Unexpected(
        text, absl::StrCat(", an account; its root user is `arn:aws:iam::", text, ":root`"));
  }
  std::vector<absl::string_view> names(std::begin(kBuiltInProviders), std::end(kBuiltInProviders));
  names.push_back("anonymous");
  return Unexpected(text, DidYouMean(text, names));
}

}  // namespace iamsim
