#include "decide/principal_match.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/layers/layers.h"

namespace iamsim {
namespace {

// The call of a check; the session's name may be open.
class CheckedSubject {
 public:
  explicit CheckedSubject(Check& check) : check_(check) {}

  const Caller& caller() const { return check_.caller(); }
  const Action& action() const { return check_.action(); }
  bool strict_not_principal() const { return check_.context().options.strictNotPrincipal; }
  bool has_boundary() const { return HasBoundary(check_.context()); }
  Formula IsSession(const AwsPrincipal& session) const;
  void WarnOfMissingAncestors() {
    check_.Warn(
        "notprincipal-missing-ancestor: a NotPrincipal list names the caller but not its "
        "account and role (NP-4)");
  }

 private:
  Check& check_;
};

// The caller is this session; when the session's name is unknown, a condition on it.
Formula CheckedSubject::IsSession(const AwsPrincipal& session) const {
  const Check& check = check_;
  const Caller& caller = check.caller();
  if (caller.kind != CallerKind::kRoleSession) return false;
  if (!caller.session_arn.empty()) return session.arn.text() == caller.session_arn;
  if (check.keys().complete() || !principal_internal::IsOfAccount(session, caller) ||
      session.name != caller.name) {
    return false;
  }
  // In an incomplete context the session's name is a condition: what follows the colon of
  // aws:userid (RC-2).
  const absl::string_view text = session.arn.text();
  const std::string suffix = absl::StrCat(":", text.substr(text.rfind('/') + 1));
  if (check.keys().Find("aws:userid") != ContextKeys::State::kUnknown) {
    return absl::EndsWith(check.keys().Text("aws:userid"), suffix);
  }
  return Formula::Leaf(
      {.op = "StringLike", .key = "aws:userid", .values = {absl::StrCat("*", suffix)}});
}

}  // namespace

AwsPrincipal ReadAwsPrincipal(absl::string_view value) {
  using Kind = AwsPrincipal::Kind;
  if (value == "*") return {.kind = Kind::kEveryone};
  if (IsAccountId(value)) return {.kind = Kind::kAccount, .account = std::string(value)};
  const absl::StatusOr<Arn> arn = ParseArn(value);
  if (!arn.ok()) return {.kind = Kind::kId, .name = std::string(value)};
  AwsPrincipal out{.arn = *arn, .account = std::string(arn->account())};
  const absl::string_view resource = arn->resource();
  if (arn->service() == "iam") {
    if (resource == "root") out.kind = Kind::kAccount;
    if (absl::StartsWith(resource, "user/")) out.kind = Kind::kUser;
    if (absl::StartsWith(resource, "role/")) out.kind = Kind::kRole;
    out.name = std::string(EntityName(resource));
  } else if (arn->service() == "sts") {
    if (absl::StartsWith(resource, "assumed-role/")) {
      out.kind = Kind::kSession;
      out.name = std::string(resource.substr(13, resource.find('/', 13) - 13));
    }
    if (absl::StartsWith(resource, "federated-user/")) out.kind = Kind::kFederatedUser;
  }
  return out;
}

ReadPrincipals ReadPrincipalElement(const PrincipalElement& element) {
  ReadPrincipals out{.negated = element.negated, .everyone = element.everyone};
  out.entries.reserve(element.entries.size());
  for (const PrincipalEntry& entry : element.entries) {
    ReadPrincipals::Entry& read = out.entries.emplace_back();
    read.type = entry.type;
    read.value = entry.value;
    if (entry.type == PrincipalType::kAws) read.aws = ReadAwsPrincipal(entry.value);
  }
  return out;
}

PrincipalMatch MatchPrincipalForAllow(const PrincipalElement& element, PrincipalReading reading,
                                      Check& check) {
  return GrantsOf<Formula>(ReadPrincipalElement(element), reading, CheckedSubject(check));
}

Formula MatchPrincipalForDeny(const PrincipalElement& element, PrincipalReading reading,
                              Check& check) {
  CheckedSubject subject(check);
  return IsDenied<Formula>(ReadPrincipalElement(element), reading, subject);
}

}  // namespace iamsim
