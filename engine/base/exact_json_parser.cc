// nlohmann's SAX parser checks the grammar and decodes strings, but says neither where a token
// stands nor that a key repeats, and takes integers that do not fit for doubles. ExactBuilder adds
// that: an iterator notes how far the parser has read, which is the end of the token at hand; its
// begin is the first text after the previous token.
// Tested by json_document_test.cc, json_syntax_test.cc and json_parsers_test.cc.
#include <cstdint>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/json_parsers.h"
#include "base/json_syntax.h"

namespace iamsim {
namespace {

// Reads characters and notes in `*read` how far.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char& operator*() const { return *at; }
  CountingIterator& operator++() {
    *read = ++at;
    return *this;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at == b.at;
  }

  const char* at;
  const char** read;
};

// The `\u0000` in the string that opens at `text[at]` and has one.
std::size_t FindNulEscape(absl::string_view text, std::size_t at) {
  while (!absl::StartsWith(text.substr(at), "\\u0000")) at += text[at] == '\\' ? 2U : 1U;
  return at;
}

// The handler of nlohmann::json::sax_parse, which fixes the names of its events. An event returns
// false to stop; `status` then says why.
struct ExactBuilder {
  ExactBuilder(JsonAssembler* json_assembler, const JsonLimits& json_limits)
      : assembler(*json_assembler), limits(json_limits), read(json_assembler->text().data()) {
    progress_.comments = limits.allow_comments;
  }

  bool null() { return AddLiteral(JsonKind::kNull); }
  bool boolean(bool /*value*/) { return AddLiteral(JsonKind::kBoolean); }
  bool number_integer(std::int64_t /*value*/) { return AddNumber(); }
  bool number_unsigned(std::uint64_t /*value*/) { return AddNumber(); }
  bool number_float(double /*value*/, const std::string& lexeme);
  bool string(const std::string& value);
  bool binary(const std::vector<std::uint8_t>& /*value*/) { return ParseError(); }
  bool start_object(std::size_t /*size*/) { return Open(JsonKind::kObject); }
  bool start_array(std::size_t /*size*/) { return Open(JsonKind::kArray); }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  bool key(const std::string& name);
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) {
    return ParseError();
  }

  bool ParseError();

  JsonAssembler& assembler;
  const JsonLimits& limits;
  const char* read;
  absl::Status status;

 private:
  std::size_t ReadOffset() const {
    return static_cast<std::size_t>(read - assembler.text().data());
  }
  std::size_t NextToken() const;
  void Advance(JsonProgress::Last last, std::size_t begin, std::size_t end);
  bool CheckNoNul(std::size_t begin, bool in_value, const std::string& decoded);
  JsonAssembler::Characters Store(std::size_t begin, const std::string& decoded);
  bool AddLiteral(JsonKind kind);
  bool AddNumber();
  bool Open(JsonKind kind);
  bool Close();
  bool Fail(std::size_t offset, bool in_value, absl::string_view message);

  JsonProgress progress_;
};

bool ExactBuilder::Fail(std::size_t offset, bool in_value, absl::string_view message) {
  status = assembler.Error(offset, in_value, message);
  return false;
}

bool ExactBuilder::ParseError() {
  using Container = JsonProgress::Container;
  const std::optional<JsonKind> innermost = assembler.Container();
  progress_.container = !innermost                       ? Container::kNone
                        : *innermost == JsonKind::kArray ? Container::kArray
                                                         : Container::kObject;
  const JsonSyntaxError error = ExplainJsonError(assembler.text(), progress_);
  return Fail(error.offset, error.in_value, error.message);
}

// The begin of the token that the parser has just read.
std::size_t ExactBuilder::NextToken() const {
  const std::string& text = assembler.text();
  for (std::size_t at = progress_.end;;) {
    switch (text[at]) {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case ',':
      case ':':
        ++at;
        break;
      case '/':
        at = SkipJsonComment(text, at);
        break;
      default:
        return at;
    }
  }
}

void ExactBuilder::Advance(JsonProgress::Last last, std::size_t begin, std::size_t end) {
  progress_.last = last;
  progress_.begin = begin;
  progress_.end = end;
}

