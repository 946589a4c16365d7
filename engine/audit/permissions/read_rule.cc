// One statement as an identity policy would say it. Tested by tests/audit/permissions_test.cc.
#include "audit/permissions/read_rule.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/condition_match.h"
#include "iamsim/model/context_value.h"

namespace iamsim {
namespace {

// Table 4.1, RC-21, RC-23, RC-25, RC-27: the same whatever is called. Lower case; what ends in `/`
// or `:` stands for all keys that begin so.
constexpr absl::string_view kOfTheCaller[] = {
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principaltag/",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:userid",
    "aws:username",
    "aws:tokenissuetime",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "aws:federatedprovider",
    "aws:sourceidentity",
    "aws:assumedroot",
    "aws:signinsessionarn",
    "aws:chatbotsourcearn",
    "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc",
    "codebuild:buildarn",
    "codebuild:projectarn",
    "ec2:roledelivery",
    "ec2:sourceinstancearn",
    "glue:credentialissuingservice",
    "glue:roleassumedby",
    "identitystore:userid",
    "lambda:sourcefunctionarn",
    "ssm:sourceinstancearn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:vpcsourceip",
    "aws:requesttag/",
};

// RC-7, RC-20, RC-24, RC-25: what Resolve derives from the action and the resource.
constexpr absl::string_view kOfTheRequest[] = {
    "aws:resourceaccount", "aws:resourceorgid",   "aws:resourceorgpaths", "aws:resourcetag/",
    "iam:resourcetag/",    "aws:sourcevpcarn",    "aws:vpceaccount",      "aws:vpceorgid",
    "aws:vpceorgpaths",    "aws:viaawsservice",   "aws:calledvia",        "aws:calledviafirst",
    "aws:calledvialast",   "aws:requestedregion",
};

bool IsOneOf(absl::string_view id, absl::Span<const absl::string_view> names) {
  return absl::c_any_of(names, [id](absl::string_view name) {
    return absl::EndsWith(name, "/") ? absl::StartsWith(id, name) : id == name;
  });
}

// VA-5, VA-6: a pattern whose variable certainly has no value matches nothing.
bool IsUnresolved(const ResourcePattern& pattern, const ContextKeys& certain) {
  if (!pattern.has_variables()) return false;
  return pattern.Matches("*", [&](absl::string_view key, absl::string_view* value) {
    return ReadVariable(certain, key, value);
  }) == PatternMatch::kUnresolved;
}

// MR-4: without completion such a pattern matches less than the same text in an identity policy.
bool MeansLess(const ResourcePattern& pattern, const Reading& reading) {
  return pattern.is_short() && !reading.completes_short_arns &&
         !absl::EndsWith(pattern.text(), "*");
}

// VA-1, MR-13: variables are read in the sixth field only, and so is their escape.
std::string PatternText(const ResourcePattern& pattern, bool variables_enabled) {
  if (variables_enabled) return pattern.text();
  const ArnFields fields = SplitFields(pattern.text(), 6, false);
  if (fields.size() < 6) return pattern.text();
  const std::size_t head = pattern.text().size() - fields.back().size();
  return absl::StrCat(pattern.text().substr(0, head), InCurrentVersion(fields.back(), false));
}

// Whether `pattern` may stay in a rule that must not get wider.
bool Keeps(const Statement& statement) {
  const bool matched_less_is_safe = statement.effect == Effect::kAllow;
  return statement.not_resource == matched_less_is_safe;
}

ResourceSet ReadResources(const Statement& statement, const Reading& reading,
                          const ContextKeys& certain, std::vector<std::string>* narrower) {
  ResourceSet set;
  if (!statement.has_resource) return ResourceSet::All();
  set.negated = statement.not_resource;
  for (const ResourcePattern& pattern : statement.resources) {
    if (IsUnresolved(pattern, certain)) continue;
    if (MeansLess(pattern, reading)) {
      narrower->push_back(absl::StrCat("`", pattern.text(),
                                       "` is a short ARN, which an identity policy completes "
                                       "(MR-4): taken as ",
                                       Keeps(statement) ? "completed" : "matching nothing"));
      if (!Keeps(statement)) continue;
    }
    set.Add(ResourceGlob(PatternText(pattern, reading.variables_enabled)));
  }
  if (set.negated && set.patterns.empty()) return ResourceSet::All();
  const bool excludes_all =
      set.negated && absl::c_any_of(set.patterns, [](const auto& one) { return one.is_star(); });
  return excludes_all ? ResourceSet() : set;
}

}  // namespace

CertainKeys::CertainKeys(const RequestContext& probe, const Request& question)
    : probe_(probe), question_(question) {}

bool CertainKeys::IsCertain(absl::string_view key) const {
  const std::string id = ContextKeyId(key);
  if (IsOneOf(id, kOfTheCaller)) return true;
  if (IsOneOf(id, kOfTheRequest)) return false;
  if (question_.unknown_keys_are_absent) return true;
  const auto is_key = [&id](const std::string& given) { return ContextKeyId(given) == id; };
  return absl::c_any_of(question_.absent_keys, is_key) ||
         absl::c_any_of(question_.context, [&](const auto& given) { return is_key(given.first); });
}

ContextKeys CertainKeys::KeysOf(const Statement& statement) const {
  ContextKeys certain(/*complete=*/false);
  const auto copy = [&](absl::string_view key) {
    if (!IsCertain(key) || certain.Find(key) != ContextKeys::State::kUnknown) return;
    switch (probe_.keys.Find(key)) {
      case ContextKeys::State::kUnknown:
        return;
      case ContextKeys::State::kAbsent:
        certain.SetAbsent(key);
        return;
      case ContextKeys::State::kPresent:
        for (const ContextValue& value : probe_.keys.Values(key)) {
          certain.AddAlternative(key, value);
        }
        return;
    }
  };
  const auto copy_variables = [&](absl::string_view text) {
    const Template parsed = Template::Parse(text, true);
    for (const absl::string_view key : parsed.keys()) copy(key);
  };
  for (const Condition& condition : statement.conditions) {
    copy(condition.key);
    if (!condition.compiled.has_variables()) continue;
    for (const std::string& value : condition.values) copy_variables(value);
  }
  for (const ResourcePattern& pattern : statement.resources) {
    if (pattern.has_variables()) copy_variables(pattern.text());
  }
  return certain;
}

std::optional<Rule> ReadRule(const Statement& statement, const Reading& reading,
                             const CertainKeys& certain, const EvaluationOptions& options,
                             std::vector<std::string>* narrower) {
  const ContextKeys keys = certain.KeysOf(statement);
  std::optional<Conditions> conditions =
      FoldConditions(statement, reading.variables_enabled, keys, options);
  if (!conditions) return std::nullopt;
  Rule rule{.effect = statement.effect,
            .actions = {statement.not_action, {}},
            .resources = ReadResources(statement, reading, keys, narrower),
            .conditions = *std::move(conditions),
            .sid = statement.sid.value_or("")};
  for (const ActionPattern& pattern : statement.actions) {
    rule.actions.patterns.emplace_back(pattern.text());
  }
  if (rule.actions.IsEmpty() || rule.resources.IsEmpty()) return std::nullopt;
  return rule;
}

}  // namespace iamsim
