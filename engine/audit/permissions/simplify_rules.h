#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_SIMPLIFY_RULES_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_SIMPLIFY_RULES_H_

#include <memory>
#include <vector>

#include "audit/permissions/rule.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// Fewer rules that say the same; all of one effect. Rules of the same resources and conditions, or
// of the same actions and conditions, become one, and what another rule says already goes.
std::vector<Rule> Simplify(std::vector<Rule> rules);

// The rules as a document of Version 2012-10-17. Each keeps its Sid where that is unique.
Policy MakeDocument(const std::vector<Rule>& allows, const std::vector<Rule>& denies);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_SIMPLIFY_RULES_H_
