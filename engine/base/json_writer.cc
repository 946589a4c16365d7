#include "iamsim/base/json_writer.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "iamsim/base/check.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kEachByte = 0x0101010101010101;
constexpr std::uint64_t kTopBits = 0x8080808080808080;

void AppendCharacter(std::string* out, char c) {
  switch (c) {
    case '"':
      *out += "\\\"";
      return;
    case '\\':
      *out += "\\\\";
      return;
    case '\b':
      *out += "\\b";
      return;
    case '\f':
      *out += "\\f";
      return;
    case '\n':
      *out += "\\n";
      return;
    case '\r':
      *out += "\\r";
      return;
    case '\t':
      *out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x20) {
    absl::StrAppendFormat(out, "\\u%04x", byte);
  } else {
    *out += c;
  }
}

// Whether some byte of `word` is `byte`. Of no other word the top bit of a byte is set.
std::uint64_t HasByte(std::uint64_t word, std::uint64_t byte) {
  const std::uint64_t zero_if_equal = word ^ (kEachByte * byte);
  return (zero_if_equal - kEachByte) & ~zero_if_equal & kTopBits;
}

// Most texts are written as they are: nothing in them has to be escaped or replaced. They are
// looked at eight bytes at a time.
bool IsPlain(absl::string_view text) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (text.size() >= kWord) {
    std::uint64_t found = 0;
    for (std::size_t at = 0; at < text.size(); at += kWord) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + std::min(at, text.size() - kWord), kWord);
      const std::uint64_t has_control = (word - kEachByte * ' ') & ~word;
      found |= (word | has_control) & kTopBits;
      found |= HasByte(word, '"') | HasByte(word, '\\');
    }
    return found == 0;
  }
  return absl::c_all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= ' ' && byte < 0x80 && c != '"' && c != '\\';
  });
}

void AppendQuoted(std::string* out, absl::string_view text) {
  constexpr absl::string_view kReplacementCharacter = "\xEF\xBF\xBD";
  *out += '"';
  if (IsPlain(text)) {
    out->append(text.data(), text.size());
    text = {};
  }
  while (!text.empty()) {
    const std::size_t valid = ValidUtf8Prefix(text);
    for (const char c : text.substr(0, valid)) AppendCharacter(out, c);
    text.remove_prefix(valid);
    if (text.empty()) break;
    // File names may be any bytes, JSON is UTF-8.
    absl::StrAppend(out, kReplacementCharacter);
    text.remove_prefix(1);
  }
  *out += '"';
}

}  // namespace

std::string JsonQuote(absl::string_view text) {
  std::string quoted;
  quoted.reserve(text.size() + 2);
  AppendQuoted(&quoted, text);
  return quoted;
}

void JsonWriter::NewLine() {
  if (indent_ == 0) return;
  text_ += '\n';
  text_.append(levels_.size() * static_cast<std::size_t>(indent_), ' ');
}

void JsonWriter::BeforeValue() {
  if (levels_.empty()) {
    IAMSIM_CHECK(text_.empty());  // one value a text
    return;
  }
  Level& level = levels_.back();
  if (level.object) {
    IAMSIM_CHECK(after_key_);
    after_key_ = false;
    return;
  }
  if (!level.empty) text_ += ',';
  level.empty = false;
  NewLine();
}

JsonWriter& JsonWriter::BeginObject() {
  BeforeValue();
  text_ += '{';
  levels_.push_back({.object = true, .empty = true});
  return *this;
}

JsonWriter& JsonWriter::BeginArray() {
  BeforeValue();
  text_ += '[';
  levels_.push_back({.object = false, .empty = true});
  return *this;
}

void JsonWriter::End(bool object) {
  IAMSIM_CHECK(!levels_.empty() && levels_.back().object == object && !after_key_);
  const bool empty = levels_.back().empty;
  levels_.pop_back();
  if (!empty) NewLine();
  text_ += object ? '}' : ']';
}

JsonWriter& JsonWriter::EndObject() {
  End(true);
  return *this;
}

JsonWriter& JsonWriter::EndArray() {
  End(false);
  return *this;
}

JsonWriter& JsonWriter::Key(absl::string_view key) {
  IAMSIM_CHECK(!levels_.empty() && levels_.back().object && !after_key_);
  Level& level = levels_.back();
  if (!level.empty) text_ += ',';
  level.empty = false;
  NewLine();
  AppendQuoted(&text_, key);
  text_ += indent_ == 0 ? ":" : ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::String(absl::string_view value) {
  BeforeValue();
  AppendQuoted(&text_, value);
  return *this;
}

JsonWriter& JsonWriter::Integer(std::int64_t value) { return Raw(absl::AlphaNum(value).Piece()); }

JsonWriter& JsonWriter::Bool(bool value) { return Raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::Null() { return Raw("null"); }

JsonWriter& JsonWriter::Raw(absl::string_view json) {
  BeforeValue();
  text_.append(json.data(), json.size());
  return *this;
}

JsonWriter& JsonWriter::Strings(absl::string_view key, const std::vector<std::string>& values) {
  Key(key).BeginArray();
  for (const std::string& value : values) String(value);
  return EndArray();
}

std::string JsonWriter::Take() {
  IAMSIM_CHECK(levels_.empty());
  return std::exchange(text_, std::string());
}

}  // namespace iamsim
