#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_LIMIT_RULES_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_LIMIT_RULES_H_

#include <string>
#include <utility>
#include <vector>

#include "audit/permissions/action_universe.h"
#include "audit/permissions/rule.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {

// Makes grants smaller by what must allow as well.
//
// A statement that grants and one that must also allow have a common part, which is again a
// statement wherever one can say it: the common actions, the common resources, both conditions. So
// a limit turns each grant into its common parts with the limit's Allows (PG-15: their union).
// Where one statement cannot say the common part, the grant stays as it is for those actions, and
// Deny statements say where the limit does not allow them. Where that cannot be said either, the
// grant loses the actions: the result is never wider.
class Limiter {
 public:
  // `has_direct_grants`: there are grants that some limits do not bind. A Deny would bind them.
  Limiter(const ActionUniverse& universe, const Catalog& catalog, const EvaluationOptions& options,
          bool has_direct_grants)
      : universe_(universe),
        catalog_(catalog),
        options_(options),
        has_direct_grants_(has_direct_grants) {}

  // The rules that say what `grant` gives within `limit`.
  std::vector<Rule> Apply(const Rule& grant, const Limit& limit);

  // A Deny that stands for a limit.
  struct LimitDenial {
    Rule rule;
    bool limits_direct_grants = true;
  };
  const std::vector<LimitDenial>& denials() const { return denials_; }
  const std::vector<std::string>& narrower() const { return narrower_; }

 private:
  using Region = std::pair<ResourceSet, Conditions>;

  ActionSet CommonActions(const ActionSet& granted, const Rule& allow, const Limit& limit);
  void DenyOutside(const Rule& grant, const ActionUniverse::Members& actions, const Limit& limit,
                   std::vector<Rule>* out);
  // Where none of `allows` holds; nothing when statements cannot say it.
  std::optional<std::vector<Region>> Outside(const std::vector<const Rule*>& allows) const;
  std::optional<std::vector<Region>> OutsideOne(const Rule& allow) const;

  const ActionUniverse& universe_;
  const Catalog& catalog_;
  const EvaluationOptions& options_;
  bool has_direct_grants_;
  std::vector<LimitDenial> denials_;
  std::vector<std::string> narrower_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_LIMIT_RULES_H_
