// Tested by json_lines_test.cc.
#include "iamsim/base/json_lines.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/source_place.h"

namespace iamsim {

JsonLines::JsonLines(std::istream& in, std::string file)
    : in_(in), file_(std::move(file)), reader_(in, JsonLimits().max_bytes) {}

bool JsonLines::Advance() {
  LineReader::Result read = reader_.Next(&text_);
  while (read == LineReader::Result::kLine && absl::StripAsciiWhitespace(text_).empty()) {
    read = reader_.Next(&text_);
  }
  if (read == LineReader::Result::kEnd) return false;
  is_too_long_ = read == LineReader::Result::kTooLong;
  if (!is_first_) ++index_;
  is_first_ = false;
  return true;
}

JsonOrigin JsonLines::origin() const {
  JsonOrigin origin;
  origin.start.line = static_cast<std::uint32_t>(reader_.line_number());
  return origin;
}

absl::StatusOr<std::shared_ptr<const JsonDocument>> JsonLines::Parse() const {
  if (is_too_long_) {
    return SourceError({file_, "", origin().start},
                       absl::StrCat("line is longer than ", JsonLimits().max_bytes, " bytes"));
  }
  return JsonDocument::Parse(std::string(text_), file_, JsonLimits(), origin());
}

absl::Status JsonLines::status() const {
  if (!in_.bad()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(file_.empty() ? "standard input" : file_, ": cannot read"));
}

}  // namespace iamsim
