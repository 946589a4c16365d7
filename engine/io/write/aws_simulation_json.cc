// Answers of the policy simulator. Members, their order and the words of SourcePolicyType are those
// that AWS sends, not those of its model. Tested by tests/io/aws_simulation_json_test.cc.
#include <cstdint>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/base/source_place.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/io/aws_simulation.h"
#include "io/write/simulation_marker.h"

namespace iamsim {
namespace {

absl::string_view SourcePolicyType(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::kPermissionsBoundary:
      return "Permissions Boundary Policy";
    case PolicyKind::kResource:
    case PolicyKind::kTrust:
      return "Resource Policy";
    case PolicyKind::kIdentity:
    case PolicyKind::kSession:
    case PolicyKind::kServiceControl:
    case PolicyKind::kResourceControl:
    case PolicyKind::kVpcEndpoint:
      break;
  }
  return "IAM Policy";
}

// What stands for all resources of an action, as AWS names it since 2026-07: the template of their
// ARNs, such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`, or `*`. Of an action or a
// resource that the catalog does not know, the resource itself when there is only one.
std::string ResourceNameOf(absl::string_view action, const std::vector<SimulatedCheck>& checks) {
  const Catalog& catalog = Catalog::Builtin();
  const std::string& first = checks.front().resource;
  if (first == "*") return "*";
  if (const std::optional<ActionId> id = catalog.Find(action)) {
    for (const ResourceTypeId type : catalog.ResourceTypesMatching(*id, first)) {
      const bool is_of_all = absl::c_all_of(checks, [&](const SimulatedCheck& check) {
        return absl::c_linear_search(catalog.ResourceTypesMatching(*id, check.resource), type);
      });
      if (is_of_all) return std::string(catalog.arn_forms(type).front());
    }
  }
  const bool same = absl::c_all_of(
      checks, [&first](const SimulatedCheck& check) { return check.resource == first; });
  return same ? first : "*";
}

// explicitDeny before implicitDeny before allowed.
DecisionKind MostRestrictive(DecisionKind a, DecisionKind b) {
  for (const DecisionKind kind : {DecisionKind::kExplicitDeny, DecisionKind::kImplicitDeny}) {
    if (a == kind || b == kind) return kind;
  }
  return DecisionKind::kAllowed;
}

void WritePosition(absl::string_view key, const SourcePosition& position, JsonWriter& out) {
  out.Key(key).BeginObject();
  out.Key("Line").Integer(position.line).Key("Column").Integer(position.column);
  out.EndObject();
}

void WriteStatements(const std::vector<SimulatedStatement>& statements, JsonWriter& out) {
  out.Key("MatchedStatements").BeginArray();
  for (const SimulatedStatement& statement : statements) {
    out.BeginObject().Member("SourcePolicyId", statement.policy_id);
    out.Member("SourcePolicyType", SourcePolicyType(statement.layer));
    WritePosition("StartPosition", statement.span.begin, out);
    WritePosition("EndPosition", statement.span.end, out);
    out.EndObject();
  }
  out.EndArray();
}

void WriteDetail(absl::string_view detail, absl::string_view member, std::optional<bool> value,
                 JsonWriter& out) {
  if (!value) return;
  out.Key(detail).BeginObject().Key(member).Bool(*value).EndObject();
}

void WriteBoundary(std::optional<bool> allowed, JsonWriter& out) {
  WriteDetail("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary", allowed, out);
}

using Layers = std::vector<std::pair<PolicyKind, DecisionKind>>;

void WriteLayers(const Layers& layers, JsonWriter& out) {
  out.Key("EvalDecisionDetails").BeginObject();
  for (const auto& [layer, decision] : layers) {
    out.Member(SourcePolicyType(layer), DecisionName(decision));
  }
  out.EndObject();
}

// "If an Organizations SCP included in the evaluation denies access, the simulation ends": nothing
// is said of the layers.
bool EndsAtOrganization(const SimulatedCheck& check) {
  return !check.allowed_by_organizations.value_or(true);
}

void WriteResourceResult(const SimulatedCheck& check, JsonWriter& out) {
  out.BeginObject().Member("EvalResourceName", check.resource);
  out.Member("EvalResourceDecision", DecisionName(check.decision));
  WriteStatements(check.statements, out);
  out.Strings("MissingContextValues", check.missing_context);
  if (check.is_cross_account && !EndsAtOrganization(check)) WriteLayers(check.layers, out);
  WriteBoundary(check.allowed_by_boundary, out);
  out.EndObject();
}

// What the checks of one item say together.
struct Summary {
  DecisionKind decision = DecisionKind::kAllowed;
  std::optional<bool> allowed_by_organizations;
  std::optional<bool> allowed_by_boundary;
  bool ends_at_organization = false;
  Layers layers;
};

void Conjoin(std::optional<bool> more, std::optional<bool>* all) {
  if (more) *all = all->value_or(true) && *more;
}

Summary Summarize(const std::vector<SimulatedCheck>& checks) {
  Summary all;
  for (const SimulatedCheck& check : checks) {
    all.decision = MostRestrictive(all.decision, check.decision);
    Conjoin(check.allowed_by_organizations, &all.allowed_by_organizations);
    Conjoin(check.allowed_by_boundary, &all.allowed_by_boundary);
    all.ends_at_organization = all.ends_at_organization || EndsAtOrganization(check);
    for (const auto& layer : check.layers) {
      const auto same = absl::c_find_if(
          all.layers, [&layer](const auto& known) { return known.first == layer.first; });
      if (same == all.layers.end()) {
        all.layers.push_back(layer);
      } else {
        same->second = MostRestrictive(same->second, layer.second);
      }
    }
  }
  return all;
}

void WriteItem(const SimulatedItem& item, SimulationShape shape, JsonWriter& out) {
  const std::vector<SimulatedCheck>& checks = item.checks;
  const Summary all = Summarize(checks);
  const bool legacy = shape == SimulationShape::kLegacy;
  // "If you include a list of resources, then any missing context values are instead included under
  // the ResourceSpecificResults section."
  const bool on_star = checks.size() == 1 && checks.front().resource == "*";
  const bool has_results = !on_star && !(legacy && all.ends_at_organization);
  const bool says_all = legacy || on_star;
  out.BeginObject().Member("EvalActionName", item.action);
  out.Member("EvalResourceName",
             legacy ? checks.front().resource : ResourceNameOf(item.action, checks));
  out.Member("EvalDecision", DecisionName(all.decision));
  WriteStatements(says_all ? checks.front().statements : std::vector<SimulatedStatement>(), out);
  out.Strings("MissingContextValues",
              has_results ? std::vector<std::string>() : checks.front().missing_context);
  WriteDetail("OrganizationsDecisionDetail", "AllowedByOrganizations", all.allowed_by_organizations,
              out);
  WriteBoundary(all.allowed_by_boundary, out);
  if (!on_star && !all.ends_at_organization) WriteLayers(all.layers, out);
  if (has_results) {
    out.Key("ResourceSpecificResults").BeginArray();
    for (const SimulatedCheck& check : checks) WriteResourceResult(check, out);
    out.EndArray();
  }
  out.EndObject();
}

}  // namespace

std::string SimulationJson(const SimulationRequest& request, const Simulation& simulation,
                           int indent) {
  JsonWriter out(indent);
  out.BeginObject().Key("EvaluationResults").BeginArray();
  for (const SimulatedItem& item : simulation.items) WriteItem(item, request.shape, out);
  out.EndArray().Key("IsTruncated").Bool(simulation.next_item.has_value());
  if (simulation.next_item) out.Member("Marker", MakeMarker(request, *simulation.next_item));
  out.EndObject();
  return out.Take();
}

std::string SimulationErrorJson(const absl::Status& status) {
  JsonWriter out;
  out.BeginObject().Key("Error").BeginObject();
  out.Member("Type", "Sender");
  out.Member("Code", absl::IsNotFound(status) ? "NoSuchEntity" : "InvalidInput");
  out.Member("Message", Describe(status)).EndObject().EndObject();
  return out.Take();
}

}  // namespace iamsim
