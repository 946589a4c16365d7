#include "iamsim/model/diagnostic.h"

#include "absl/strings/str_cat.h"

namespace iamsim {

std::string Diagnostic::ToString() const {
  const std::string where = iamsim::ToString(place);
  return where.empty() ? message : absl::StrCat(where, ": ", message);
}

}  // namespace iamsim
