#include "base/checksum.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsim {
namespace {

TEST(ChecksumTest, StaysTheSame) {  // files depend on it: values of xxhsum -H3
  EXPECT_EQ(Checksum(""), 0x2d06800538d394c2U);
  EXPECT_NE(Checksum(std::string("\0", 1)), Checksum(std::string("\0\0", 2)));
}

TEST(ChecksumTest, EveryBitCounts) {
  std::string bytes(300, 'x');
  const std::uint64_t checksum = Checksum(bytes);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const char mask = static_cast<char>(1 << (bit % 8));
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ mask);
    EXPECT_NE(Checksum(bytes), checksum) << bit;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ mask);
  }
}

}  // namespace
}  // namespace iamsim
