// What a simulated check reports of statements: which matched, where they stand, and which context
// keys they miss. Tested by simulation_test.cc and statement_span_test.cc.
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "decide/check.h"
#include "decide/layers/layers.h"
#include "decide/simulation_parts.h"
#include "decide/statement_match.h"

namespace iamsim {
namespace {

std::string PolicyIdOf(const AttachedPolicy& policy, const PolicySource& source) {
  const bool is_inline = policy.arn.empty() && source.Has(policy);
  if (!is_inline) return policy.name;
  return absl::StrCat(source.HolderType(policy), "_", source.HolderName(policy), "_", policy.name);
}

// The statements of `effect` that match for certain.
void AddMatching(const PolicyList& policies, PolicyKind layer, Effect effect, Check& check,
                 const PolicySource& source, std::vector<SimulatedStatement>* out) {
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) continue;
    for (const Statement& statement : policy->policy->statements) {
      if (statement.effect != effect) continue;
      const Formula when =
          layer == PolicyKind::kResource
              ? MatchStatementWithPrincipal(statement, PrincipalReading::kResource, check)
              : MatchStatementOfCaller(statement, check);
      if (!when.IsTrue()) continue;
      out->push_back({PolicyIdOf(*policy, source), layer, SpanOf(*policy->policy, statement)});
    }
  }
}

bool Says(const Decision& decision, PolicyKind layer, DecisionKind result) {
  for (const LayerReport& report : decision.layers) {
    if (report.layer == layer && report.result == result) return true;
  }
  return false;
}

// When `statement` matches; the Principal counts only where it says whom a policy is for.
Formula MatchAnywhere(const Statement& statement, PolicyKind layer, Check& check) {
  if (layer == PolicyKind::kResource || layer == PolicyKind::kResourceControl) {
    return MatchStatementWithPrincipal(statement, PrincipalReading::kResource, check);
  }
  return MatchStatementOfCaller(statement, check);
}

class MissingKeys {
 public:
  MissingKeys(const RequestContext& context, const ContextKeys& known)
      : known_(known), keys_(context.keys), nothing_known_(context), missing_(context) {
    nothing_known_.keys = ContextKeys(/*complete=*/false);
  }

  void Add(const PolicyList& policies, PolicyKind layer) {
    for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
      if (policy->policy == nullptr) continue;
      for (const Statement& statement : policy->policy->statements) Add(statement, layer);
    }
  }
  void Add(const std::optional<std::vector<PolicyLevel>>& levels, PolicyKind layer) {
    if (!levels) return;
    for (const PolicyLevel& level : *levels) Add(level.policies, layer);
  }

  std::vector<std::string> Take() {
    std::vector<std::string> keys;
    for (auto& [id, key] : found_) keys.push_back(std::move(key));
    return keys;
  }

 private:
  // Taken as absent although nobody said so and nothing implies it.
  bool IsMissing(const std::string& key) const {
    return keys_.Find(key) == ContextKeys::State::kAbsent &&
           known_.Find(key) != ContextKeys::State::kAbsent;
  }

  void Add(const Statement& statement, PolicyKind layer) {
    if (!MatchesAction(statement, missing_.action)) return;
    Check blind(nothing_known_);
    std::vector<std::string> candidates;
    for (std::string& key : KeysOf(MatchAnywhere(statement, layer, blind))) {
      if (IsMissing(key)) candidates.push_back(std::move(key));
    }
    if (candidates.empty()) return;
    missing_.keys = keys_;
    std::set<std::string> ids;
    for (const std::string& key : candidates) {
      missing_.keys.SetUnknown(key);
      ids.insert(ContextKeyId(key));
    }
    // A statement that something known rules out needs no more keys.
    Check check(missing_);
    for (std::string& key : KeysOf(MatchAnywhere(statement, layer, check))) {
      std::string id = ContextKeyId(key);
      if (ids.contains(id)) found_.emplace(std::move(id), std::move(key));
    }
  }

  const ContextKeys& known_;
  const ContextKeys& keys_;
  RequestContext nothing_known_;
  RequestContext missing_;
  std::map<std::string, std::string> found_;  // by ContextKeyId; the first spelling stays
};

}  // namespace

// Found from what AWS has published: `"Statement":[{` at columns 37 and 38 gives 38, a second
// statement begins where the first one ends, and a single statement whose brace is at column 37
// gives 38.
StatementSpan SpanOf(const Policy& policy, const Statement& statement) {
  const bool first = statement.index == 0;
  return {.begin = first ? policy.statements_begin : policy.statements[statement.index - 1].end,
          .end = statement.end};
}

std::vector<SimulatedStatement> MatchedStatements(const RequestContext& context,
                                                  const Decision& decision,
                                                  const PolicySource& source) {
  std::vector<SimulatedStatement> matched;
  Check check(context);
  const auto add = [&](const PolicyList& policies, PolicyKind layer, Effect effect) {
    const DecisionKind said =
        effect == Effect::kAllow ? DecisionKind::kAllowed : DecisionKind::kExplicitDeny;
    if (Says(decision, layer, said)) AddMatching(policies, layer, effect, check, source, &matched);
  };
  const PolicyLayers& layers = context.policies;
  switch (decision.kind) {
    case DecisionKind::kAllowed:  // what grants; a boundary only limits (EV-16)
      add(layers.resource, PolicyKind::kResource, Effect::kAllow);
      add(layers.identity, PolicyKind::kIdentity, Effect::kAllow);
      break;
    case DecisionKind::kExplicitDeny:
      add(layers.resource, PolicyKind::kResource, Effect::kDeny);
      add(layers.identity, PolicyKind::kIdentity, Effect::kDeny);
      if (layers.permissions_boundary) {
        add(*layers.permissions_boundary, PolicyKind::kPermissionsBoundary, Effect::kDeny);
      }
      break;
    case DecisionKind::kImplicitDeny:
    case DecisionKind::kConditional:
      break;
  }
  return matched;
}

std::vector<std::string> MissingContext(const RequestContext& context, const Decision& decision,
                                        const ContextKeys& known) {
  MissingKeys missing(context, known);
  const PolicyLayers& layers = context.policies;
  std::set<PolicyKind> asked;  // a layer that does not apply needs no keys
  for (const LayerReport& report : decision.layers) {
    if (!asked.insert(report.layer).second) continue;
    switch (report.layer) {
      case PolicyKind::kIdentity:
        missing.Add(layers.identity, report.layer);
        break;
      case PolicyKind::kPermissionsBoundary:
        missing.Add(*layers.permissions_boundary, report.layer);
        break;
      case PolicyKind::kResource:
        missing.Add(layers.resource, report.layer);
        break;
      case PolicyKind::kServiceControl:
        missing.Add(layers.service_control, report.layer);
        break;
      case PolicyKind::kResourceControl:
        missing.Add(layers.resource_control, report.layer);
        break;
      case PolicyKind::kSession:  // the simulator has none of these
      case PolicyKind::kVpcEndpoint:
      case PolicyKind::kTrust:
        break;
    }
  }
  return missing.Take();
}

}  // namespace iamsim
