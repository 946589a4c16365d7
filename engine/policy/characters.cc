#include <optional>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/utf8.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

// In UTF-8, U+0100 and above begin with such a byte.
bool IsForeign(char c) { return static_cast<unsigned char>(c) >= 0xC4; }

// The first character beyond U+00FF; the others that PG-11 excludes cannot stand in a JSON text.
std::optional<std::size_t> FindForeignCharacter(absl::string_view text) {
  // Without a way out, so that the compiler can take many bytes at once: nearly no text has one.
  bool is_foreign = false;
  for (const char c : text) is_foreign |= IsForeign(c);
  if (!is_foreign) return std::nullopt;
  return absl::c_find_if(text, IsForeign) - text.begin();
}

void CheckText(absl::string_view text, std::uint64_t offset, const JsonNode& node, Report& report) {
  const std::optional<std::size_t> found = FindForeignCharacter(text);
  if (!found) return;
  const absl::string_view rest = text.substr(*found);
  report.Reject("PG-11", Spot{node, offset + *found},
                absl::StrCat("expected only characters up to U+00FF, found ",
                             Quoted(rest.substr(0, CodePointLength(rest)))));
}

}  // namespace

void CheckCharacters(const JsonNode& node, Report& report) {
  if (!FindForeignCharacter(node.source())) return;
  std::vector<JsonNode> pending = {node};
  while (!pending.empty()) {
    const JsonNode value = pending.back();
    pending.pop_back();
    if (value.is_string()) CheckText(value.source(), value.begin().offset, value, report);
    for (const JsonNode& child : value.children()) {
      if (value.is_object()) {  // a \\u escape in a name is fine
        CheckText(child.key_source(), child.key_position().offset, child, report);
      }
      pending.push_back(child);
    }
  }
}

}  // namespace iamsim
