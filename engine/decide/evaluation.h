#ifndef IAMSIM_ENGINE_DECIDE_EVALUATION_H_
#define IAMSIM_ENGINE_DECIDE_EVALUATION_H_

#include <vector>

#include "decide/layers/layers.h"
#include "decide/services/service_rules.h"
#include "iamsim/decide/combine.h"
#include "iamsim/model/decision.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// Everything that was found out about one check before it becomes a Decision.
struct Evaluation {
  ServiceVerdict service;
  CombineInput<Formula> input;
  Outcome<Formula> outcome;
  std::vector<LayerReport> reports;  // EV-2's order
  std::vector<std::string> warnings;
};

Evaluation Evaluate(const RequestContext& context);

// What Combine needs beyond the verdicts of the layers.
CombineInput<Formula> InputWithoutLayers(const RequestContext& context,
                                         const ServiceVerdict& service);
// What EV-20 calls the outcome.
DecisionKind KindOf(const Outcome<Formula>& outcome);

// RE-2: who had the last word on a decision of `kind`.
DecidedBy FindDecider(const Evaluation& evaluation, DecisionKind kind);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_EVALUATION_H_
