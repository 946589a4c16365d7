#ifndef IAMSIM_MATCH_GLOB_H_
#define IAMSIM_MATCH_GLOB_H_

#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// Patterns are matched in an encoded form in which wildcards are bytes that UTF-8 never uses, so
// that a `*` that came out of a policy variable or of `${*}` is an ordinary character (VA-8, VA-9).
namespace glob_code {
inline constexpr char kAnyRun = '\xFF';          // `*`: any run, also empty
inline constexpr char kAnyOne = '\xFE';          // `?`: exactly one code point (CO-22)
inline constexpr char kRunInField = '\xFD';      // `*` that stops at a colon (MR-5)
inline constexpr char kOneInField = '\xFC';      // `?` that is not a colon (MR-5)
inline constexpr char kFieldSeparator = '\xFB';  // a colon between ARN fields (VA-10)
inline constexpr char kNothing = '\xFA';         // what a byte above stands for in broken UTF-8
}  // namespace glob_code

// `*` and `?` become kAnyRun and kAnyOne; every other byte stands for itself.
std::string EncodeGlob(absl::string_view pattern);
void AppendGlob(absl::string_view pattern, std::string* encoded);

// Appends `text` so that every byte stands for itself, `*` and `?` included.
void AppendGlobLiteral(absl::string_view text, std::string* encoded);

// Whether the whole of `text` matches `encoded`. kFieldSeparator matches a colon. `text` is UTF-8.
// O(|encoded| × |text|) time at worst, and linear for patterns with one run; never exponential.
// Memory: none without kRunInField, O(|encoded|) with it.
bool GlobMatch(absl::string_view encoded, absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_MATCH_GLOB_H_
