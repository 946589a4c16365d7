// The laws of tests/support/laws.h over worlds that the fuzzer makes.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "support/laws.h"
#include "support/tiny_world.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  iamsim::ByteSource bytes(data, size);
  const std::optional<iamsim::TinyWorld> world = iamsim::MakeTinyWorld(bytes);
  if (!world) return 0;
  const std::string broken = iamsim::FindBrokenLaw(*world, bytes);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
