#ifndef IAMSIM_ENGINE_IO_WRITE_TEXT_LINES_H_
#define IAMSIM_ENGINE_IO_WRITE_TEXT_LINES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/io/write.h"

namespace iamsim {

// Columns that `text` takes: its code points (no wide or combining characters in IAM names).
std::size_t DisplayWidth(absl::string_view text);
// `text` and at least two spaces, to `width` columns in all.
std::string Pad(absl::string_view text, std::size_t width);
// `text`, or its beginning and `…`, in at most `width` columns.
std::string Shorten(absl::string_view text, std::size_t width);
// `text` in the colour of `kind`, when there are colours.
std::string Paint(absl::string_view text, DecisionKind kind, const TextStyle& style);
// `left` with `right` at the right edge of the page; `right` is painted in the colour of `kind`.
std::string RightAligned(absl::string_view left, absl::string_view right, DecisionKind kind,
                         const TextStyle& style);
// The non-empty cells with two spaces between them.
std::string JoinCells(const std::vector<std::string>& cells);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_TEXT_LINES_H_
