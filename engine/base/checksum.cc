// xxHash is compiled in here, so that nothing is linked. Tested by tests/base/checksum_test.cc.
#include "base/checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace iamsim {

std::uint64_t Checksum(absl::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace iamsim
