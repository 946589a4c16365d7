// Tested by tests/io/write_report_test.cc.
#include "io/write/xml_text.h"

#include <cstddef>

#include "absl/strings/str_format.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

void AppendAscii(unsigned char c, std::string* out) {
  switch (c) {
    case '&':
      out->append("&amp;");
      return;
    case '<':
      out->append("&lt;");
      return;
    case '>':
      out->append("&gt;");
      return;
    case '"':
      out->append("&quot;");
      return;
    case '\t':
    case '\n':
    case '\r':
      // A bare one becomes a space inside an attribute.
      absl::StrAppendFormat(out, "&#%d;", c);
      return;
    default:
      break;
  }
  if (c < 0x20 || c == 0x7F) {
    absl::StrAppendFormat(out, "\\x%02x", c);
  } else {
    out->push_back(static_cast<char>(c));
  }
}

}  // namespace

std::string XmlText(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
      AppendAscii(first, &out);
      text.remove_prefix(1);
      continue;
    }
    const std::size_t length = CodePointLength(text);
    const absl::string_view point = text.substr(0, length);
    const bool nonchar = point == "\xEF\xBF\xBE" || point == "\xEF\xBF\xBF";  // U+FFFE, U+FFFF
    const absl::string_view kept = nonchar || !IsValidUtf8(point) ? kReplacement : point;
    out.append(kept.data(), kept.size());
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace iamsim
