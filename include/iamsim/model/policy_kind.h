#ifndef IAMSIM_MODEL_POLICY_KIND_H_
#define IAMSIM_MODEL_POLICY_KIND_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace iamsim {

enum class PolicyKind : std::uint8_t {
#define IAMSIM_POLICY_KIND(enumerator, layer, noun) enumerator,
#include "iamsim/model/policy_kinds.inc"
#undef IAMSIM_POLICY_KIND
};

// "identity", "serviceControlPolicy", …: the layer words of formats.md.
absl::string_view LayerName(PolicyKind kind);
// "identity policy", …: for messages.
absl::string_view PolicyNoun(PolicyKind kind);

enum class Effect : std::uint8_t { kAllow, kDeny };
absl::string_view EffectName(Effect effect);  // "Allow", "Deny"

}  // namespace iamsim

#endif  // IAMSIM_MODEL_POLICY_KIND_H_
