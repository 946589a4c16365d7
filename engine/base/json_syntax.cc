// Messages for text that is not JSON. The parser library only says that it stopped; what a person
// needs to know follows from the last token that was fine and the text after it.
// Tested by json_syntax_test.cc.
#include "base/json_syntax.h"

#include <array>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

constexpr absl::string_view kEndOfText = "the end of the text";

// Characters of words and numbers, also of misspelt ones.
bool IsWordCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return absl::ascii_isalnum(byte) || byte >= 0x80 || c == '_' || c == '-' || c == '+' || c == '.';
}

absl::string_view WordAt(absl::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsWordCharacter(text[end])) ++end;
  return text.substr(at, end - at);
}

bool IsNumberStart(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '+' || c == '.';
}

// RFC 8259, section 6.
bool IsNumber(absl::string_view word) {
  const auto digits = [&word]() {
    std::size_t count = 0;
    while (count < word.size() && absl::ascii_isdigit(static_cast<unsigned char>(word[count]))) {
      ++count;
    }
    word.remove_prefix(count);
    return count;
  };
  if (absl::StartsWith(word, "-")) word.remove_prefix(1);
  const bool leading_zero = absl::StartsWith(word, "0");
  const std::size_t integer_digits = digits();
  if (integer_digits == 0 || (leading_zero && integer_digits > 1)) return false;
  if (absl::StartsWith(word, ".")) {
    word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (absl::StartsWithIgnoreCase(word, "e")) {
    word.remove_prefix(1);
    if (absl::StartsWith(word, "-") || absl::StartsWith(word, "+")) word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return word.empty();
}

// The quoted text at `at`, up to its closing quote or the end of its line.
absl::string_view QuotedAt(absl::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == quote) return text.substr(at, i + 1 - at);
    if (text[i] == '\\') ++i;
  }
  return text.substr(at, text.find_first_of("\r\n", at) - at);
}

std::string FoundAt(absl::string_view text, std::size_t at) {
  if (at >= text.size()) return std::string(kEndOfText);
  const char c = text[at];
  if (c == '"' || c == '\'') return JsonExcerpt(QuotedAt(text, at));
  if (IsWordCharacter(c)) return JsonExcerpt(WordAt(text, at));
  if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) {
    return absl::StrFormat("the control character U+%04X", static_cast<unsigned char>(c));
  }
  return JsonExcerpt(text.substr(at, 1));
}

JsonSyntaxError Expected(absl::string_view text, std::size_t at, absl::string_view expected) {
  return {.offset = at,
          .message = absl::StrCat("expected ", expected, ", found ", FoundAt(text, at))};
}

std::optional<unsigned> HexAt(absl::string_view text, std::size_t at) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    if (i >= text.size() || !absl::ascii_isxdigit(static_cast<unsigned char>(text[i]))) {
      return std::nullopt;
    }
    const char digit = absl::ascii_tolower(static_cast<unsigned char>(text[i]));
    value = value * 16 + static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return value;
}

// The problem of the escape at `text[at]`, a backslash; moves `at` past a good one.
std::optional<JsonSyntaxError> ExplainEscape(absl::string_view text, std::size_t* at) {
  const std::size_t begin = *at;
  const auto fail = [&](absl::string_view expected, std::size_t size) -> JsonSyntaxError {
    const absl::string_view found = text.substr(begin, size);
    return {.offset = begin,
            .message = absl::StrCat("expected ", expected, ", found ", JsonExcerpt(found))};
  };
  if (begin + 1 >= text.size()) {
    return JsonSyntaxError{.offset = text.size(),
                           .message = absl::StrCat("expected a closing `\"`, found ", kEndOfText)};
  }
  if (text[begin + 1] != 'u') {
    if (absl::string_view("\"\\/bfnrt").find(text[begin + 1]) == absl::string_view::npos) {
      return fail("an escape such as `\\n` or `\\\\`", 1 + CodePointLength(text.substr(begin + 1)));
    }
    *at = begin + 2;
    return std::nullopt;
  }
  const std::optional<unsigned> unit = HexAt(text, begin + 2);
  if (!unit) return fail("four hexadecimal digits after `\\u`", 6);
  *at = begin + 6;
  if (*unit < 0xD800 || *unit > 0xDFFF) return std::nullopt;
  const bool second_follows = *unit < 0xDC00 && absl::StartsWith(text.substr(*at), "\\u");
  const std::optional<unsigned> second = second_follows ? HexAt(text, *at + 2) : std::nullopt;
  if (!second || *second < 0xDC00 || *second > 0xDFFF) {
    return fail("a surrogate pair such as `\\ud83d\\ude00`", 6);
  }
  *at = begin + 12;
  return std::nullopt;
}

JsonSyntaxError ExplainString(absl::string_view text, std::size_t at, absl::string_view expected) {
  std::size_t i = at + 1;
  while (i < text.size() && text[i] != '"') {
    const char c = text[i];
    if (c == '\n' || c == '\r') {
      return {.offset = i, .message = "expected a closing `\"`, found the end of the line"};
    }
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\x7F') {
      return {.offset = i,
              .message = absl::StrFormat("expected the escape `\\u%04x`, found a bare U+%04X",
                                         static_cast<unsigned>(c), static_cast<unsigned>(c))};
    }
    if (c != '\\') {
      ++i;
    } else if (std::optional<JsonSyntaxError> problem = ExplainEscape(text, &i)) {
      return *std::move(problem);
    }
  }
  if (i >= text.size()) {
    return {.offset = text.size(),
            .message = absl::StrCat("expected a closing `\"`, found ", kEndOfText)};
  }
  return Expected(text, at, expected);
}

