#ifndef IAMSIM_ENGINE_POLICY_PARSE_PARTS_H_
#define IAMSIM_ENGINE_POLICY_PARSE_PARTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/source_place.h"
#include "iamsim/policy/policy.h"
#include "policy/grammar.h"
#include "policy/report.h"

namespace iamsim {

// What the parts of one document share while it is parsed.
struct DocumentParse {
  const Grammar& grammar;
  Report& report;
  bool variables_enabled = false;         // VA-1
  absl::flat_hash_set<std::string> sids;  // PG-9: seen so far
};

// Each of these reports what is wrong and returns what could be read all the same; once the report
// has an error nobody looks at it.
Statement ParseStatement(const JsonNode& node, DocumentParse& parse);
PrincipalElement ParsePrincipal(const JsonNode& node, bool negated, DocumentParse& parse);
std::vector<Condition> ParseConditions(const JsonNode& node, DocumentParse& parse);

// The strings of a list-valued element, PG-5: a bare string or an array of strings.
std::vector<JsonNode> StringsOf(const JsonNode& node, absl::string_view element, Report& report);

// VA-2: warns of a `${` in `node` that is no variable.
void CheckVariables(const JsonNode& node, const DocumentParse& parse);

// PG-11: reports every value and key under `node` with a character that IAM does not store.
void CheckCharacters(const JsonNode& node, Report& report);

// Sets the sizes of `policy`, whose text is `text`.
void MeasureText(absl::string_view text, Policy* policy);
// PG-17: warns when `node` is larger than AWS may accept.
void CheckLimit(const JsonNode& node, const Grammar& grammar, Report& report);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_POLICY_PARSE_PARTS_H_
