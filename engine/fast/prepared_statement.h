#ifndef IAMSIM_ENGINE_FAST_PREPARED_STATEMENT_H_
#define IAMSIM_ENGINE_FAST_PREPARED_STATEMENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "decide/principal_algebra.h"
#include "fast/action_names.h"
#include "fast/typed_test.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// A Resource or NotResource pattern and what can be told of its matches without matching.
struct PreparedPattern {
  enum class Kind : std::uint8_t {
    kStar,
    kExact,   // equal to `prefix`
    kPrefix,  // begins with `prefix`
    kGlob,    // begins with `prefix`, and then ResourcePattern::Matches
  };
  const ResourcePattern* source = nullptr;
  Kind kind = Kind::kGlob;
  // Literal text that every match begins with.
  absl::string_view prefix;
  // When there are wildcards before: literal text that stands after the fifth or a later colon of
  // every match (MR-3: a run may cross colons). Empty: nothing is known.
  absl::string_view after_colon;
};

// One key of one operator block. Equal ones are one, and have one id.
struct PreparedCondition {
  std::uint32_t id = 0;
  std::uint32_t key = 0;
  const Condition* source = nullptr;
  bool has_variables = false;
  // The answer may differ between two principals of one account (IsPrincipalKey).
  bool is_individual = false;
  bool when_absent = false;
  std::optional<bool> when_unknown;  // of conditions that do not depend on their key
  bool asks_for_presence = false;    // Null with the one value false: not its twin's leaf
  bool negated = false;
  TypedTest test;  // of scalars
};

// A statement, with views into its PreparedDocument.
struct PreparedStatement {
  const Statement* source = nullptr;
  std::uint32_t id = 0;
  std::uint32_t document = 0;
  bool is_deny = false;
  bool any_resource = false;  // `*` is listed, or it has no Resource at all (PG-12)
  bool not_resource = false;
  absl::Span<const ActionSpan> actions;  // of the catalog; NotAction is already complemented
  absl::Span<const PreparedPattern> patterns;
  absl::Span<const PreparedCondition* const> conditions;
  const ReadPrincipals* principal = nullptr;  // null: it has none
  // The principal tells apart users, roles or sessions of one account.
  bool names_individuals = false;

  bool is_unconditional() const { return any_resource && conditions.empty(); }
  bool Covers(std::uint32_t action) const;  // of the catalog; logarithmic
};

struct PreparedDocument {
  std::uint32_t id = 0;
  std::shared_ptr<const Policy> policy;
  std::vector<PreparedStatement> statements;
  std::vector<ActionSpan> actions;
  std::vector<PreparedPattern> patterns;
  std::vector<const PreparedCondition*> conditions;
  std::vector<ReadPrincipals> principals;
};

PreparedPattern PreparePattern(const ResourcePattern& pattern, bool variables_enabled);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_PREPARED_STATEMENT_H_
