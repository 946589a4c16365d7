#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/wildcards.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

constexpr std::array<absl::string_view, 4> kTypeNames = {"AWS", "Federated", "Service",
                                                         "CanonicalUser"};

// AIDA…, AROA… and the like (PR-7).
bool IsUniqueId(absl::string_view text) {
  if (text.size() < 4 || !absl::ascii_isupper(static_cast<unsigned char>(text[0]))) return false;
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (!absl::ascii_isupper(byte) && !absl::ascii_isdigit(byte)) return false;
  }
  return true;
}

// Table 2.3: the forms of ARN that can be a caller.
bool CanBeCaller(const Arn& arn) {
  const absl::string_view resource = arn.resource();
  if (arn.service() == "iam") {
    return resource == "root" || absl::StartsWith(resource, "user/") ||
           absl::StartsWith(resource, "role/");
  }
  return absl::StartsWith(resource, "federated-user/") ||
         (absl::StartsWith(resource, "assumed-role/") &&
          absl::StrContains(resource.substr(sizeof("assumed-role/") - 1), "/"));
}

void CheckAws(const JsonNode& node, Report& report) {
  const absl::string_view text = node.text();
  if (text == "*" || IsAccountId(text) || IsUniqueId(text)) return;
  if (HasWildcards(text)) {
    report.Reject(
        "PR-3", At(node),
        absl::StrCat("expected `*` or a principal without wildcards, found ", Found(node)));
    return;
  }
  const absl::StatusOr<Arn> arn = ParseArn(text);
  if (!arn.ok() || (arn->service() != "iam" && arn->service() != "sts")) {
    report.Reject("PR-5", At(node),
                  absl::StrCat("expected `*`, an account id, an IAM or STS ARN or a unique id in "
                               "`AWS`, found ",
                               Found(node)));
    return;
  }
  if (!CanBeCaller(*arn)) {
    report.Warn("PR-6", At(node),
                absl::StrCat("expected a user, role, session or account, found ", Found(node),
                             ", which matches nobody"));
  }
}

void CheckFederated(const JsonNode& node, Report& report) {
  const absl::string_view text = node.text();
  for (const absl::string_view built_in : {"cognito-identity.amazonaws.com", "www.amazon.com",
                                           "graph.facebook.com", "accounts.google.com"}) {
    if (text == built_in) return;
  }
  const absl::StatusOr<Arn> arn = ParseArn(text);
  if (arn.ok() && arn->service() == "iam" &&
      (absl::StartsWith(arn->resource(), "oidc-provider/") ||
       absl::StartsWith(arn->resource(), "saml-provider/"))) {
    return;
  }
  report.Warn("PR-10", At(node),
              absl::StrCat("expected the ARN of a SAML or OIDC provider or a built-in provider, "
                           "found ",
                           Found(node), ", which matches nobody"));
}

void CheckValue(PrincipalType type, const JsonNode& node, Report& report) {
  switch (type) {
    case PrincipalType::kAws:
      return CheckAws(node, report);
    case PrincipalType::kFederated:
      return CheckFederated(node, report);
    case PrincipalType::kService:
    case PrincipalType::kCanonicalUser:
      if (!HasWildcards(node.text())) return;
      report.Reject("PR-3", At(node),
                    absl::StrCat("expected no wildcards in `", PrincipalTypeName(type), "`, found ",
                                 Found(node)));
  }
}

void ParseType(const JsonNode& member, PrincipalElement* principal, DocumentParse& parse) {
  std::size_t i = 0;
  while (i < kTypeNames.size() && kTypeNames[i] != member.key()) ++i;
  if (i == kTypeNames.size()) {
    parse.report.Error("PG-5", AtKey(member),
                       absl::StrCat("expected `AWS`, `Federated`, `Service` or `CanonicalUser`, "
                                    "found ",
                                    Quoted(member.key()), DidYouMean(member.key(), kTypeNames)));
    return;
  }
  const PrincipalType type = static_cast<PrincipalType>(i);
  if (type == PrincipalType::kFederated && !parse.grammar.federated_principals) {
    parse.report.Warn("PR-10", AtKey(member),
                      absl::StrCat("expected no `Federated` in ",
                                   NounWithArticle(parse.grammar.kind), ", it matches nobody"));
  }
  for (const JsonNode& string : StringsOf(member, member.key(), parse.report)) {
    CheckValue(type, string, parse.report);
    principal->entries.push_back({type, std::string(string.text())});
  }
}

// PG-5: a bare string other than `*` lacks the type of principal.
void RejectBareString(const JsonNode& node, Report& report) {
  const absl::string_view type = absl::EndsWith(node.text(), ".amazonaws.com") ? "Service" : "AWS";
  const std::string value = Found(node);
  report.Error("PG-5", At(node),
               absl::StrCat("expected `*` or an object, found ", value, ", did you mean `{\"", type,
                            "\": \"", value.substr(1, value.size() - 2), "\"}`?"));
}

}  // namespace

absl::string_view PrincipalTypeName(PrincipalType type) {
  return kTypeNames[static_cast<std::size_t>(type)];
}

PrincipalElement ParsePrincipal(const JsonNode& node, bool negated, DocumentParse& parse) {
  PrincipalElement principal;
  principal.negated = negated;
  principal.everyone = node.is_string() && node.text() == "*";
  if (node.is_object()) {
    for (const JsonNode& member : node.children()) ParseType(member, &principal, parse);
  } else if (node.is_string() && !principal.everyone) {
    RejectBareString(node, parse.report);
  } else if (!node.is_string() && !(node.is_array() && node.size() == 0)) {  // PG-16: [] is legal
    parse.report.Error(node.kind() == JsonKind::kNull ? "PG-10" : "PG-5", At(node),
                       absl::StrCat("expected `*` or an object, found ", Found(node)));
  }
  // As NotAction: [] and NotResource: [] (PG-16): it would apply to everyone.
  const bool is_list = node.is_object() || (node.is_array() && node.size() == 0);
  if (negated && is_list && principal.entries.empty()) {
    parse.report.Error("PG-16", At(node),
                       "expected at least one principal in `NotPrincipal`, found none");
  }
  if (parse.grammar.denies_everyone && !negated && !principal.everyone) {
    parse.report.Reject("PG-13", At(node),
                        absl::StrCat("expected the bare string `*` as principal of ",
                                     NounWithArticle(parse.grammar.kind), ", found ", Found(node)));
  }
  return principal;
}

}  // namespace iamsim
