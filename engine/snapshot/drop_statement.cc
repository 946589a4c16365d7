// Tested by tests/snapshot/change_test.cc.
#include <cstddef>
#include <memory>
#include <utility>

#include "iamsim/base/check.h"
#include "iamsim/snapshot/change.h"

namespace iamsim {
namespace {

std::shared_ptr<const AttachedPolicy> WithPolicy(const AttachedPolicy& document, Policy policy) {
  policy.text.clear();  // which still has what was dropped
  auto changed = std::make_shared<AttachedPolicy>(document);
  changed->policy = std::make_shared<const Policy>(std::move(policy));
  return changed;
}

}  // namespace

std::shared_ptr<const AttachedPolicy> DropStatement(const AttachedPolicy& document,
                                                    std::size_t statement) {
  IAMSIM_CHECK(document.policy != nullptr && statement < document.policy->statements.size());
  Policy policy = *document.policy;
  policy.statements.erase(policy.statements.begin() + static_cast<std::ptrdiff_t>(statement));
  return WithPolicy(document, std::move(policy));
}

std::shared_ptr<const AttachedPolicy> DropCondition(const AttachedPolicy& document,
                                                    std::size_t statement, std::size_t condition) {
  IAMSIM_CHECK(document.policy != nullptr && statement < document.policy->statements.size());
  Policy policy = *document.policy;
  std::vector<Condition>& conditions = policy.statements[statement].conditions;
  IAMSIM_CHECK(condition < conditions.size());
  conditions.erase(conditions.begin() + static_cast<std::ptrdiff_t>(condition));
  return WithPolicy(document, std::move(policy));
}

}  // namespace iamsim
