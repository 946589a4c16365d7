#ifndef IAMSIM_ENGINE_IO_WRITE_MARKDOWN_TEXT_H_
#define IAMSIM_ENGINE_IO_WRITE_MARKDOWN_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// What GitHub takes as one comment: 65,536 characters. Bytes are never fewer than characters.
inline constexpr std::size_t kMostMarkdownBytes = 65'535;

// `text` as a cell of a table of GitHub's Markdown: code, on one line. Only in code is nobody
// mentioned and nothing linked.
std::string MarkdownCell(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_MARKDOWN_TEXT_H_
