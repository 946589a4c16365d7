#include "iamsim/match/variables.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "iamsim/match/glob.h"

namespace iamsim {
namespace {

constexpr absl::string_view kOpening = "${";

struct Variable {
  std::size_t size = 0;  // from `${` through `}`
  absl::string_view key;
  std::optional<absl::string_view> default_value;
};

// The variable at the start of `text`, which begins with `${`; nothing when it is malformed (VA-2).
// A name ends where the next `${` begins, so that a long row of them is read only once.
std::optional<Variable> ReadVariable(absl::string_view text) {
  std::size_t end = kOpening.size();
  while (end < text.size() && text[end] != '}' && text[end] != ',') {
    if (absl::ascii_isspace(static_cast<unsigned char>(text[end]))) return std::nullopt;
    if (absl::StartsWith(text.substr(end), kOpening)) return std::nullopt;
    ++end;
  }
  Variable variable;
  variable.key = text.substr(kOpening.size(), end - kOpening.size());
  if (variable.key.empty()) return std::nullopt;
  absl::string_view rest = text.substr(end);
  if (absl::ConsumePrefix(&rest, ", '")) {
    const std::size_t quote = rest.find('\'');
    if (quote == absl::string_view::npos) return std::nullopt;
    variable.default_value = rest.substr(0, quote);
    rest.remove_prefix(quote + 1);
  }
  if (!absl::ConsumePrefix(&rest, "}")) return std::nullopt;
  variable.size = text.size() - rest.size();
  return variable;
}

// VA-8: `${*}`, `${?}` and `${$}`.
bool IsEscapedCharacter(const Variable& variable) {
  return !variable.default_value.has_value() &&
         (variable.key == "*" || variable.key == "?" || variable.key == "$");
}

void AppendText(absl::string_view text, bool literal, std::vector<Template::Part>* parts) {
  if (text.empty()) return;
  if (parts->empty() || parts->back().kind != Template::Part::Kind::kText ||
      parts->back().literal != literal) {
    parts->emplace_back();
    parts->back().literal = literal;
  }
  parts->back().text.append(text.data(), text.size());
}

}  // namespace

Template Template::Parse(absl::string_view text, bool variables_enabled) {
  Template result;
  while (!text.empty()) {
    const std::size_t start = variables_enabled ? text.find(kOpening) : absl::string_view::npos;
    AppendText(text.substr(0, start), false, &result.parts_);
    if (start == absl::string_view::npos) break;
    text.remove_prefix(start);
    const std::optional<Variable> variable = ReadVariable(text);
    if (!variable.has_value()) {
      AppendText(kOpening, false, &result.parts_);
      text.remove_prefix(kOpening.size());
      continue;
    }
    text.remove_prefix(variable->size);
    if (IsEscapedCharacter(*variable)) {
      AppendText(variable->key, true, &result.parts_);
      continue;
    }
    Part part;
    part.kind = Part::Kind::kVariable;
    part.key = std::string(variable->key);
    if (variable->default_value.has_value()) {
      part.default_value = std::string(*variable->default_value);
    }
    result.parts_.push_back(std::move(part));
    result.has_variables_ = true;
  }
  return result;
}

std::vector<absl::string_view> Template::keys() const {
  std::vector<absl::string_view> keys;
  for (const Part& part : parts_) {
    if (part.kind == Part::Kind::kVariable) keys.push_back(part.key);
  }
  return keys;
}

Expansion Template::Expand(VariableLookup lookup, Wildcards wildcards, std::string* out) const {
  Expansion expansion = Expansion::kText;
  const auto append_literal = [&](absl::string_view text) {
    if (wildcards == Wildcards::kGlob) {
      AppendGlobLiteral(text, out);  // VA-9
    } else {
      out->append(text.data(), text.size());
    }
  };
  for (const Part& part : parts_) {
    if (part.kind == Part::Kind::kText) {
      if (part.literal || wildcards == Wildcards::kLiteral) {
        append_literal(part.text);
      } else {
        AppendGlob(part.text, out);
      }
      continue;
    }
    absl::string_view value;
    VariableState state = lookup(part.key, &value);
    if (state == VariableState::kValue && value.empty()) state = VariableState::kNoValue;  // VA-7
    switch (state) {
      case VariableState::kValue:
        append_literal(value);
        break;
      case VariableState::kNoValue:
        if (!part.default_value.has_value()) return Expansion::kUnresolved;  // VA-5
        append_literal(*part.default_value);                                 // VA-7
        break;
      case VariableState::kMultivalued:
        return Expansion::kUnresolved;  // VA-4
      case VariableState::kUnknown:
        expansion = Expansion::kUnknown;
        out->push_back(glob_code::kAnyRun);
        break;
    }
  }
  return expansion;
}

ArnFields SplitFields(absl::string_view text, std::size_t max_fields, bool variables_enabled) {
  ArnFields fields;
  std::size_t begin = 0;
  std::size_t i = 0;
  while (i < text.size() && fields.size() + 1 < max_fields) {
    if (text[i] == ':') {
      fields.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    } else if (variables_enabled && absl::StartsWith(text.substr(i), kOpening)) {
      if (const std::optional<Variable> variable = ReadVariable(text.substr(i))) {
        i += variable->size;
        continue;
      }
    }
    ++i;
  }
  fields.push_back(text.substr(begin));
  return fields;
}

std::string FindMalformedVariable(absl::string_view text) {
  for (std::size_t start = text.find(kOpening); start != absl::string_view::npos;
       start = text.find(kOpening)) {
    text.remove_prefix(start);
    const std::optional<Variable> variable = ReadVariable(text);
    if (!variable.has_value()) {
      const std::size_t brace = text.find('}');
      return std::string(brace == absl::string_view::npos ? text : text.substr(0, brace + 1));
    }
    text.remove_prefix(variable->size);
  }
  return "";
}

}  // namespace iamsim
