// Tested by statement_index_test.cc: it finds every statement that matches, and no other.
#include "fast/statement_index.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/ascii.h"
#include "decide/statement_match.h"

namespace iamsim {
namespace {

// A statement with what its document adds to its meaning.
struct Meaning {
  const Statement* statement = nullptr;
  bool variables_enabled = false;  // VA-1
  PolicyKind kind = PolicyKind::kIdentity;
  std::uint32_t entry = 0;
};

bool SameConditions(const std::vector<Condition>& a, const std::vector<Condition>& b) {
  return absl::c_equal(a, b, [](const Condition& x, const Condition& y) {
    return x.op_text == y.op_text && x.key == y.key && x.values == y.values;
  });
}

// The Sid and the place say nothing, and neither does whom a Principal names that should not be
// there (PG-14).
struct SaysTheSame {
  bool operator()(const Meaning& a, const Meaning& b) const {
    const Statement& x = *a.statement;
    const Statement& y = *b.statement;
    const auto same_text = [](const auto& p, const auto& q) { return p.text() == q.text(); };
    return a.variables_enabled == b.variables_enabled && a.kind == b.kind && x.effect == y.effect &&
           x.not_action == y.not_action && x.has_resource == y.has_resource &&
           x.not_resource == y.not_resource && x.principal.has_value() == y.principal.has_value() &&
           absl::c_equal(x.actions, y.actions, same_text) &&
           absl::c_equal(x.resources, y.resources, same_text) &&
           SameConditions(x.conditions, y.conditions);
  }
};

struct HashOfMeaning {
  std::size_t operator()(const Meaning& meaning) const {
    const Statement& statement = *meaning.statement;
    std::size_t hash = absl::HashOf(statement.effect, statement.actions.size(),
                                    statement.resources.size(), statement.conditions.size());
    // The first few tell most statements apart; equality looks at all.
    constexpr std::size_t kLooked = 4;
    for (std::size_t i = 0; i < std::min(kLooked, statement.actions.size()); ++i) {
      hash = absl::HashOf(hash, statement.actions[i].text());
    }
    for (std::size_t i = 0; i < std::min(kLooked, statement.resources.size()); ++i) {
      hash = absl::HashOf(hash, statement.resources[i].text());
    }
    for (const Condition& condition : statement.conditions) {
      hash = absl::HashOf(hash, condition.key, condition.values);
    }
    return hash;
  }
};

// The service of a pattern, or "" where a wildcard stands in it.
absl::string_view ServiceOf(absl::string_view pattern) {
  const absl::string_view service = pattern.substr(0, pattern.find(':'));
  const bool is_literal =
      service.size() < pattern.size() && service.find_first_of("*?") == absl::string_view::npos;
  return is_literal ? service : absl::string_view();
}

}  // namespace

class StatementIndex::Builder {
 public:
  Builder(const PreparedSnapshot& world, StatementIndex& out) : world_(world), out_(out) {}

  void Build() {
    for (const std::shared_ptr<const AttachedPolicy>& document : world_.documents()) {
      AddDocument(*document);
    }
    out_.first_of_document_.push_back(static_cast<std::uint32_t>(out_.document_entries_.size()));
    AddActions();
    AddHolders();
  }

 private:
  void AddDocument(const AttachedPolicy& document) {
    const std::size_t first = out_.document_entries_.size();
    out_.first_of_document_.push_back(static_cast<std::uint32_t>(first));
    if (document.policy == nullptr) {
      out_.missing_.push_back(NewEntry({nullptr, &document}));
      out_.document_entries_.push_back(out_.missing_.back());
      return;
    }
    for (const Statement& statement : document.policy->statements) {
      Meaning meaning{&statement, document.policy->variables_enabled(), document.policy->kind,
                      static_cast<std::uint32_t>(out_.entries_.size())};
      const auto [known, is_new] = meanings_.insert(meaning);
      if (is_new) NewEntry({&statement, nullptr});
      const auto begin = out_.document_entries_.begin() + static_cast<std::ptrdiff_t>(first);
      if (std::find(begin, out_.document_entries_.end(), known->entry) ==
          out_.document_entries_.end()) {
        out_.document_entries_.push_back(known->entry);
      }
    }
  }

  std::uint32_t NewEntry(Entry entry) {
    out_.entries_.push_back(entry);
    return static_cast<std::uint32_t>(out_.entries_.size() - 1);
  }

  void AddActions() {
    absl::flat_hash_map<std::string, Wildcard> wildcards;
    for (std::uint32_t id = 0; id < out_.entries_.size(); ++id) {
      const Statement* statement = out_.entries_[id].statement;
      if (statement == nullptr) continue;
      if (statement->not_action) {
        out_.with_not_action_.push_back(id);
        continue;
      }
      for (const ActionPattern& pattern : statement->actions) {
        std::string lower = absl::AsciiStrToLower(pattern.text());
        if (!pattern.has_wildcards()) {
          out_.by_action_[std::move(lower)].push_back(id);
          continue;
        }
        Wildcard& wildcard = wildcards[std::move(lower)];
        wildcard.pattern = &pattern;
        wildcard.entries.push_back(id);
      }
    }
    for (auto& [lower, wildcard] : wildcards) {
      out_.by_service_[std::string(ServiceOf(lower))].push_back(std::move(wildcard));
    }
  }