bool ExactBuilder::CheckNoNul(std::size_t begin, bool in_value, const std::string& decoded) {
  if (decoded.find('\0') == std::string::npos) return true;
  return Fail(FindNulEscape(assembler.text(), begin), in_value,
              "expected text without NUL characters, found `\\u0000`");
}

// The characters of the string that was read from `begin`, its opening quote.
JsonAssembler::Characters ExactBuilder::Store(std::size_t begin, const std::string& decoded) {
  // Every escape is longer than what it stands for.
  return assembler.Store(begin, ReadOffset() - begin - 2 != decoded.size(), decoded);
}

bool ExactBuilder::key(const std::string& name) {
  const std::size_t begin = NextToken();
  if (!CheckNoNul(begin, false, name)) return false;
  const auto characters = Store(begin, name);
  if (const std::optional<std::size_t> earlier = assembler.AddKey(begin, characters)) {
    const SourcePosition first = assembler.Locate(*earlier);
    return Fail(begin, true,
                absl::StrCat("expected distinct keys, found ", JsonExcerpt(name),
                             " again (first at ", first.line, ":", first.column, ")"));
  }
  Advance(JsonProgress::Last::kKey, begin, ReadOffset());
  return true;
}

bool ExactBuilder::AddLiteral(JsonKind kind) {
  const std::size_t begin = NextToken();
  assembler.AddScalar(kind, begin, ReadOffset());
  Advance(JsonProgress::Last::kOtherValue, begin, ReadOffset());
  return true;
}

bool ExactBuilder::AddNumber() {
  const std::size_t begin = NextToken();
  // The parser reads one character more to see where a number ends, unless the text ends.
  std::size_t end = begin;
  const std::string& text = assembler.text();
  while (end < text.size() && (absl::ascii_isdigit(static_cast<unsigned char>(text[end])) ||
                               std::strchr("+-.eE", text[end]) != nullptr)) {
    ++end;
  }
  assembler.AddScalar(JsonKind::kNumber, begin, end);
  Advance(JsonProgress::Last::kNumber, begin, end);
  return true;
}

bool ExactBuilder::number_float(double /*value*/, const std::string& lexeme) {
  if (lexeme.find_first_of(".eE") == std::string::npos) {
    return ParseError();
  }
  return AddNumber();
}

bool ExactBuilder::string(const std::string& value) {
  const std::size_t begin = NextToken();
  if (!CheckNoNul(begin, true, value)) return false;
  assembler.AddString(begin, ReadOffset(), Store(begin, value));
  Advance(JsonProgress::Last::kOtherValue, begin, ReadOffset());
  return true;
}

bool ExactBuilder::Open(JsonKind kind) {
  const std::size_t begin = NextToken();
  if (assembler.IsFull()) {
    return Fail(
        begin, true,
        absl::StrCat("expected at most ", limits.max_depth, " levels of nesting, found more"));
  }
  assembler.Open(kind, begin);
  Advance(
      kind == JsonKind::kArray ? JsonProgress::Last::kOpenArray : JsonProgress::Last::kOpenObject,
      begin, begin + 1);
  return true;
}

bool ExactBuilder::Close() {
  const std::size_t end = ReadOffset();
  assembler.Close(end);
  Advance(JsonProgress::Last::kOtherValue, end - 1, end);
  return true;
}

}  // namespace

absl::Status JsonParsers::ParseExactly(const JsonLimits& limits, JsonAssembler* assembler) {
  ExactBuilder builder(assembler, limits);
  const char* const begin = assembler->text().data();
  const char* const end = begin + assembler->text().size();
  try {
    const bool strict = true;
    nlohmann::json::sax_parse(CountingIterator{begin, &builder.read},
                              CountingIterator{end, &builder.read}, &builder,
                              nlohmann::json::input_format_t::json, strict, limits.allow_comments);
  } catch (const nlohmann::json::exception&) {
    builder.ParseError();
  }
  return builder.status;
}

}  // namespace iamsim
