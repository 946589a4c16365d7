#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_READ_RULE_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_READ_RULE_H_

#include <optional>
#include <string>
#include <vector>

#include "audit/permissions/rule.h"
#include "iamsim/model/context_keys.h"
#include "iamsim/model/evaluation_options.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// Every key that is the same in all requests of the caller: who it is, and what the question gives;
// all others are unknown. `probe` is some request of the caller. Keys that also depend on the
// action or the resource stay unknown even where the question gives them.
class CertainKeys {
 public:
  CertainKeys(const RequestContext& probe, const Request& question);

  // What is certain of the keys of `statement`.
  ContextKeys KeysOf(const Statement& statement) const;

 private:
  bool IsCertain(absl::string_view key) const;

  const RequestContext& probe_;
  const Request& question_;
};

// How a policy says what its statements mean.
struct Reading {
  bool variables_enabled = true;     // VA-1
  bool completes_short_arns = true;  // MR-4
};

// `statement` without its principal; nothing when it certainly never matches. Where an identity
// policy cannot say the same, the rule allows less or denies more, and `narrower` gets a line.
std::optional<Rule> ReadRule(const Statement& statement, const Reading& reading,
                             const CertainKeys& certain, const EvaluationOptions& options,
                             std::vector<std::string>* narrower);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_READ_RULE_H_
