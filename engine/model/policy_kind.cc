#include "iamsim/model/policy_kind.h"

#include <cstddef>

namespace iamsim {
namespace {

struct Words {
  absl::string_view layer;
  absl::string_view noun;
};
constexpr Words kWords[] = {
#define IAMSIM_POLICY_KIND(enumerator, layer, noun) {layer, noun},
#include "iamsim/model/policy_kinds.inc"
#undef IAMSIM_POLICY_KIND
};

const Words& WordsOf(PolicyKind kind) { return kWords[static_cast<std::size_t>(kind)]; }

}  // namespace

absl::string_view LayerName(PolicyKind kind) { return WordsOf(kind).layer; }

absl::string_view PolicyNoun(PolicyKind kind) { return WordsOf(kind).noun; }

absl::string_view EffectName(Effect effect) { return effect == Effect::kAllow ? "Allow" : "Deny"; }

}  // namespace iamsim
