// Tested by tests/audit/simplify_rules_test.cc.
#include "audit/permissions/simplify_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iamsim {
namespace {

constexpr char kEnd = '\0';  // in no pattern: JSON strings of policies have no control characters

template <class Pattern>
std::string KeyOf(bool negated, const std::vector<Pattern>& patterns) {
  std::vector<std::string> texts;
  for (const Pattern& pattern : patterns) texts.push_back(pattern.text());
  absl::c_sort(texts);
  return absl::StrCat(negated ? "!" : "", absl::StrJoin(texts, std::string(1, kEnd)));
}

std::string KeyOf(const Conditions& conditions) {
  std::vector<std::string> texts;
  for (const Condition& condition : conditions) {
    std::vector<std::string> values = condition.values;
    absl::c_sort(values);
    texts.push_back(absl::StrCat(condition.op.name(), "=", ContextKeyId(condition.key), "=",
                                 absl::StrJoin(values, std::string(1, kEnd))));
  }
  absl::c_sort(texts);
  return absl::StrJoin(texts, std::string(2, kEnd));
}

// Appends what `other` lists; both are lists of patterns, or neither.
void Unite(const ActionSet& other, ActionSet* set) {
  set->patterns.insert(set->patterns.end(), other.patterns.begin(), other.patterns.end());
}

// Rules for which `key` is the same become one by `unite`; a rule without a key stays.
template <class Key, class Merge>
std::vector<Rule> MergeBy(std::vector<Rule> rules, const Key& key, const Merge& unite) {
  std::vector<Rule> merged;
  absl::flat_hash_map<std::string, std::size_t> by_key;
  for (Rule& rule : rules) {
    const std::string id = key(rule);
    const auto [entry, is_new] = by_key.try_emplace(id, merged.size());
    if (id.empty() || is_new) {
      merged.push_back(std::move(rule));
    } else {
      unite(std::move(rule), &merged[entry->second]);
    }
  }
  return merged;
}

// Removes the patterns of `actions` that another of its patterns covers.
void RemoveCovered(ActionSet* actions) {
  actions->RemoveDuplicates();
  std::vector<ActionGlob> wide;
  for (const ActionGlob& pattern : actions->patterns) {
    if (pattern.has_wildcards()) wide.push_back(pattern);
  }
  // Of two that cover each other the first stays.
  std::vector<ActionGlob> kept;
  for (const ActionGlob& one : wide) {
    const bool covered = absl::c_any_of(wide, [&](const ActionGlob& other) {
      return !(other == one) && other.Covers(one) && (!one.Covers(other) || &other < &one);
    });
    if (!covered) kept.push_back(one);
  }
  std::erase_if(actions->patterns, [&](const ActionGlob& one) {
    return absl::c_none_of(kept, [&](const ActionGlob& wider) { return wider == one; }) &&
           absl::c_any_of(kept, [&](const ActionGlob& wider) { return wider.Covers(one); });
  });
}

bool SaysMore(const Rule& wide, const Rule& narrow) {
  return IsAmong(wide.conditions, narrow.conditions) && wide.resources.Covers(narrow.resources);
}

// Takes from each rule what another one says for more resources or with fewer conditions. One after
// another, so that of two that say the same one stays.
void Absorb(std::vector<Rule>* rules) {
  for (Rule& narrow : *rules) {
    for (const Rule& wide : *rules) {
      if (&wide == &narrow || wide.actions.IsEmpty() || !SaysMore(wide, narrow)) continue;
      if (narrow.actions.negated) {
        const bool same_or_all = wide.actions.negated
                                     ? absl::c_all_of(wide.actions.patterns,
                                                      [&](const ActionGlob& excluded) {
                                                        return !narrow.actions.Meets(excluded);
                                                      })
                                     : wide.actions.Covers(ActionGlob("*"));
        if (same_or_all) narrow.actions = ActionSet();
        continue;
      }
      std::erase_if(narrow.actions.patterns,
                    [&](const ActionGlob& one) { return wide.actions.Covers(one); });
    }
  }
  std::erase_if(*rules, [](const Rule& rule) { return rule.actions.IsEmpty(); });
}

std::string SidOf(const Rule& rule, std::size_t number, absl::flat_hash_set<std::string>* used) {
  std::string sid;
  for (const char c : rule.sid) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) sid += c;  // PG-9
  }
  if (sid.empty()) sid = absl::StrCat(EffectName(rule.effect), number);
  std::string unique = sid;
  for (int i = 2; !used->insert(unique).second; ++i) unique = absl::StrCat(sid, "x", i);
  return unique;
}

Statement MakeStatement(const Rule& rule, std::string sid) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.effect = rule.effect;
  statement.not_action = rule.actions.negated;
  for (const ActionGlob& pattern : rule.actions.patterns) {
    statement.actions.emplace_back(pattern.text());
  }
  statement.has_resource = true;
  statement.not_resource = rule.resources.negated;
  for (const ResourceGlob& pattern : rule.resources.patterns) {
    statement.resources.emplace_back(pattern.text(), true, true);
  }
  statement.conditions = rule.conditions;
  // One operator is one block (PG-6).
  absl::c_stable_sort(statement.conditions,
                      [](const Condition& a, const Condition& b) { return a.op_text < b.op_text; });
  return statement;
}

}  // namespace

std::vector<Rule> Simplify(std::vector<Rule> rules) {
  rules = MergeBy(
      std::move(rules),
      [](const Rule& rule) {
        if (rule.actions.negated) return std::string();
        return absl::StrCat(KeyOf(rule.resources.negated, rule.resources.patterns), "\n",
                            KeyOf(rule.conditions));
      },
      [](Rule rule, Rule* into) { Unite(rule.actions, &into->actions); });
  for (Rule& rule : rules) {
    if (!rule.actions.negated) RemoveCovered(&rule.actions);
    absl::c_sort(rule.actions.patterns, [](const ActionGlob& a, const ActionGlob& b) {
      return a.encoded() < b.encoded();
    });
  }
  Absorb(&rules);
  return MergeBy(
      std::move(rules),
      [](const Rule& rule) {
        if (rule.resources.negated) return std::string();
        return absl::StrCat(KeyOf(rule.actions.negated, rule.actions.patterns), "\n",
                            KeyOf(rule.conditions));
      },
      [](Rule rule, Rule* into) {
        for (ResourceGlob& pattern : rule.resources.patterns) {
          into->resources.Add(std::move(pattern));
        }
      });
}

Policy MakeDocument(const std::vector<Rule>& allows, const std::vector<Rule>& denies) {
  Policy policy;
  policy.version = "2012-10-17";
  policy.version_given = true;
  absl::flat_hash_set<std::string> used;
  for (const std::vector<Rule>* rules : {&allows, &denies}) {
    std::size_t number = 0;
    for (const Rule& rule : *rules) {
      policy.statements.push_back(MakeStatement(rule, SidOf(rule, ++number, &used)));
      policy.statements.back().index = policy.statements.size() - 1;
    }
  }
  return policy;
}

}  // namespace iamsim
