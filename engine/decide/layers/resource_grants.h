#ifndef IAMSIM_ENGINE_DECIDE_LAYERS_RESOURCE_GRANTS_H_
#define IAMSIM_ENGINE_DECIDE_LAYERS_RESOURCE_GRANTS_H_

#include "decide/principal_algebra.h"
#include "iamsim/decide/combine.h"

namespace iamsim {

// How the grants of resource policies add up, over any Boolean algebra (§2.3).

template <class B>
void AddGrants(const PrincipalGrants<B>& match, const B& when, ResourceVerdict<B>* out) {
  out->wildcard = Or(out->wildcard, And(match.wildcard, when));
  out->leaf = Or(out->leaf, And(match.leaf, when));
  out->parent = Or(out->parent, And(match.parent, when));
  out->account = Or(out->account, And(match.account, when));
  out->service = Or(out->service, And(match.service, when));
  out->federated = Or(out->federated, And(match.federated, when));
}

// S3-2, S3-3.
template <class B>
void KeepGrantsWhere(const B& condition, ResourceVerdict<B>* verdict) {
  for (B* grant : {&verdict->wildcard, &verdict->leaf, &verdict->parent, &verdict->account,
                   &verdict->service, &verdict->federated}) {
    *grant = And(*grant, condition);
  }
}

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_LAYERS_RESOURCE_GRANTS_H_
