#ifndef IAMSIM_BASE_LINE_READER_H_
#define IAMSIM_BASE_LINE_READER_H_

#include <cstddef>
#include <istream>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// Reads lines of bounded length from a stream. Memory stays below twice `max_bytes` plus one block,
// however long a line is: the rest of a longer line is skipped. Does not wait for more than the
// stream has ready; give std::cin a buffer of its own (sync_with_stdio(false)), or it is read
// byte by byte. A failed read ends the lines and sets the stream's badbit.
class LineReader {
 public:
  enum class Result { kLine, kTooLong, kEnd };

  // `in` must outlive the reader.
  LineReader(std::istream& in, std::size_t max_bytes);

  // Reads the next line without its end (LF or CRLF). A last line without an end counts. `line` is
  // good until the next call. kTooLong: it is left empty, the line is skipped.
  Result Next(absl::string_view* line);
  // The number of the line that Next() returned last, from 1.
  std::size_t line_number() const { return line_number_; }
  // Bytes that it holds at most, as of now.
  std::size_t memory() const { return block_.capacity() + parts_.capacity(); }

 private:
  bool Fill();

  std::istream& in_;
  std::size_t max_bytes_;
  std::size_t line_number_ = 0;
  std::string block_;
  std::size_t next_ = 0;
  std::string parts_;  // of a line that more than one block has
};

}  // namespace iamsim

#endif  // IAMSIM_BASE_LINE_READER_H_
