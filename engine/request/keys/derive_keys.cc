// The context of a request. Each group of keys is a table in <group>_keys.cc; here they are put
// together with what the request gives. Tested by the tests of the groups and derive_keys_test.cc.
#include "request/keys/derive_keys.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/model/evaluation_options.h"
#include "request/keys/key_row.h"
#include "request/keys/resource_tags.h"

namespace iamsim {
namespace {

constexpr KeyGroup kGroups[] = {
    IdentityKeys, SessionKeys, NetworkKeys, ResourceKeys, RequestKeys, IamKeys, StsKeys,
};

constexpr absl::string_view kMfaKeys[] = {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"};

template <std::size_t size>
bool IsOneOf(absl::string_view key, const absl::string_view (&keys)[size]) {
  return std::any_of(std::begin(keys), std::end(keys),
                     [key](absl::string_view other) { return absl::EqualsIgnoreCase(key, other); });
}

// CO-3: of two tags that differ by case only either may match.
void SetTags(absl::string_view prefix, const KeyFact& fact, Question* question) {
  ContextKeys& keys = question->out.keys;
  if (fact.others_are_absent) keys.SetAbsentBelow(prefix);
  absl::flat_hash_set<std::string> seen;
  for (const auto& [key, value] : fact.tags) {
    const std::string name = absl::StrCat(prefix, key);
    if (seen.insert(ContextKeyId(name)).second) {
      keys.Set(name, ContextValue::Scalar(value));
      continue;
    }
    keys.AddAlternative(name, ContextValue::Scalar(value));
    // The other spelling of the family says the same of the same tags.
    if (!absl::StartsWith(prefix, "aws:")) continue;
    question->Warn(absl::StrCat("two tags differ from `", name,
                                "` by the case of their key at most: either value may match"));
  }
}

std::string Quote(const ContextValue& value) {
  return absl::StrCat("`", absl::StrJoin(value.values, ", "), "`");
}

// A session's ARN shows no path (PR-8): the given ARN of the same role contradicts nothing.
bool NamesSameRole(const ContextValue& given, const Caller& caller) {
  if (caller.path_is_known || given.is_list) return false;
  const absl::StatusOr<Arn> arn = ParseArn(given.values.front());
  return arn.ok() && IsRoleArn(*arn) && arn->account() == caller.account &&
         EntityName(arn->resource()) == caller.name;
}

void WarnOfContradiction(absl::string_view key, const KeyFact& fact, Question* question) {
  const ContextValue* given = question->given.Find(key);
  if (given == nullptr || fact.kind == KeyFact::Kind::kOpen) return;
  const bool derived = fact.kind == KeyFact::Kind::kValue;
  if (derived && *given == fact.value) return;
  if (key == "aws:PrincipalArn" && NamesSameRole(*given, question->out.caller)) return;
  question->Warn(absl::StrCat("`", key, "` is given as ", Quote(*given), ", but the principal has ",
                              derived ? Quote(fact.value) : "no such key",
                              "; the given value is used"));
}

// RC-6, OP-20: a context that speaks of the first caller of a chain says nothing of a session that
// another session made.
bool IsLostByChaining(absl::string_view key, const Question& question) {
  return question.session.chained && !defaults::kMfaSurvivesChaining && IsOneOf(key, kMfaKeys);
}

// RC-21.
void WarnOfTwoNetworks(Question* question) {
  if (question->given.Find("aws:SourceIp") == nullptr) return;
  for (const absl::string_view key : {"aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"}) {
    if (question->given.Find(key) == nullptr) continue;
    question->Warn(
        absl::StrCat("`aws:SourceIp` and `", key, "` are both given: no request of AWS has both"));
  }
}

void ApplyGiven(Question* question) {
  ContextKeys& keys = question->out.keys;
  for (const auto& [key, value] : question->request.context) {
    if (question->given.IsAbsent(key)) {
      if (!value.values.empty()) {
        question->Warn(absl::StrCat("`", key, "` is given a value and as absent; taken as absent"));
      }
      continue;
    }
    if (IsLostByChaining(key, *question)) {
      question->Warn(absl::StrCat("`", key,
                                  "` is not carried through role chaining; taken as "
                                  "absent from the session"));
      continue;
    }
    if (question->given.Find(key) == &value) {  // the first of its spellings
      keys.Set(key, value);
      continue;
    }
    keys.AddAlternative(key, value);
    question->Warn(
        absl::StrCat("`", key, "` is given twice in different case: either value may match"));
  }
  for (const auto& [key, value] : question->request.context) {
    if (question->given.IsAbsent(key)) keys.SetAbsent(key);
  }
  for (const std::string& key : question->request.absent_keys) keys.SetAbsent(key);
}

}  // namespace

absl::Span<const KeyGroup> KeyGroups() { return kGroups; }

void ApplyFact(const KeyRow& row, const KeyFact& fact, Question* question) {
  ContextKeys& keys = question->out.keys;
  const absl::string_view key = row.key;
  switch (fact.kind) {
    case KeyFact::Kind::kOpen:
      return;
    case KeyFact::Kind::kAbsent:
      if (question->is_complete()) return;  // as is every key that nobody mentions
      if (row.is_family()) {
        keys.SetAbsentBelow(key);
      } else {
        keys.SetAbsent(key);
      }
      return;
    case KeyFact::Kind::kValue:
      keys.Set(key, fact.value);
      return;
    case KeyFact::Kind::kTags:
      SetTags(key, fact, question);
      return;
  }
}

void DeriveKeys(Question* question) {
  constexpr std::size_t kUsuallyDerived = 16;
  question->out.keys = ContextKeys(question->is_complete());
  question->out.keys.Reserve(kUsuallyDerived + question->request.context.size());
  for (const auto group : kGroups) {
    for (const KeyRow& row : group()) {
      if (row.when == KeyRow::When::kIncomplete && question->is_complete()) continue;
      const KeyFact fact = row.derive(*question);
      if (row.says_who_calls) WarnOfContradiction(row.key, fact, question);
      ApplyFact(row, fact, question);
    }
  }
  ApplyGiven(question);
  WarnOfTwoNetworks(question);
  RemoveUnusableTags(question);
}

}  // namespace iamsim