JsonSyntaxError ExplainNumber(absl::string_view text, std::size_t at) {
  const absl::string_view word = WordAt(text, at);
  // Grammatical, so the parser can only have refused its size.
  const absl::string_view expected = !IsNumber(word) ? "a JSON number"
                                     : word.find_first_of(".eE") == absl::string_view::npos
                                         ? "an integer of at most 64 bits"
                                         : "a number that a double can hold";
  return {.offset = at,
          .in_value = true,
          .message = absl::StrCat("expected ", expected, ", found ", JsonExcerpt(word))};
}

JsonSyntaxError ExplainValue(absl::string_view text, std::size_t at, absl::string_view expected) {
  JsonSyntaxError error = Expected(text, at, expected);
  if (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      error = ExplainString(text, at, expected);
    } else if (c == '\'') {
      error = Expected(text, at, "a string in double quotes");
    } else if (IsNumberStart(c)) {
      error = ExplainNumber(text, at);
    } else if (IsWordCharacter(c)) {
      constexpr std::array<absl::string_view, 3> kLiterals = {"true", "false", "null"};
      absl::StrAppend(&error.message, DidYouMean(WordAt(text, at), kLiterals));
    }
  }
  error.in_value = true;
  return error;
}

JsonSyntaxError ExplainKey(absl::string_view text, std::size_t at, absl::string_view expected) {
  if (at < text.size() && text[at] == '"') return ExplainString(text, at, expected);
  if (at < text.size() && (text[at] == '\'' || IsWordCharacter(text[at]))) {
    return Expected(text, at, "a key in double quotes");
  }
  return Expected(text, at, expected);
}

// After a value the container goes on or ends.
JsonSyntaxError ExplainAfterValue(absl::string_view text, const JsonProgress& progress) {
  const auto skip = [&](std::size_t at) { return SkipJsonBlanks(text, at, progress.comments); };
  const std::size_t at = skip(progress.end);
  // The parser took the begin of `01` or `0x1F` for a number.
  if (progress.last == JsonProgress::Last::kNumber && !IsNumber(WordAt(text, progress.begin))) {
    JsonSyntaxError error = ExplainNumber(text, progress.begin);
    error.in_value = false;  // the parser has counted the number's begin as a value
    return error;
  }
  if (progress.container == JsonProgress::Container::kNone) {
    return Expected(text, at, kEndOfText);
  }
  const bool in_array = progress.container == JsonProgress::Container::kArray;
  if (at >= text.size() || text[at] != ',') {
    return Expected(text, at, in_array ? "`,` or `]`" : "`,` or `}`");
  }
  return in_array ? ExplainValue(text, skip(at + 1), "a value after `,`")
                  : ExplainKey(text, skip(at + 1), "a key after `,`");
}

JsonSyntaxError ExplainToken(absl::string_view text, const JsonProgress& progress) {
  const std::size_t at = SkipJsonBlanks(text, progress.end, progress.comments);
  switch (progress.last) {
    case JsonProgress::Last::kNothing:
      if (at == text.size()) return {at, true, "expected a JSON value, found nothing"};
      return ExplainValue(text, at, "a JSON value");
    case JsonProgress::Last::kOpenArray:
      return ExplainValue(text, at, "a value or `]`");
    case JsonProgress::Last::kOpenObject:
      return ExplainKey(text, at, "a key or `}`");
    case JsonProgress::Last::kKey:
      if (at >= text.size() || text[at] != ':') return Expected(text, at, "`:` after the key");
      return ExplainValue(text, SkipJsonBlanks(text, at + 1, progress.comments), "a value");
    case JsonProgress::Last::kNumber:
    case JsonProgress::Last::kOtherValue:
      break;
  }
  return ExplainAfterValue(text, progress);
}

}  // namespace

std::size_t SkipJsonComment(absl::string_view text, std::size_t at) {
  const absl::string_view rest = text.substr(at);
  if (absl::StartsWith(rest, "//")) {
    const std::size_t end = text.find_first_of("\r\n", at);
    return end == absl::string_view::npos ? text.size() : end;
  }
  if (absl::StartsWith(rest, "/*")) {
    const std::size_t end = text.find("*/", at + 2);
    return end == absl::string_view::npos ? at : end + 2;
  }
  return at;
}

std::size_t SkipJsonBlanks(absl::string_view text, std::size_t at, bool comments) {
  for (;;) {
    while (at < text.size() && IsJsonBlank(text[at])) ++at;
    if (!comments || at >= text.size() || text[at] != '/') return at;
    const std::size_t after = SkipJsonComment(text, at);
    if (after == at) return at;
    at = after;
  }
}

std::string JsonExcerpt(absl::string_view text) {
  constexpr std::size_t kMaxBytes = 40;
  std::size_t size = 0;
  while (size < text.size() && size < kMaxBytes) size += CodePointLength(text.substr(size));
  return absl::StrCat("`", text.substr(0, size), size < text.size() ? "…`" : "`");
}

JsonSyntaxError ExplainJsonError(absl::string_view text, const JsonProgress& progress) {
  JsonSyntaxError error = ExplainToken(text, progress);
  const absl::string_view found = text.substr(error.offset);
  if (absl::StartsWith(found, "//") || absl::StartsWith(found, "/*")) {
    error.message = progress.comments ? absl::StrCat("expected `*/` after `/*`, found ", kEndOfText)
                                      : "expected JSON without comments, found a comment";
  }
  return error;
}

}  // namespace iamsim
