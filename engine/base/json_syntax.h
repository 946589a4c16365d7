#ifndef IAMSIM_ENGINE_BASE_JSON_SYNTAX_H_
#define IAMSIM_ENGINE_BASE_JSON_SYNTAX_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// White space between the tokens of JSON.
inline bool IsJsonBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// One past the comment that starts at `text[at]`; `at` itself when none starts there or it does not
// end.
std::size_t SkipJsonComment(absl::string_view text, std::size_t at);

// The first of `text` from `at` that is neither white space nor, with `comments`, in a comment.
std::size_t SkipJsonBlanks(absl::string_view text, std::size_t at, bool comments);

// How much of a text a parser understood. Commas and colons do not count as tokens.
struct JsonProgress {
  enum class Last { kNothing, kOpenObject, kOpenArray, kKey, kNumber, kOtherValue };
  enum class Container { kNone, kArray, kObject };

  Last last = Last::kNothing;
  std::size_t begin = 0;                   // of the last token
  std::size_t end = 0;                     // one past it
  Container container = Container::kNone;  // the innermost open one
  bool comments = false;
};

struct JsonSyntaxError {
  std::size_t offset = 0;
  // The problem is the next member's or element's value, not the container around it.
  bool in_value = false;
  std::string message;
};

// Why `text` is no JSON, given that a parser stopped at the token after `progress`. `text` is UTF-8
// without NUL characters.
JsonSyntaxError ExplainJsonError(absl::string_view text, const JsonProgress& progress);

// The start of `text` for a message: at most about 40 bytes, in backticks.
std::string JsonExcerpt(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_JSON_SYNTAX_H_
