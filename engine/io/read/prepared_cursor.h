#ifndef IAMSIM_IO_READ_PREPARED_CURSOR_H_
#define IAMSIM_IO_READ_PREPARED_CURSOR_H_

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"
#include "iamsim/model/context_value.h"
#include "io/read/prepared_world.h"

namespace iamsim {

// Reads one record of a prepared world from front to back. What the record does not hold is 0, an
// empty text or nothing, and `failed` from then on.
class PreparedCursor {
 public:
  PreparedCursor(const PreparedWorld& world, absl::string_view record)
      : texts_(world.At(prepared::Table::kTexts)), rest_(record) {}

  bool failed() const { return failed_; }
  absl::string_view rest() const { return rest_; }

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    return Fail();
  }
  // A number below `limit`.
  std::uint64_t Below(std::uint64_t limit) {
    const std::uint64_t value = Number();
    return value < limit ? value : Fail();
  }
  bool Flag() { return Below(2) == 1; }
  // How many elements follow, each of which has a byte or more.
  std::size_t Size() { return static_cast<std::size_t>(Below(rest_.size() + 1)); }

  absl::string_view Text() {
    const std::uint64_t id = Number();
    if (id >= texts_.size()) Fail();
    return texts_[id];
  }
  std::string String() { return std::string(Text()); }
  SourcePosition Position() {
    SourcePosition position;
    position.offset = Number();
    position.line = Narrow();
    position.column = Narrow();
    return position;
  }
  Tags ReadTags() {
    Tags tags;
    for (std::size_t left = Size(); left > 0 && !failed_; --left) {
      std::string key = String();
      tags.emplace_back(std::move(key), String());
    }
    return tags;
  }

 private:
  std::uint64_t Fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }
  std::uint32_t Narrow() { return static_cast<std::uint32_t>(Below(std::uint64_t{1} << 32)); }

  const PreparedTable& texts_;
  absl::string_view rest_;
  bool failed_ = false;
};

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_PREPARED_CURSOR_H_
