#include "policy/grammar.h"

#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"

namespace iamsim {
namespace {

using enum Presence;

// Table 1.1 of the rules, one row per kind in the order of model/policy_kinds.inc. PG-14: who has
// no resource of his own names no principal; who has one must. NP-1: where NotPrincipal is refused.
// Limits are the largest that could apply: a role's inline policies together for identity policies,
// the raised quota for trust policies (PG-17), one managed policy for a boundary (PG-18).
constexpr Grammar kGrammars[] = {
    {.kind = PolicyKind::kIdentity,
     .version = {kOptional, "PG-2"},
     .id = {kForbidden, "PG-9"},
     .principal = {kForbidden, "PG-14"},
     .not_principal = {kForbidden, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kRequired, "PG-4"},
     .short_arns = ShortArns::kCompleted,
     .limit = {10240, false},
     .stored_by_iam = true},
    {.kind = PolicyKind::kPermissionsBoundary,
     .version = {kOptional, "PG-2"},
     .id = {kForbidden, "PG-9"},
     .principal = {kForbidden, "PG-14"},
     .not_principal = {kForbidden, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kRequired, "PG-4"},
     .short_arns = ShortArns::kCompleted,
     .limit = {6144, false},
     .stored_by_iam = true},
    {.kind = PolicyKind::kSession,
     .version = {kOptional, "PG-2"},
     .id = {kForbidden, "PG-9"},
     .principal = {kForbidden, "PG-14"},
     .not_principal = {kForbidden, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kRequired, "PG-4"},
     .short_arns = ShortArns::kRejected,
     .limit = {2048, true},
     .stored_by_iam = true},
    {.kind = PolicyKind::kResource,
     .version = {kOptional, "PG-2"},
     .id = {kOptional, "PG-9"},
     .principal = {kRequired, "PG-14"},
     .not_principal = {kOptional, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kRequired, "PG-4"},
     .service_without_resource = "ecr",
     .short_arns = ShortArns::kLiteral,
     .limit = {0, true}},
    {.kind = PolicyKind::kServiceControl,
     .version = {kRecommended, "PG-13"},
     .id = {kForbidden, "PG-9"},
     .principal = {kForbidden, "PG-14"},
     .not_principal = {kForbidden, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kRequired, "PG-4"},
     .short_arns = ShortArns::kTrailingStar,
     .limit = {5120, true}},
    {.kind = PolicyKind::kResourceControl,
     .version = {kRequired, "PG-13"},
     .id = {kForbidden, "PG-9"},
     .principal = {kRequired, "PG-13"},
     .not_principal = {kForbidden, "NP-1"},
     .not_action = {kForbidden, "PG-13"},
     .resource = {kRequired, "PG-4"},
     .short_arns = ShortArns::kRejected,
     .limit = {5120, true},
     .denies_everyone = true},
    {.kind = PolicyKind::kVpcEndpoint,
     .version = {kOptional, "PG-2"},
     .id = {kOptional, "PG-9"},
     .principal = {kRequired, "VE-2"},
     .not_principal = {kOptional, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kRequired, "PG-4"},
     .short_arns = ShortArns::kLiteral,
     .limit = {20480, true}},
    {.kind = PolicyKind::kTrust,
     .version = {kOptional, "PG-2"},
     .id = {kOptional, "PG-9"},
     .principal = {kRequired, "PG-14"},
     .not_principal = {kForbidden, "NP-1"},
     .not_action = {kOptional, "PG-4"},
     .resource = {kForbidden, "PG-12"},
     .short_arns = ShortArns::kLiteral,
     .limit = {4096, false},
     .stored_by_iam = true,
     .federated_principals = true},
};

constexpr PolicyKind kPolicyKinds[] = {
#define IAMSIM_POLICY_KIND(enumerator, layer, noun) PolicyKind::enumerator,
#include "iamsim/model/policy_kinds.inc"
#undef IAMSIM_POLICY_KIND
};
static_assert(std::size(kGrammars) == std::size(kPolicyKinds), "one row per policy kind");

constexpr absl::string_view kElementNames[] = {"Sid",          "Effect",      "Principal",
                                               "NotPrincipal", "Action",      "NotAction",
                                               "Resource",     "NotResource", "Condition"};

}  // namespace

const Grammar& GrammarOf(PolicyKind kind) {
  const Grammar& grammar = kGrammars[static_cast<std::size_t>(kind)];
  IAMSIM_CHECK(grammar.kind == kind);
  return grammar;
}

absl::Span<const absl::string_view> ElementNames() { return kElementNames; }

absl::string_view ElementName(Element element) {
  return kElementNames[static_cast<std::size_t>(element)];
}

std::string NounWithArticle(PolicyKind kind) {
  const absl::string_view noun = PolicyNoun(kind);
  const bool vowel = absl::StrContains("aeiou", noun.substr(0, 1));
  return absl::StrCat(vowel ? "an " : "a ", noun);
}

}  // namespace iamsim
