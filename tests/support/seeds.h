#ifndef IAMSIM_TESTS_SUPPORT_SEEDS_H_
#define IAMSIM_TESTS_SUPPORT_SEEDS_H_

#include <cstdint>

namespace iamsim {

// Of what is tried in great numbers, one in how many is. Sanitizers take several times as long, and
// the others are tried without. Odd, so that a stride over bits changes them all.
#ifdef IAMSIM_IS_SANITIZED
inline constexpr unsigned kStride = 5;
#else
inline constexpr unsigned kStride = 1;
#endif

// How many random worlds a property is asked of, or how often something must have been seen in
// them, where `all` is without sanitizers.
constexpr std::uint64_t Seeds(std::uint64_t all) { return (all + kStride - 1) / kStride; }

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_SEEDS_H_
