#include "iamsim/base/line_reader.h"

#include <algorithm>
#include <exception>
#include <streambuf>

namespace iamsim {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

// Room for `size` characters, growing by halves of `limit`: std::string alone may double past it.
void Grow(std::string* line, std::size_t size, std::size_t limit) {
  if (size <= line->capacity()) return;
  std::size_t capacity = limit;
  while (capacity / 2 >= size) capacity /= 2;
  line->reserve(capacity);
}

}  // namespace

LineReader::LineReader(std::istream& in, std::size_t max_bytes) : in_(in), max_bytes_(max_bytes) {}

// Takes what the stream has ready instead of waiting for a full block, so that a program at the
// other end of a pipe can wait for the answer to its last line.
bool LineReader::Fill() {
  next_ = 0;
  try {
    std::streambuf* buffer = in_.rdbuf();
    if (buffer == nullptr ||
        std::istream::traits_type::eq_int_type(buffer->sgetc(), std::istream::traits_type::eof())) {
      block_.clear();
      in_.setstate(std::ios::eofbit);
      return false;
    }
    const auto ready = static_cast<std::size_t>(std::max<std::streamsize>(buffer->in_avail(), 1));
    block_.resize(std::min(ready, kBlockBytes));  // mostly as large as it was: nothing is cleared
    const std::streamsize read =
        buffer->sgetn(block_.data(), static_cast<std::streamsize>(block_.size()));
    block_.resize(static_cast<std::size_t>(read));
    return !block_.empty();
  } catch (const std::exception&) {  // libstdc++ throws on a failed read(2)
    block_.clear();
    in_.clear(in_.rdstate() | std::ios::badbit);
    return false;
  }
}

// Most lines are views of the block: to copy all of a long file took a tenth of the time to answer
// its lines.
LineReader::Result LineReader::Next(absl::string_view* line) {
  *line = {};
  parts_.clear();
  // One more than the limit, for the CR of a CRLF.
  const std::size_t room = max_bytes_ + 1;
  bool started = false;
  bool too_long = false;
  for (bool ended = false; !ended;) {
    if (next_ == block_.size() && !Fill()) {
      if (!started) return Result::kEnd;
      break;
    }
    const std::size_t line_feed = block_.find('\n', next_);
    ended = line_feed != std::string::npos;
    const std::size_t stop = ended ? line_feed : block_.size();
    const absl::string_view part = absl::string_view(block_).substr(next_, stop - next_);
    next_ = ended ? stop + 1 : stop;
    too_long = too_long || part.size() > room - parts_.size();
    if (ended && !started) {
      *line = part;
    } else if (!too_long) {
      Grow(&parts_, parts_.size() + part.size(), room);
      parts_.append(part.data(), part.size());
    }
    started = true;
  }
  ++line_number_;
  if (line->data() == nullptr) *line = parts_;
  if (!line->empty() && line->back() == '\r') line->remove_suffix(1);
  if (too_long || line->size() > max_bytes_) {
    *line = {};
    return Result::kTooLong;
  }
  return Result::kLine;
}

}  // namespace iamsim
