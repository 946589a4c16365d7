#include "iamsim/model/decision.h"

namespace iamsim {
namespace {

struct Name {
  DecisionKind kind;
  absl::string_view text;
};
constexpr Name kNames[] = {
    {DecisionKind::kAllowed, "allowed"},
    {DecisionKind::kExplicitDeny, "explicitDeny"},
    {DecisionKind::kImplicitDeny, "implicitDeny"},
    {DecisionKind::kConditional, "conditional"},
};

}  // namespace

absl::string_view DecisionName(DecisionKind kind) {
  return kNames[static_cast<std::size_t>(kind)].text;
}

std::optional<DecisionKind> FindDecision(absl::string_view name) {
  for (const Name& known : kNames) {
    if (known.text == name) return known.kind;
  }
  return std::nullopt;
}

}  // namespace iamsim
