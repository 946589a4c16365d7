#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "policy/parse_parts.h"

namespace iamsim {
namespace {

constexpr std::size_t kElements = static_cast<std::size_t>(Element::kCondition) + 1;

// The members of a statement by element.
class Elements {
 public:
  // PG-8: element names are case-sensitive.
  Elements(const JsonNode& statement, Report& report) {
    const absl::Span<const absl::string_view> names = ElementNames();
    for (const JsonNode& member : statement.children()) {
      std::size_t i = 0;
      while (i < kElements && names[i] != member.key()) ++i;
      if (i < kElements) {
        nodes_[i] = member;
        continue;
      }
      report.Reject("PG-8", AtKey(member),
                    absl::StrCat("expected an element of a statement, found ", Quoted(member.key()),
                                 DidYouMean(member.key(), names)));
    }
  }

  const std::optional<JsonNode>& operator[](Element element) const {
    return nodes_[static_cast<std::size_t>(element)];
  }

 private:
  std::array<std::optional<JsonNode>, kElements> nodes_;
};

// PG-4: `Name` and `NotName`, of which a statement has at most one.
struct Pair {
  std::optional<JsonNode> node;
  bool negated = false;
};
Pair ChooseOne(const Elements& elements, Element plain, Element negated, Report& report) {
  const std::optional<JsonNode>& a = elements[plain];
  const std::optional<JsonNode>& b = elements[negated];
  if (a && b) {
    const JsonNode& later = a->begin().offset < b->begin().offset ? *b : *a;
    report.Error("PG-4", AtKey(later),
                 absl::StrCat("expected either `", ElementName(plain), "` or `",
                              ElementName(negated), "`, found both"));
  }
  return b && !a ? Pair{b, true} : Pair{a, false};
}

// Table 1.1: `member` is forbidden here, but the rules say how to evaluate it.
void RejectElement(const JsonNode& member, const ElementRule& rule, DocumentParse& parse) {
  parse.report.Reject(
      rule.rule, AtKey(member),
      absl::StrCat("expected no `", member.key(), "` in ", NounWithArticle(parse.grammar.kind)));
}

bool IsForbidden(const ElementRule& rule) { return rule.presence == Presence::kForbidden; }

// "`Action` or `NotAction`", or only the first where the second is forbidden.
std::string Alternatives(Element plain, Element negated, bool negated_forbidden) {
  if (negated_forbidden) return absl::StrCat("`", ElementName(plain), "`");
  return absl::StrCat("`", ElementName(plain), "` or `", ElementName(negated), "`");
}

void ParseSid(const JsonNode& node, Statement* statement, DocumentParse& parse) {
  if (!node.is_string()) {
    parse.report.Error("PG-9", At(node),
                       absl::StrCat("expected a string in `Sid`, found ", Found(node)));
    return;
  }
  statement->sid = std::string(node.text());
  if (!parse.grammar.stored_by_iam || node.text().empty()) return;
  for (const char c : node.text()) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) continue;
    parse.report.Reject(
        "PG-9", At(node),
        absl::StrCat("expected only letters A-Z, a-z and digits in `Sid`, found ", Found(node)));
    break;
  }
  if (!parse.sids.insert(*statement->sid).second) {
    parse.report.Reject("PG-9", At(node),
                        absl::StrCat("expected a `Sid` that is unique in the document, found ",
                                     Found(node), " again"));
  }
}

// PG-3: required and case-sensitive.
void ParseEffect(const JsonNode& node, Statement* statement, DocumentParse& parse) {
  const absl::string_view text = node.is_string() ? node.text() : "";
  if (text != "Allow" && text != "Deny") {
    parse.report.Error("PG-3", At(node),
                       absl::StrCat("expected `Allow` or `Deny`, found ", Found(node)));
    return;
  }
  statement->effect = text == "Allow" ? Effect::kAllow : Effect::kDeny;
  if (parse.grammar.denies_everyone && statement->effect == Effect::kAllow) {
    parse.report.Reject("PG-13", At(node),
                        absl::StrCat("expected `Deny` in ", NounWithArticle(parse.grammar.kind),
                                     ", found `Allow`"));
  }
}

