#ifndef IAMSIM_TESTS_DIFFERENTIAL_SHRINK_H_
#define IAMSIM_TESTS_DIFFERENTIAL_SHRINK_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace iamsim {

// Smaller choices for which `fails` still holds: bytes are cut off at the end (a ByteSource then
// reads zeros), made zero in blocks of halving size, and lowered one by one.
template <class Predicate>
std::vector<std::uint8_t> Shrink(std::vector<std::uint8_t> bytes, const Predicate& fails) {
  for (std::size_t keep = 0; keep < bytes.size(); keep = keep * 2 + 1) {
    const std::vector<std::uint8_t> shorter(bytes.begin(),
                                            bytes.begin() + static_cast<std::ptrdiff_t>(keep));
    if (fails(shorter)) {
      bytes = shorter;
      break;
    }
  }
  for (std::size_t block = bytes.size(); block > 0; block /= 2) {
    for (std::size_t begin = 0; begin < bytes.size(); begin += block) {
      std::vector<std::uint8_t> candidate = bytes;
      for (std::size_t i = begin; i < begin + block && i < candidate.size(); ++i) candidate[i] = 0;
      if (candidate != bytes && fails(candidate)) bytes = std::move(candidate);
    }
  }
  return bytes;
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_DIFFERENTIAL_SHRINK_H_
