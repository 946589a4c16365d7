#ifndef IAMSIM_REQUEST_KEYS_TAGS_H_
#define IAMSIM_REQUEST_KEYS_TAGS_H_

#include "iamsim/model/context_value.h"

namespace iamsim {

// `tags` with `overlay` laid over it: a tag of `overlay` replaces those of the same key, ignoring
// case (RC-3). Two tags of one source that differ by case only both stay (CO-3).
Tags Overlay(Tags tags, const Tags& overlay);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KEYS_TAGS_H_
