// All evaluators must agree in worlds that the fuzzer makes.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "differential/deciders.h"
#include "differential/random_world.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  iamsim::ByteSource bytes(data, size);
  auto [question, options] = iamsim::MakeRandomQuestion(bytes);
  const auto world =
      iamsim::FastWorld::Prepare(iamsim::PreparedSnapshot::Prepare(iamsim::MakeRandomWorld(bytes)));
  iamsim::Deciders deciders(world);
  const std::string disagreement = deciders.CompareForAll(&question, options);
  if (!disagreement.empty()) {
    std::fprintf(stderr, "%s\n%s\n", disagreement.c_str(),
                 iamsim::AsScenario(*world, question, options).c_str());
    std::abort();
  }
  return 0;
}
