#include <cstddef>

#include "absl/strings/str_cat.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

// Without branches, so that the compiler can take many bytes at once: every document is counted.
std::size_t CountCharacters(absl::string_view text, bool count_spaces) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool starts_character = (byte & 0xC0) != 0x80;
    const bool is_space = (byte == ' ') | (static_cast<unsigned char>(byte - '\t') < 5);
    count += static_cast<std::size_t>(starts_character & (count_spaces | !is_space));
  }
  return count;
}

}  // namespace

void MeasureText(absl::string_view text, Policy* policy) {
  policy->size = text.size();
  policy->size_without_spaces = CountCharacters(text, false);
}

void CheckLimit(const JsonNode& node, const Grammar& grammar, Report& report) {
  const SizeLimit& limit = grammar.limit;
  if (limit.characters == 0 || node.source().size() <= limit.characters) return;
  const std::size_t size = CountCharacters(node.source(), limit.counts_spaces);
  if (size <= limit.characters) return;
  report.Warn("PG-17", At(node),
              absl::StrCat("expected at most ", limit.characters, " characters",
                           limit.counts_spaces ? "" : " without white space", " in ",
                           NounWithArticle(grammar.kind), ", found ", size));
}

}  // namespace iamsim