void CheckAction(const JsonNode& node, DocumentParse& parse) {
  const absl::string_view text = node.text();
  const bool everything = text == "*";
  const std::size_t colon = text.find(':');
  if (!everything && colon == absl::string_view::npos) {
    // MA-2: `*` is the only action without a colon.
    parse.report.Error("MA-2", At(node),
                       absl::StrCat("expected `*` or `service:Action`, found ", Found(node)));
    return;
  }
  if (!everything && (colon == 0 || colon + 1 == text.size())) {
    parse.report.Reject("MA-1", At(node),
                        absl::StrCat("expected `service:Action`, found ", Found(node)));
    return;
  }
  const bool open_prefix = everything || absl::c_any_of(text.substr(0, colon), [](char c) {
                             return c == '*' || c == '?';
                           });
  if (open_prefix && parse.grammar.denies_everyone) {
    parse.report.Reject("PG-13", At(node),
                        absl::StrCat("expected a service prefix without wildcards, such as `s3:*`, "
                                     "found ",
                                     Found(node)));
  } else if (open_prefix && !everything) {
    // MA-3: AWS's validator refuses it, evaluation globs it.
    parse.report.Warn(
        "MA-3", At(node),
        absl::StrCat("expected a service prefix without wildcards, found ", Found(node)));
  }
}

void ParseActions(const Elements& elements, const JsonNode& node, Statement* statement,
                  DocumentParse& parse) {
  const ElementRule& rule = parse.grammar.not_action;
  const Pair action = ChooseOne(elements, Element::kAction, Element::kNotAction, parse.report);
  if (!action.node) {
    parse.report.Error(
        "PG-4", At(node),
        absl::StrCat("expected ",
                     Alternatives(Element::kAction, Element::kNotAction, IsForbidden(rule)),
                     ", found neither"));
    return;
  }
  statement->not_action = action.negated;
  if (action.negated && IsForbidden(rule)) RejectElement(*action.node, rule, parse);
  const std::vector<JsonNode> strings = StringsOf(*action.node, action.node->key(), parse.report);
  statement->actions.reserve(strings.size());
  for (const JsonNode& string : strings) {
    CheckAction(string, parse);
    statement->actions.emplace_back(string.text());
  }
}

// MR-4: `pattern` is an ARN of fewer than six fields.
void CheckShortArn(const JsonNode& node, DocumentParse& parse) {
  const ShortArns rule = parse.grammar.short_arns;
  if (rule == ShortArns::kCompleted || rule == ShortArns::kLiteral) return;
  if (rule == ShortArns::kTrailingStar && absl::EndsWith(node.text(), "*")) return;
  parse.report.Reject(
      "MR-4", At(node),
      absl::StrCat("expected an ARN of six fields",
                   rule == ShortArns::kTrailingStar ? ", or a shorter one that ends in `*`," : "",
                   " in ", NounWithArticle(parse.grammar.kind), ", found ", Found(node)));
}

void CheckResource(const JsonNode& node, const ResourcePattern& pattern, DocumentParse& parse) {
  const absl::string_view text = node.text();
  CheckVariables(node, parse);
  if (absl::StartsWith(text, "arn:")) {
    if (pattern.is_short()) CheckShortArn(node, parse);
    return;
  }
  // MR-2, MR-5: a pattern that begins with a wildcard or a variable may still match an ARN.
  if (absl::StartsWith(text, "*") || absl::StartsWith(text, "?") ||
      (absl::StartsWith(text, "${") && parse.variables_enabled)) {
    return;
  }
  parse.report.Reject("MR-2", At(node),
                      absl::StrCat("expected an ARN or `*`, found ", Found(node)));
}

// PG-19: every action is one of `service` (null: no service), so that the statement is about the
// resource that has the policy.
bool IsAboutItsHolder(const Statement& statement, const char* service) {
  if (service == nullptr || statement.not_action || statement.actions.empty()) return false;
  const std::string prefix = absl::StrCat(service, ":");
  for (const ActionPattern& action : statement.actions) {
    if (!absl::StartsWithIgnoreCase(action.text(), prefix)) return false;
  }
  return true;
}

