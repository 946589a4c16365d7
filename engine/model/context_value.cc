#include "iamsim/model/context_value.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "iamsim/base/utf8.h"

namespace iamsim {

std::string ContextKeyId(absl::string_view key) {
  const bool ascii = std::all_of(key.begin(), key.end(), [](char c) {
    return absl::ascii_isascii(static_cast<unsigned char>(c));
  });
  // Only tag keys (`aws:PrincipalTag/Größe`) leave ASCII; they fold as CO-21 does.
  return ascii ? absl::AsciiStrToLower(key) : FoldCase(key);
}

}  // namespace iamsim
