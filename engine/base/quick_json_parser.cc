// simdjson's On-Demand parser finds the tokens of a text with vector instructions and checks the
// grammar as it is walked over; QuickBuilder walks over all of it. simdjson leaves to us what no
// JSON parser checks (repeated keys, depth, `\u0000`), and one check of its own that this version
// lacks: it decodes lone low surrogates to bytes that are not UTF-8.
// Tested by json_parsers_test.cc.
#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "base/json_parsers.h"
#include "base/json_syntax.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

namespace ondemand = simdjson::ondemand;

// Walks over one text. Every function returns false to decline it. What simdjson hands over is used
// where it stands: copies of what was just written in smaller pieces stalled the processor for a
// third of the walk.
class QuickBuilder {
 public:
  QuickBuilder(ondemand::document* document, JsonAssembler* assembler)
      : document_(*document),
        assembler_(*assembler),
        text_(assembler->text()),
        text_has_escapes_(text_.find('\\') != absl::string_view::npos) {}

  bool AddRoot();

 private:
  bool AddValue(ondemand::value& value, std::size_t depth);
  bool AddObject(ondemand::value& value, std::size_t begin, std::size_t depth);
  bool AddArray(ondemand::value& value, std::size_t begin, std::size_t depth);
  bool AddKey(ondemand::field& field, std::size_t value_begin);
  bool AddString(ondemand::value& value, std::size_t begin, std::size_t end);
  static std::optional<absl::string_view> Decoded(
      simdjson::simdjson_result<std::string_view> result);
  bool HasEscapes(absl::string_view source) const;
  std::size_t OffsetOf(const char* at) const { return static_cast<std::size_t>(at - text_.data()); }
  std::size_t EndBefore(std::size_t offset) const;
  std::size_t EndOfContainer();

  ondemand::document& document_;
  JsonAssembler& assembler_;
  absl::string_view text_;
  bool text_has_escapes_;
};

// One past the token before the one at `offset`: only blanks stand between them.
std::size_t QuickBuilder::EndBefore(std::size_t offset) const {
  while (offset > 0 && IsJsonBlank(text_[offset - 1])) --offset;
  return offset;
}

// One past the bracket that has just been read.
std::size_t QuickBuilder::EndOfContainer() {
  const char* next = nullptr;
  const bool more = document_.current_location().get(next) == simdjson::SUCCESS;
  return EndBefore(more ? OffsetOf(next) : text_.size());
}