void ParseResources(const Elements& elements, const JsonNode& node, Statement* statement,
                    DocumentParse& parse) {
  const ElementRule& rule = parse.grammar.resource;
  const Pair resource =
      ChooseOne(elements, Element::kResource, Element::kNotResource, parse.report);
  if (!resource.node) {
    if (rule.presence != Presence::kRequired) return;  // PG-12
    if (IsAboutItsHolder(*statement, parse.grammar.service_without_resource)) return;
    parse.report.Error(rule.rule, At(node), "expected `Resource` or `NotResource`, found neither");
    return;
  }
  if (IsForbidden(rule)) {
    // PG-12: the role is the resource; what another one would mean is not said.
    parse.report.Error(rule.rule, AtKey(*resource.node),
                       absl::StrCat("expected no `", resource.node->key(), "` in ",
                                    NounWithArticle(parse.grammar.kind)));
    return;
  }
  statement->has_resource = true;
  statement->not_resource = resource.negated;
  const bool complete = parse.grammar.short_arns == ShortArns::kCompleted;
  const std::vector<JsonNode> strings =
      StringsOf(*resource.node, resource.node->key(), parse.report);
  statement->resources.reserve(strings.size());
  for (const JsonNode& string : strings) {
    statement->resources.emplace_back(string.text(), parse.variables_enabled, complete);
    CheckResource(string, statement->resources.back(), parse);
  }
}

// PG-16: an empty `Not…` list would apply to everything; AWS's meaning is not known.
void RejectEmptyNegation(const std::optional<JsonNode>& node, Report& report) {
  if (!node || !node->is_array() || node->size() > 0) return;
  report.Error("PG-16", At(*node),
               absl::StrCat("expected at least one value in `", node->key(), "`, found none"));
}

void ParsePrincipals(const Elements& elements, const JsonNode& node, Statement* statement,
                     DocumentParse& parse) {
  const ElementRule& plain = parse.grammar.principal;
  const ElementRule& negated = parse.grammar.not_principal;
  const Pair principal =
      ChooseOne(elements, Element::kPrincipal, Element::kNotPrincipal, parse.report);
  if (!principal.node) {
    if (plain.presence != Presence::kRequired) return;
    parse.report.Reject(plain.rule, At(node),
                        absl::StrCat("expected ",
                                     Alternatives(Element::kPrincipal, Element::kNotPrincipal,
                                                  IsForbidden(negated)),
                                     " in ", NounWithArticle(parse.grammar.kind), ", found none"));
    return;
  }
  const ElementRule& rule = principal.negated ? negated : plain;
  if (IsForbidden(rule)) RejectElement(*principal.node, rule, parse);
  statement->principal = ParsePrincipal(*principal.node, principal.negated, parse);
}

}  // namespace

std::vector<JsonNode> StringsOf(const JsonNode& node, absl::string_view element, Report& report) {
  std::vector<JsonNode> strings = node.is_array() ? node.children() : std::vector<JsonNode>{node};
  const auto is_string = [](const JsonNode& value) { return value.is_string(); };
  if (absl::c_all_of(strings, is_string)) return strings;
  for (const JsonNode& value : strings) {
    if (value.is_string()) continue;
    const bool null = value.kind() == JsonKind::kNull;
    report.Error(null ? "PG-10" : "PG-5", At(value),
                 absl::StrCat("expected a string", node.is_array() ? "" : " or an array of strings",
                              " in `", element, "`, found ", Found(value)));
  }
  strings.erase(std::stable_partition(strings.begin(), strings.end(), is_string), strings.end());
  return strings;
}

Statement ParseStatement(const JsonNode& node, DocumentParse& parse) {
  Statement statement;
  const Elements elements(node, parse.report);
  if (const auto& sid = elements[Element::kSid]) ParseSid(*sid, &statement, parse);
  if (const auto& effect = elements[Element::kEffect]) {
    ParseEffect(*effect, &statement, parse);
  } else {
    parse.report.Error("PG-3", At(node), "expected `Effect`, found none");
  }
  ParsePrincipals(elements, node, &statement, parse);
  ParseActions(elements, node, &statement, parse);
  ParseResources(elements, node, &statement, parse);
  RejectEmptyNegation(elements[Element::kNotAction], parse.report);
  RejectEmptyNegation(elements[Element::kNotResource], parse.report);
  if (const auto& condition = elements[Element::kCondition]) {
    statement.conditions = ParseConditions(*condition, parse);
  }
  return statement;
}

}  // namespace iamsim
