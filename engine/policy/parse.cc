#include "iamsim/policy/parse.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

constexpr std::array<absl::string_view, 3> kDocumentElements = {"Version", "Id", "Statement"};
constexpr absl::string_view kCurrentVersion = "2012-10-17";
constexpr absl::string_view kFirstVersion = "2008-10-17";

// The inverse of Shift: `position` seen from the document that starts at `start`.
SourcePosition Within(const SourcePosition& start, const SourcePosition& position) {
  const bool first_line = position.line == start.line;
  return {.offset = position.offset - start.offset,
          .line = position.line - start.line + 1,
          .column = first_line ? position.column - start.column + 1 : position.column};
}

// PG-2, PG-13.
void ParseVersion(const JsonNode& document, Policy* policy, DocumentParse& parse) {
  const std::optional<JsonNode> node = document.Find("Version");
  const ElementRule& rule = parse.grammar.version;
  policy->version = std::string(kFirstVersion);
  if (!node) {
    const std::string message =
        absl::StrCat("expected `Version` in ", NounWithArticle(parse.grammar.kind), ", found none");
    if (rule.presence == Presence::kRequired) {
      parse.report.Reject(rule.rule, At(document), message);
    } else if (rule.presence == Presence::kRecommended) {
      parse.report.Warn(rule.rule, At(document), message);
    }
    return;
  }
  const absl::string_view text = node->is_string() ? node->text() : "";
  if (text != kCurrentVersion && text != kFirstVersion) {
    parse.report.Error("PG-2", At(*node),
                       absl::StrCat("expected `2012-10-17` or `2008-10-17`, found ", Found(*node)));
    // What follows is read as its author probably meant it.
    parse.variables_enabled = true;
    return;
  }
  if (parse.grammar.denies_everyone && text != kCurrentVersion) {
    parse.report.Reject(
        "PG-13", At(*node),
        absl::StrCat("expected `2012-10-17` in ", NounWithArticle(parse.grammar.kind), ", found ",
                     Found(*node)));
  }
  policy->version = std::string(text);
  policy->version_given = true;
  parse.variables_enabled = policy->variables_enabled();
}

// PG-9.
void ParseId(const JsonNode& node, Policy* policy, DocumentParse& parse) {
  if (parse.grammar.id.presence == Presence::kForbidden) {
    parse.report.Reject(parse.grammar.id.rule, AtKey(node),
                        absl::StrCat("expected no `Id` in ", NounWithArticle(parse.grammar.kind)));
  }
  if (!node.is_string()) {
    parse.report.Error("PG-9", At(node),
                       absl::StrCat("expected a string in `Id`, found ", Found(node)));
    return;
  }
  policy->id = std::string(node.text());
}

void ParseStatements(const JsonNode& node, const SourcePosition& start, Policy* policy,
                     DocumentParse& parse) {
  if (!node.is_object() && !node.is_array()) {
    parse.report.Error("PG-1", At(node),
                       absl::StrCat("expected an object or an array of objects in `Statement`, "
                                    "found ",
                                    Found(node)));
    return;
  }
  policy->single_statement = node.is_object();
  policy->statements_begin = Within(start, node.begin());
  ++policy->statements_begin.offset;
  ++policy->statements_begin.column;
  const std::vector<JsonNode> nodes =
      node.is_array() ? node.children() : std::vector<JsonNode>{node};
  policy->statements.reserve(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i].is_object()) {
      parse.report.Error("PG-1", At(nodes[i]),
                         absl::StrCat("expected a statement (an object), found ", Found(nodes[i])));
      continue;
    }
    Statement statement = ParseStatement(nodes[i], parse);
    statement.index = i;
    statement.begin = Within(start, nodes[i].begin());
    statement.end = Within(start, nodes[i].end());
    policy->statements.push_back(std::move(statement));
  }
}

void ParseDocument(const JsonNode& node, Policy* policy, DocumentParse& parse) {
  if (!node.is_object()) {
    parse.report.Error("PG-1", At(node),
                       absl::StrCat("expected a policy document (an object), found ", Found(node)));
    return;
  }
  ParseVersion(node, policy, parse);
  for (const JsonNode& member : node.children()) {
    if (member.key() == "Id") {
      ParseId(member, policy, parse);
    } else if (member.key() == "Statement") {
      ParseStatements(member, node.begin(), policy, parse);
    } else if (member.key() != "Version") {
      parse.report.Reject(
          "PG-8", AtKey(member),
          absl::StrCat("expected `Version`, `Id` or `Statement`, found ", Quoted(member.key()),
                       DidYouMean(member.key(), kDocumentElements)));
    }
  }
  if (!node.Find("Statement")) {
    parse.report.Error("PG-1", At(node), "expected `Statement`, found none");
  }
}

}  // namespace

absl::Status ParsedPolicy::status() const {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kError) {
      return SourceError(diagnostic.place, diagnostic.message);
    }
  }
  return absl::OkStatus();
}

ParsedPolicy ParsePolicy(const JsonNode& node, PolicyKind kind, const ParseOptions& options) {
  Report report(options.lenient);
  DocumentParse parse{.grammar = GrammarOf(kind), .report = report, .sids = {}};
  auto policy = std::make_shared<Policy>();
  policy->kind = kind;
  policy->text = std::string(node.source());
  MeasureText(node.source(), policy.get());
  ParseDocument(node, policy.get(), parse);
  if (parse.grammar.stored_by_iam) CheckCharacters(node, report);
  CheckLimit(node, parse.grammar, report);
  ParsedPolicy parsed;
  if (!report.failed()) parsed.policy = std::move(policy);
  parsed.diagnostics = report.Take();
  return parsed;
}

ParsedPolicy ParsePolicyText(absl::string_view text, absl::string_view file, PolicyKind kind,
                             const ParseOptions& options) {
  const absl::StatusOr<std::shared_ptr<const JsonDocument>> document =
      JsonDocument::Parse(std::string(text), std::string(file));
  if (document.ok()) return ParsePolicy((*document)->root(), kind, options);
  const absl::string_view message = document.status().message();
  const bool twice = absl::StartsWith(message, "expected distinct keys");
  ParsedPolicy parsed;
  parsed.diagnostics.push_back(
      {.severity = Severity::kError,
       .rule = twice ? "PG-6" : "PG-1",
       .place = PlaceOf(document.status()).value_or(SourcePlace{}),
       // Quotes the text, line breaks and all: Describe() makes it one line.
       .message = Describe(absl::InvalidArgumentError(message))});
  return parsed;
}

}  // namespace iamsim
