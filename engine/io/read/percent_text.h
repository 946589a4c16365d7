#ifndef IAMSIM_IO_READ_PERCENT_TEXT_H_
#define IAMSIM_IO_READ_PERCENT_TEXT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// Undoes the percent encoding of RFC 3986; `+` is an ordinary character. Nullopt when a `%` is not
// followed by two hexadecimal digits.
std::optional<std::string> DecodePercent(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_PERCENT_TEXT_H_
