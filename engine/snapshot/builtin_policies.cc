#include "snapshot/builtin_policies.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/check.h"
#include "iamsim/base/last_part.h"
#include "iamsim/policy/parse.h"

namespace iamsim {
namespace {

constexpr absl::string_view kServiceControlName = "FullAWSAccess";
constexpr absl::string_view kResourceControlName = "RCPFullAWSAccess";

std::shared_ptr<const AttachedPolicy> MakeBuiltin(absl::string_view name, absl::string_view type,
                                                  absl::string_view text, PolicyKind kind) {
  // PG-13 forbids customers what RCPFullAWSAccess does (Allow, bare `*`): hence lenient.
  const ParsedPolicy parsed = ParsePolicyText(text, name, kind, ParseOptions{.lenient = true});
  IAMSIM_CHECK(parsed.policy != nullptr);
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = std::string(name);
  attached->arn = absl::StrCat("arn:aws:organizations::aws:policy/", type, "/p-", name);
  attached->policy = parsed.policy;
  return attached;
}

bool Names(absl::string_view reference, absl::string_view name) {
  absl::string_view last = LastPart(reference);
  // iam-collect writes folder names in lower case.
  if (absl::StartsWithIgnoreCase(last, "p-")) last.remove_prefix(2);
  return absl::EqualsIgnoreCase(last, name);
}

}  // namespace

const std::shared_ptr<const AttachedPolicy>& BuiltinServiceControl() {
  static const auto& policy = *new std::shared_ptr<const AttachedPolicy>(
      MakeBuiltin(kServiceControlName, "service_control_policy",
                  R"({"Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})",
                  PolicyKind::kServiceControl));
  return policy;
}

const std::shared_ptr<const AttachedPolicy>& BuiltinResourceControl() {
  static const auto& policy = *new std::shared_ptr<const AttachedPolicy>(
      MakeBuiltin(kResourceControlName, "resource_control_policy",
                  R"({"Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})",
                  PolicyKind::kResourceControl));
  return policy;
}

bool NamesBuiltinServiceControl(absl::string_view reference) {
  return Names(reference, kServiceControlName);
}

bool NamesBuiltinResourceControl(absl::string_view reference) {
  return Names(reference, kResourceControlName);
}

void AddBuiltinResourceControl(PolicyLevel* level) {
  const bool named = std::any_of(level->policies.begin(), level->policies.end(),
                                 [](const std::shared_ptr<const AttachedPolicy>& policy) {
                                   return policy->policy != nullptr &&
                                          (NamesBuiltinResourceControl(policy->name) ||
                                           NamesBuiltinResourceControl(policy->arn));
                                 });
  if (!named) level->policies.insert(level->policies.begin(), BuiltinResourceControl());
}

}  // namespace iamsim
