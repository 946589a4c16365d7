#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::size_t CountCharacters(absl::string_view text, bool count_spaces) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [&](char byte) {
    return StartsCharacter(byte) &&
           (count_spaces || !absl::ascii_isspace(static_cast<unsigned char>(byte)));
  }));
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
