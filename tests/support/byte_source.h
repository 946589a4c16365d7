#ifndef IAMSIM_TESTS_SUPPORT_BYTE_SOURCE_H_
#define IAMSIM_TESTS_SUPPORT_BYTE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace iamsim {

// Choices read from bytes: the same bytes make the same world, for a fuzzer and for seeded tests,
// as long as one compiler builds it: where an expression chooses twice, the order is the
// compiler's. Exhausted bytes answer 0.
class ByteSource {
 public:
  ByteSource(const std::uint8_t* data, std::size_t size) : data_(data, data + size) {}

  static ByteSource Seeded(std::uint64_t seed, std::size_t size) {
    std::mt19937_64 random(seed);
    std::vector<std::uint8_t> bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    return ByteSource(bytes.data(), bytes.size());
  }

  // 0 … count-1; count is 1 … 256.
  std::size_t Choose(std::size_t count) {
    const std::size_t byte = next_ < data_.size() ? data_[next_++] : 0;
    return byte % count;
  }
  // True once in `count`.
  bool OneIn(std::size_t count) { return Choose(count) == count - 1; }

  template <class T, std::size_t N>
  const T& Pick(const T (&items)[N]) {
    return items[Choose(N)];
  }

 private:
  std::vector<std::uint8_t> data_;
  std::size_t next_ = 0;
};

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_BYTE_SOURCE_H_
