#include "iamsim/model/context_value.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "iamsim/base/utf8.h"

namespace iamsim {

// Only tag keys (`aws:PrincipalTag/Größe`) leave ASCII; they fold as CO-21 does.
std::string ContextKeyId(absl::string_view key) { return FoldCase(key); }

ContextKeyLookup::ContextKeyLookup(absl::string_view key) {
  if (key.size() > folded_.size() || !IsAscii(key)) {
    long_ = ContextKeyId(key);
    id_ = long_;
    return;
  }
  for (std::size_t i = 0; i < key.size(); ++i) {
    folded_[i] = absl::ascii_tolower(static_cast<unsigned char>(key[i]));
  }
  id_ = absl::string_view(folded_.data(), key.size());
}

}  // namespace iamsim
