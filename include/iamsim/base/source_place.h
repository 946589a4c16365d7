#ifndef IAMSIM_BASE_SOURCE_PLACE_H_
#define IAMSIM_BASE_SOURCE_PLACE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// A place in a text. Lines and columns count from 1, columns and offsets count bytes.
struct SourcePosition {
  std::uint64_t offset = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend bool operator==(const SourcePosition&, const SourcePosition&) = default;
};

// Where in which input something stands. `file` is as the user named it ("-" for standard input,
// empty when there is none), `pointer` is an RFC 6901 JSON pointer (empty: the whole document).
struct SourcePlace {
  std::string file;
  std::string pointer;
  std::optional<SourcePosition> position;
};

// "file:line:column: /pointer" without the parts that are not known.
std::string ToString(const SourcePlace& place);

// An InvalidArgument status that remembers its place. `message` is lower case, one line, and says
// what was expected and what was found; it does not repeat the place.
absl::Status SourceError(const SourcePlace& place, absl::string_view message);

// The place of a status made by SourceError; nullopt for every other status.
std::optional<SourcePlace> PlaceOf(const absl::Status& status);

// The same failure seen from `file`: names the file where `status` knows none.
absl::Status InFile(const absl::Status& status, absl::string_view file);

// What a person reads: "file:line:column: /pointer: message", or the bare message. Always one line:
// control characters in it are escaped.
std::string Describe(const absl::Status& status);

// The position in an enclosing text of something at `inner` in a text that starts at `outer`.
SourcePosition Shift(const SourcePosition& outer, const SourcePosition& inner);

// The RFC 6901 pointer of the member or element `token` of what `pointer` names.
std::string JoinPointer(absl::string_view pointer, absl::string_view token);

}  // namespace iamsim

#endif  // IAMSIM_BASE_SOURCE_PLACE_H_
