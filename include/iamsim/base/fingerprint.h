#ifndef IAMSIM_BASE_FINGERPRINT_H_
#define IAMSIM_BASE_FINGERPRINT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// A number that tells two inputs apart, the same in every run and on every machine. Against
// accidents: whoever wants two inputs with the same fingerprint can make them.
class Fingerprint {
 public:
  // Texts are told apart by where they end, too. Linear (FNV-1a, 64 bits).
  Fingerprint& Add(absl::string_view text);
  Fingerprint& Add(std::uint64_t number);

  std::uint64_t value() const { return value_; }
  std::string Hex() const;  // 16 digits

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace iamsim

#endif  // IAMSIM_BASE_FINGERPRINT_H_
