#ifndef IAMSIM_ENGINE_BASE_CHECKSUM_H_
#define IAMSIM_ENGINE_BASE_CHECKSUM_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace iamsim {

// XXH3 with 64 bits, at the speed of memory: tells accidents, not forgers. The same on every
// machine and in every version.
std::uint64_t Checksum(absl::string_view bytes);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_CHECKSUM_H_
