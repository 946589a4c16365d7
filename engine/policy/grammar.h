#ifndef IAMSIM_ENGINE_POLICY_GRAMMAR_H_
#define IAMSIM_ENGINE_POLICY_GRAMMAR_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/model/policy_kind.h"

namespace iamsim {

enum class Presence : std::uint8_t {
  kRequired,
  kRecommended,  // absence is a warning
  kOptional,
  kForbidden,
};

// One cell of table 1.1: whether an element may stand there, and the rule that says so.
struct ElementRule {
  Presence presence;
  const char* rule;
};

// MR-4: what an ARN of fewer than six fields means.
enum class ShortArns : std::uint8_t {
  kCompleted,     // legal, completed with `*`
  kLiteral,       // legal, matched as it is
  kTrailingStar,  // legal only when it ends in `*`
  kRejected,
};

// PG-17: the largest size that AWS may accept for one document. 0: no limit is known.
struct SizeLimit {
  std::size_t characters;
  bool counts_spaces;
};

// One column of table 1.1: what AWS accepts in a policy of one kind. The parser asks the row and
// never the kind.
struct Grammar {
  PolicyKind kind;
  ElementRule version;
  ElementRule id;
  // Required: one of Principal and, where that is not forbidden, NotPrincipal.
  ElementRule principal;
  ElementRule not_principal;
  ElementRule not_action;
  ElementRule resource;  // Resource and NotResource
  // PG-19: the service whose statements may lack a Resource; null: none.
  const char* service_without_resource = nullptr;
  ShortArns short_arns;
  SizeLimit limit;
  bool stored_by_iam = false;         // PG-9 (Sid) and PG-11 (characters) apply
  bool federated_principals = false;  // PR-10: an identity provider can be a principal
  // PG-13: Version 2012-10-17, Effect Deny, Principal "*", and a service prefix in each action.
  bool denies_everyone = false;
};

const Grammar& GrammarOf(PolicyKind kind);

// The elements of a statement, in AWS's order.
enum class Element : std::uint8_t {
  kSid,
  kEffect,
  kPrincipal,
  kNotPrincipal,
  kAction,
  kNotAction,
  kResource,
  kNotResource,
  kCondition,
};
absl::Span<const absl::string_view> ElementNames();  // indexed by Element
absl::string_view ElementName(Element element);

// "an identity policy", "a trust policy".
std::string NounWithArticle(PolicyKind kind);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_POLICY_GRAMMAR_H_
