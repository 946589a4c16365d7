#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_CONDITION_SET_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_CONDITION_SET_H_

#include <optional>
#include <string>
#include <vector>

#include "iamsim/catalog/catalog.h"
#include "iamsim/model/context_keys.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// The conditions of one statement of Version 2012-10-17, ANDed (CO-1). No two have the same
// operator and key.
using Conditions = std::vector<Condition>;

Condition MakeCondition(const ConditionOperator& op, std::string key,
                        std::vector<std::string> values);

// Two conditions that are written with the same operator, key and values.
bool SameCondition(const Condition& a, const Condition& b);
// Whether all of `few` are among `many`.
bool IsAmong(const Conditions& few, const Conditions& many);

// `text` of a document of another version so that it means the same in Version 2012-10-17 (VA-1,
// VA-8).
std::string InCurrentVersion(absl::string_view text, bool variables_enabled);

// The conditions of `statement` without those that `certain` makes true. Nothing when one of them
// is certainly false.
std::optional<Conditions> FoldConditions(const Statement& statement, bool variables_enabled,
                                         const ContextKeys& certain,
                                         const EvaluationOptions& options);

// What holds when both hold.
struct Conjunction {
  bool never = false;
  Conditions conditions;
};
// Nothing when one statement cannot say it.
std::optional<Conjunction> Conjoin(const Conditions& a, const Conditions& b);

// Conditions that hold exactly when `condition` does not. What AWS never sends is not considered: a
// list for a key that `catalog` knows as single-valued (CO-9), a value that is malformed for the
// type of its key (CO-12). Nothing when there are no such conditions.
std::optional<Conditions> Negate(const Condition& condition, const Catalog& catalog,
                                 const EvaluationOptions& options);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_CONDITION_SET_H_
