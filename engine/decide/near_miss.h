#ifndef IAMSIM_ENGINE_DECIDE_NEAR_MISS_H_
#define IAMSIM_ENGINE_DECIDE_NEAR_MISS_H_

#include <vector>

#include "decide/check.h"
#include "iamsim/decide/decide.h"

namespace iamsim {

// The Allow statements of `layer` (of its level `target`, when one is named) that failed the
// request by the fewest elements, closest first, at most `count`.
std::vector<NearMiss> FindNearMisses(PolicyKind layer, absl::string_view target, std::size_t count,
                                     Check& check);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_NEAR_MISS_H_
