#include "iamsim/policy/print.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "iamsim/base/json_writer.h"
#include "policy/grammar.h"

namespace iamsim {
namespace {

// PG-5: one value is written bare.
void WriteList(JsonWriter& writer, absl::string_view key, const std::vector<std::string>& values) {
  if (values.size() == 1) {
    writer.Member(key, values.front());
  } else {
    writer.Strings(key, values);
  }
}

// Of what a statement lists: actions or resources.
template <class Pattern>
void WritePatterns(JsonWriter& writer, Element element, const std::vector<Pattern>& patterns) {
  std::vector<std::string> texts;
  texts.reserve(patterns.size());
  for (const Pattern& pattern : patterns) texts.push_back(pattern.text());
  WriteList(writer, ElementName(element), texts);
}

void WritePrincipal(JsonWriter& writer, const PrincipalElement& principal) {
  writer.Key(ElementName(principal.negated ? Element::kNotPrincipal : Element::kPrincipal));
  if (principal.everyone) {
    writer.String("*");
    return;
  }
  writer.BeginObject();
  const std::vector<PrincipalEntry>& entries = principal.entries;
  for (std::size_t i = 0; i < entries.size();) {
    const PrincipalType type = entries[i].type;
    std::vector<std::string> values;
    for (; i < entries.size() && entries[i].type == type; ++i) values.push_back(entries[i].value);
    WriteList(writer, PrincipalTypeName(type), values);
  }
  writer.EndObject();
}

void WriteConditions(JsonWriter& writer, const std::vector<Condition>& conditions) {
  writer.Key(ElementName(Element::kCondition)).BeginObject();
  for (std::size_t i = 0; i < conditions.size();) {
    const std::string& op = conditions[i].op_text;
    writer.Key(op).BeginObject();
    for (; i < conditions.size() && conditions[i].op_text == op; ++i) {
      const Condition& condition = conditions[i];
      if (condition.single) {
        writer.Member(condition.key, condition.values.front());
      } else {
        writer.Strings(condition.key, condition.values);
      }
    }
    writer.EndObject();
  }
  writer.EndObject();
}

void WriteStatement(JsonWriter& writer, const Statement& statement) {
  writer.BeginObject();
  if (statement.sid) writer.Member(ElementName(Element::kSid), *statement.sid);
  writer.Member(ElementName(Element::kEffect), EffectName(statement.effect));
  if (statement.principal) WritePrincipal(writer, *statement.principal);
  WritePatterns(writer, statement.not_action ? Element::kNotAction : Element::kAction,
                statement.actions);
  if (statement.has_resource) {
    WritePatterns(writer, statement.not_resource ? Element::kNotResource : Element::kResource,
                  statement.resources);
  }
  if (!statement.conditions.empty()) WriteConditions(writer, statement.conditions);
  writer.EndObject();
}

// The code point that starts at `text[i]`, which is one of three or four bytes or starts with 0xC4
// to 0xDF; moves `i` past it.
std::uint32_t TakeCodePoint(absl::string_view text, std::size_t* i) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at]));
  };
  const std::uint32_t first = byte(*i);
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  std::uint32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) point = (point << 6) | (byte(*i + k) & 0x3FU);
  *i += length;
  return point;
}

// PG-11: writes characters beyond U+00FF as \u escapes. They stand in strings only.
std::string EscapeForeignCharacters(absl::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    if (static_cast<unsigned char>(json[i]) < 0xC4) {
      escaped.push_back(json[i++]);
      continue;
    }
    const std::uint32_t point = TakeCodePoint(json, &i);
    if (point < 0x10000) {
      absl::StrAppendFormat(&escaped, "\\u%04x", point);
    } else {
      const std::uint32_t rest = point - 0x10000;
      absl::StrAppendFormat(&escaped, "\\u%04x\\u%04x", 0xD800 + (rest >> 10),
                            0xDC00 + (rest & 0x3FF));
    }
  }
  return escaped;
}

template <class Pattern>
bool SameTexts(const std::vector<Pattern>& a, const std::vector<Pattern>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Pattern& x, const Pattern& y) { return x.text() == y.text(); });
}

bool SameEntry(const PrincipalEntry& a, const PrincipalEntry& b) {
  return a.type == b.type && a.value == b.value;
}

bool SamePrincipal(const PrincipalElement& a, const PrincipalElement& b) {
  return a.negated == b.negated && a.everyone == b.everyone &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    SameEntry);
}

// The operator and the compiled values follow from the texts and the document's version.
bool SameCondition(const Condition& a, const Condition& b) {
  return std::tie(a.op_text, a.key, a.values, a.single) ==
         std::tie(b.op_text, b.key, b.values, b.single);
}

bool SameStatement(const Statement& a, const Statement& b) {
  if (a.principal.has_value() != b.principal.has_value()) return false;
  return std::tie(a.index, a.sid, a.effect, a.not_action, a.has_resource, a.not_resource) ==
             std::tie(b.index, b.sid, b.effect, b.not_action, b.has_resource, b.not_resource) &&
         (!a.principal || SamePrincipal(*a.principal, *b.principal)) &&
         SameTexts(a.actions, b.actions) && SameTexts(a.resources, b.resources) &&
         std::equal(a.conditions.begin(), a.conditions.end(), b.conditions.begin(),
                    b.conditions.end(), SameCondition);
}

}  // namespace

std::string PrintPolicy(const Policy& policy, int indent) {
  JsonWriter writer(indent);
  writer.BeginObject();
  if (policy.version_given) writer.Member("Version", policy.version);
  if (policy.id) writer.Member("Id", *policy.id);
  writer.Key("Statement");
  if (!policy.single_statement) writer.BeginArray();
  for (const Statement& statement : policy.statements) WriteStatement(writer, statement);
  if (!policy.single_statement) writer.EndArray();
  writer.EndObject();
  return GrammarOf(policy.kind).stored_by_iam ? EscapeForeignCharacters(writer.text())
                                              : writer.Take();
}

bool SamePolicy(const Policy& a, const Policy& b) {
  return std::tie(a.kind, a.version, a.version_given, a.id, a.single_statement) ==
             std::tie(b.kind, b.version, b.version_given, b.id, b.single_statement) &&
         std::equal(a.statements.begin(), a.statements.end(), b.statements.begin(),
                    b.statements.end(), SameStatement);
}

}  // namespace iamsim
