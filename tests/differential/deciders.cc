#include "differential/deciders.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/base/source_place.h"
#include "iamsim/decide/decide.h"
#include "iamsim/policy/print.h"

namespace iamsim {
namespace {

std::string Text(const absl::StatusOr<DecisionKind>& kind) {
  return kind.ok() ? std::string(DecisionName(*kind)) : Describe(kind.status());
}

// What the reference says, and under which condition.
struct Truth {
  absl::StatusOr<DecisionKind> kind;
  Formula allowed_when;
};

Truth AskReference(const FastWorld& world, const Request& request,
                   const EvaluationOptions& options) {
  const auto result = DecideChain(world.snapshot().snapshot(), world.world(), request, options);
  if (!result.ok()) return {result.status(), {}};
  return {result->decision.kind, result->decision.allowed_when};
}

std::string Difference(absl::string_view who, const absl::StatusOr<DecisionKind>& said,
                       const Truth& truth) {
  if (Text(said) == Text(truth.kind)) return "";
  return absl::StrCat(who, " says ", Text(said), ", the reference ", Text(truth.kind));
}

void WritePolicies(absl::string_view key, const PolicyList& policies, JsonWriter& out) {
  out.Key(key).BeginArray();
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy != nullptr) out.Raw(PrintPolicy(*policy->policy, 0));
  }
  out.EndArray();
}

void WriteLevels(absl::string_view key, const std::optional<std::vector<PolicyLevel>>& levels,
                 JsonWriter& out) {
  if (!levels) return;
  out.Key(key).BeginArray();
  for (const PolicyLevel& level : *levels) {
    out.BeginObject().Member("target", level.target);
    WritePolicies("policies", level.policies, out);
    out.EndObject();
  }
  out.EndArray();
}

void WriteLayers(const PolicyLayers& layers, JsonWriter& out) {
  out.Key("policies").BeginObject();
  WritePolicies("identity", layers.identity, out);
  if (layers.permissions_boundary) {
    WritePolicies("permissionsBoundary", *layers.permissions_boundary, out);
  }
  if (layers.session) WritePolicies("session", *layers.session, out);
  if (!layers.resource.empty()) WritePolicies("resource", layers.resource, out);
  WriteLevels("serviceControl", layers.service_control, out);
  WriteLevels("resourceControl", layers.resource_control, out);
  if (layers.vpc_endpoint) WritePolicies("vpcEndpoint", *layers.vpc_endpoint, out);
  out.EndObject();
}

void WriteContext(const ContextKeys& keys, JsonWriter& out) {
  ContextMap sorted;
  keys.ForEachPresent([&sorted](const std::string& id, absl::Span<const ContextValue> values) {
    sorted[id] = values.front();
  });
  out.Key("context").BeginObject();
  for (const auto& [id, value] : sorted) {
    if (value.is_list) {
      out.Strings(id, value.values);
    } else {
      out.Member(id, value.values.front());
    }
  }
  out.EndObject();
}

}  // namespace

Deciders::Deciders(std::shared_ptr<const FastWorld> world)
    : world_(std::move(world)),
      fast_(world_),
      without_index_(world_, {.use_index = false}),
      all_residual_(world_, {.all_residual = true}) {}

std::string Deciders::Compare(const Request& request, const EvaluationOptions& options) {
  const Truth truth = AskReference(*world_, request, options);
  const struct {
    const char* name;
    FastDecider& decider;
  } table[] = {{"fast", fast_},
               {"fast without index", without_index_},
               {"fast all-residual", all_residual_}};
  for (const auto& row : table) {
    ++compared_;
    Formula allowed_when;
    const auto with_formula = row.decider.Decide(request, options, &allowed_when);
    std::string difference = Difference(row.name, row.decider.Decide(request, options), truth);
    if (difference.empty()) difference = Difference(row.name, with_formula, truth);
    if (!difference.empty()) return difference;
    if (truth.kind.ok() && *truth.kind == DecisionKind::kConditional &&
        allowed_when.Text() != truth.allowed_when.Text()) {
      return absl::StrCat(row.name, " has another condition");
    }
  }
  return "";
}

std::string Deciders::CompareForAll(Request* question, const EvaluationOptions& options) {
  PreparedQuestion few = fast_.Prepare(*question, options, Breadth::kFew);
  PreparedQuestion many = fast_.Prepare(*question, options, Breadth::kMany);
  PreparedQuestion plain = without_index_.Prepare(*question, options, Breadth::kMany);
  const Snapshot& snapshot = world_->snapshot().snapshot();
  for (std::uint32_t id = 0; id < snapshot.principals().size(); ++id) {
    question->principal = snapshot.principals()[id].arn.text();
    const Truth truth = AskReference(*world_, *question, options);
    const struct {
      const char* name;
      absl::StatusOr<DecisionKind> said;
    } table[] = {{"fast", fast_.Decide(*question, options)},
                 {"fast prepared", fast_.Decide(id, few)},
                 {"fast prepared for many", fast_.Decide(id, many)},
                 {"fast without index", without_index_.Decide(id, plain)}};
    for (const auto& row : table) {
      ++compared_;
      std::string difference = Difference(row.name, row.said, truth);
      if (!difference.empty()) return difference;
    }
  }
  return "";
}

std::string AsScenario(const FastWorld& world, const Request& request,
                       const EvaluationOptions& options) {
  const auto context = Resolve(world.snapshot().snapshot(), world.world(), request, options);
  if (!context.ok()) return Describe(context.status());
  JsonWriter out(2);
  out.BeginObject().Member("name", "a disagreement of evaluators");
  out.Key("tests").BeginArray().BeginObject();
  out.Member("principal", request.principal);
  out.Member("action", request.action).Member("resource", request.resource);
  if (!context->resource_account.empty() && context->resource_arn) {
    out.Member("resourceAccount", context->resource_account);
  }
  WriteContext(context->keys, out);
  out.Key("contextIsComplete").Bool(context->keys.complete());
  WriteLayers(context->policies, out);
  const Truth truth = AskReference(world, request, options);
  if (truth.kind.ok()) out.Member("expect", DecisionName(*truth.kind));
  out.EndObject().EndArray().EndObject();
  return out.Take();
}

}  // namespace iamsim
