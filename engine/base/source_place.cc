#include "iamsim/base/source_place.h"

#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "iamsim/base/check.h"

namespace iamsim {
namespace {

// The place travels as payloads of the status: absl::Status has no room for a type of ours. The
// file payload is always there and marks a status that has a place.
constexpr absl::string_view kFilePayload = "iamsim/place/file";
constexpr absl::string_view kPointerPayload = "iamsim/place/pointer";
constexpr absl::string_view kPositionPayload = "iamsim/place/position";

absl::Status WithPlace(absl::Status status, const SourcePlace& place) {
  status.SetPayload(kFilePayload, absl::Cord(place.file));
  status.SetPayload(kPointerPayload, absl::Cord(place.pointer));
  if (place.position) {
    status.SetPayload(kPositionPayload,
                      absl::Cord(absl::StrCat(place.position->offset, " ", place.position->line,
                                              " ", place.position->column)));
  }
  return status;
}

SourcePosition ParsePosition(const std::string& payload) {
  const std::vector<std::string> parts = absl::StrSplit(payload, ' ');
  SourcePosition position;
  IAMSIM_CHECK(parts.size() == 3 && absl::SimpleAtoi(parts[0], &position.offset) &&
               absl::SimpleAtoi(parts[1], &position.line) &&
               absl::SimpleAtoi(parts[2], &position.column));
  return position;
}

// Names and messages may quote input: a line break or a terminal's escape sequence in it must not
// reach the reader.
std::string OneLine(absl::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      line += c;
    } else if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += "\\t";
    } else {
      absl::StrAppendFormat(&line, "\\u%04x", byte);
    }
  }
  return line;
}

void AppendPart(std::string* text, absl::string_view separator, absl::string_view part) {
  if (!text->empty() && !part.empty()) absl::StrAppend(text, separator);
  absl::StrAppend(text, part);
}

}  // namespace

std::string ToString(const SourcePlace& place) {
  std::string text = place.file;
  if (place.position) {
    AppendPart(&text, ":", absl::StrCat(place.position->line, ":", place.position->column));
  }
  AppendPart(&text, ": ", place.pointer);
  return OneLine(text);
}

absl::Status SourceError(const SourcePlace& place, absl::string_view message) {
  return WithPlace(absl::InvalidArgumentError(message), place);
}

std::optional<SourcePlace> PlaceOf(const absl::Status& status) {
  const auto file = status.GetPayload(kFilePayload);
  if (!file) return std::nullopt;
  SourcePlace place;
  place.file = std::string(*file);
  if (const auto pointer = status.GetPayload(kPointerPayload)) {
    place.pointer = std::string(*pointer);
  }
  if (const auto position = status.GetPayload(kPositionPayload)) {
    place.position = ParsePosition(std::string(*position));
  }
  return place;
}

absl::Status InFile(const absl::Status& status, absl::string_view file) {
  if (status.ok()) return status;
  SourcePlace place = PlaceOf(status).value_or(SourcePlace());
  if (!place.file.empty()) return status;
  place.file = std::string(file);
  return WithPlace(status, place);
}

std::string Describe(const absl::Status& status) {
  std::string text;
  if (const std::optional<SourcePlace> place = PlaceOf(status)) text = ToString(*place);
  AppendPart(&text, ": ", OneLine(status.message()));
  return text;
}

SourcePosition Shift(const SourcePosition& outer, const SourcePosition& inner) {
  const bool first_line = inner.line == 1;
  return {.offset = outer.offset + inner.offset,
          .line = outer.line + inner.line - 1,
          .column = first_line ? outer.column + inner.column - 1 : inner.column};
}

std::string JoinPointer(absl::string_view pointer, absl::string_view token) {
  std::string joined = absl::StrCat(pointer, "/");
  for (const char c : token) {
    if (c == '~') {
      joined += "~0";
    } else if (c == '/') {
      joined += "~1";
    } else {
      joined += c;
    }
  }
  return joined;
}

}  // namespace iamsim