  // Visits what principals hold, by group: `visit(entry, group, as_boundary, principal)`.
  template <class Visitor>
  void VisitHoldings(Visitor visit) const {
    const absl::Span<const PreparedSnapshot::Group> groups = world_.groups();
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      for (const bool as_boundary : {false, true}) {
        for (const std::uint32_t id : groups[group].members) {
          const PreparedSnapshot::Principal& principal = world_.principals()[id];
          const absl::Span<const std::uint32_t> boundary(&principal.boundary, 1);
          if (as_boundary && principal.boundary == PreparedSnapshot::kNone) continue;
          for (const std::uint32_t document :
               as_boundary ? boundary : world_.DocumentsOf(principal)) {
            for (const std::uint32_t entry : out_.EntriesOf(document)) {
              visit(entry, group, as_boundary, id);
            }
          }
        }
      }
    }
  }

  // Counts, then fills: linear in what is held.
  void AddHolders() {
    struct Last {
      std::uint32_t principal = PreparedSnapshot::kNone;
      std::uint32_t group = PreparedSnapshot::kNone;
      bool as_boundary = false;
    };
    std::vector<Last> last;
    // Of one entry: whether this is a new run, and whether it is the holding that came before.
    const auto is_next = [&last](std::uint32_t entry, std::uint32_t group, bool as_boundary,
                                 std::uint32_t id, bool* is_new_run) {
      Last& before = last[entry];
      *is_new_run = before.group != group || before.as_boundary != as_boundary;
      if (!*is_new_run && before.principal == id) return false;
      before = {id, group, as_boundary};
      return true;
    };
    const std::size_t count = out_.entries_.size();
    std::vector<std::uint32_t> first_principal(count + 1, 0);
    out_.first_holders_.assign(count + 1, 0);
    last.assign(count, {});
    VisitHoldings(
        [&](std::uint32_t entry, std::uint32_t group, bool as_boundary, std::uint32_t id) {
          bool is_new_run = false;
          if (!is_next(entry, group, as_boundary, id, &is_new_run)) return;
          ++first_principal[entry + 1];
          if (is_new_run) ++out_.first_holders_[entry + 1];
        });
    std::partial_sum(first_principal.begin(), first_principal.end(), first_principal.begin());
    std::partial_sum(out_.first_holders_.begin(), out_.first_holders_.end(),
                     out_.first_holders_.begin());
    out_.principals_.resize(first_principal.back());
    out_.holders_.resize(out_.first_holders_.back());
    std::vector<std::uint32_t> next_run(out_.first_holders_.begin(), out_.first_holders_.end() - 1);
    last.assign(count, {});
    VisitHoldings(
        [&](std::uint32_t entry, std::uint32_t group, bool as_boundary, std::uint32_t id) {
          bool is_new_run = false;
          if (!is_next(entry, group, as_boundary, id, &is_new_run)) return;
          if (is_new_run) {
            out_.holders_[next_run[entry]++] = {group, as_boundary, first_principal[entry], 0};
          }
          ++out_.holders_[next_run[entry] - 1].count;
          out_.principals_[first_principal[entry]++] = id;
        });
  }

  const PreparedSnapshot& world_;
  StatementIndex& out_;
  absl::flat_hash_set<Meaning, HashOfMeaning, SaysTheSame> meanings_;
};

StatementIndex::StatementIndex(const PreparedSnapshot& world) { Builder(world, *this).Build(); }

absl::Span<const StatementIndex::Holders> StatementIndex::HoldersOf(std::uint32_t entry,
                                                                    std::uint32_t group) const {
  const absl::Span<const Holders> all = HoldersOf(entry);
  const auto first = std::lower_bound(
      all.begin(), all.end(), group,
      [](const Holders& holders, std::uint32_t wanted) { return holders.group < wanted; });
  const auto end = std::find_if(first, all.end(),
                                [group](const Holders& holders) { return holders.group != group; });
  return all.subspan(static_cast<std::size_t>(first - all.begin()),
                     static_cast<std::size_t>(end - first));
}

std::vector<std::uint32_t> StatementIndex::Find(const Action& action) const {
  std::vector<std::uint32_t> found = missing_;
  const auto add = [&found](const std::vector<std::uint32_t>& entries) {
    found.insert(found.end(), entries.begin(), entries.end());
  };
  if (const auto exact = by_action_.find(action.lower()); exact != by_action_.end()) {
    add(exact->second);
  }
  for (const absl::string_view service : {action.service(), absl::string_view()}) {
    const auto wildcards = by_service_.find(service);
    if (wildcards == by_service_.end()) continue;
    for (const Wildcard& wildcard : wildcards->second) {
      if (wildcard.pattern->Matches(action)) add(wildcard.entries);
    }
  }
  for (const std::uint32_t id : with_not_action_) {
    if (MatchesAction(*entries_[id].statement, action)) found.push_back(id);
  }
  absl::c_sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace iamsim
