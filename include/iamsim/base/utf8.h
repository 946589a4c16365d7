#ifndef IAMSIM_BASE_UTF8_H_
#define IAMSIM_BASE_UTF8_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

bool IsAscii(absl::string_view text);
bool IsValidUtf8(absl::string_view text);

// Bytes of the longest valid UTF-8 at the start of `text`.
std::size_t ValidUtf8Prefix(absl::string_view text);

// Bytes of the code point that starts at `text[0]`; 1 for a stray byte. `text` is not empty.
std::size_t CodePointLength(absl::string_view text);

// Unicode simple case folding (CaseFolding.txt, statuses C and S; no locale). Invalid bytes stay.
std::string FoldCase(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_BASE_UTF8_H_