bool QuickBuilder::AddRoot() {
  ondemand::value root;
  // simdjson has other functions for a scalar that stands alone: such texts are small.
  if (document_.get_value().get(root) != simdjson::SUCCESS || !AddValue(root, 0)) return false;
  return document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

// What stands for the string whose escapes simdjson has replaced.
std::optional<absl::string_view> QuickBuilder::Decoded(
    simdjson::simdjson_result<std::string_view> result) {
  std::string_view decoded;
  if (std::move(result).get(decoded) != simdjson::SUCCESS) return std::nullopt;
  const absl::string_view text(decoded.data(), decoded.size());
  if (text.find('\0') != absl::string_view::npos || !IsValidUtf8(text)) return std::nullopt;
  return text;
}

bool QuickBuilder::HasEscapes(absl::string_view source) const {
  return text_has_escapes_ && source.find('\\') != absl::string_view::npos;
}

// The key of the member whose value is at `value_begin`.
bool QuickBuilder::AddKey(ondemand::field& field, std::size_t value_begin) {
  const std::size_t begin = OffsetOf(field.key().raw()) - 1;
  // simdjson has seen that only a colon stands between the key and its value.
  const std::size_t end = EndBefore(EndBefore(value_begin) - 1);
  std::optional<absl::string_view> name = text_.substr(begin + 1, end - begin - 2);
  const bool escaped = HasEscapes(*name);
  if (escaped) name = Decoded(field.unescaped_key());
  return name && !assembler_.AddKey(begin, assembler_.Store(begin, escaped, *name));
}

bool QuickBuilder::AddString(ondemand::value& value, std::size_t begin, std::size_t end) {
  std::optional<absl::string_view> characters = text_.substr(begin + 1, end - begin - 2);
  const bool escaped = HasEscapes(*characters);
  if (escaped) {
    characters = Decoded(value.get_string());
  } else if (value.get_raw_json_string().error() != simdjson::SUCCESS) {
    return false;
  }
  if (!characters) return false;
  assembler_.AddString(begin, end, assembler_.Store(begin, escaped, *characters));
  return true;
}

bool QuickBuilder::AddObject(ondemand::value& value, std::size_t begin, std::size_t depth) {
  ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return false;
  assembler_.Open(JsonKind::kObject, begin);
  for (simdjson::simdjson_result<ondemand::field> member : object) {
    if (member.error() != simdjson::SUCCESS) return false;
    ondemand::field&& field = std::move(member).value_unsafe();
    ondemand::value& of_field = field.value();
    const std::size_t value_begin = OffsetOf(of_field.raw_json_token().data());
    if (!AddKey(field, value_begin) || !AddValue(of_field, depth)) return false;
  }
  assembler_.Close(EndOfContainer());
  return true;
}

bool QuickBuilder::AddArray(ondemand::value& value, std::size_t begin, std::size_t depth) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return false;
  assembler_.Open(JsonKind::kArray, begin);
  for (simdjson::simdjson_result<ondemand::value> element : array) {
    if (element.error() != simdjson::SUCCESS) return false;
    ondemand::value&& next = std::move(element).value_unsafe();
    if (!AddValue(next, depth)) return false;
  }
  assembler_.Close(EndOfContainer());
  return true;
}

bool QuickBuilder::AddValue(ondemand::value& value, std::size_t depth) {
  constexpr std::size_t kMaxDepth = 128;  // this recurses
  const auto token = value.raw_json_token();
  const std::size_t begin = OffsetOf(token.data());
  if (token[0] == '{' || token[0] == '[') {
    if (depth >= kMaxDepth || assembler_.IsFull()) return false;
    return token[0] == '{' ? AddObject(value, begin, depth + 1) : AddArray(value, begin, depth + 1);
  }
  const std::size_t end = EndBefore(begin + token.size());
  bool literal = false;
  switch (token[0]) {
    case '"':
      return AddString(value, begin, end);
    case 't':
    case 'f':
      if (value.get_bool().get(literal) != simdjson::SUCCESS) return false;
      assembler_.AddScalar(JsonKind::kBoolean, begin, end);
      return true;
    case 'n':
      if (value.is_null().get(literal) != simdjson::SUCCESS || !literal) return false;
      assembler_.AddScalar(JsonKind::kNull, begin, end);
      return true;
    default:
      if (value.get_number().error() != simdjson::SUCCESS) return false;
      assembler_.AddScalar(JsonKind::kNumber, begin, end);
      return true;
  }
}

bool Walk(ondemand::parser& parser, JsonAssembler* assembler) {
  const std::string& text = assembler->text();
  ondemand::document document;
  if (parser.iterate(text.data(), text.size(), text.capacity()).get(document) !=
      simdjson::SUCCESS) {
    return false;
  }
  return QuickBuilder(&document, assembler).AddRoot();
}

}  // namespace

bool JsonParsers::ParseQuickly(JsonAssembler* assembler) {
  static_assert(kQuickPadding >= simdjson::SIMDJSON_PADDING);
  // A parser keeps its memory, several times the largest text: worth it for the many small ones.
  constexpr std::size_t kSmallText = std::size_t{256} << 10;
  if (assembler->text().size() > kSmallText) {
    ondemand::parser parser;
    return Walk(parser, assembler);
  }
  thread_local ondemand::parser small_text_parser;
  return Walk(small_text_parser, assembler);
}

}  // namespace iamsim
