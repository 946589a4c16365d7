// Tested by fingerprint_test.cc.
#include "iamsim/base/fingerprint.h"

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kPrime = 0x100000001b3;

}  // namespace

Fingerprint& Fingerprint::Add(absl::string_view text) {
  for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * kPrime;
  return Add(text.size());
}

Fingerprint& Fingerprint::Add(std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) {
    value_ = (value_ ^ ((number >> shift) & 0xFF)) * kPrime;
  }
  return *this;
}

std::string Fingerprint::Hex() const { return absl::StrCat(absl::Hex(value_, absl::kZeroPad16)); }

}  // namespace iamsim
