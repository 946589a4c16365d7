// Tested by candidate_index_test.cc: the candidates hold all matches.
#include "fast/candidate_index.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "decide/statement_match.h"

namespace iamsim {
namespace {

// Fewer patterns than this are asked one after the other.
constexpr std::size_t kLongClass = 16;

// One end of a span of actions of a statement.
struct Event {
  std::uint32_t action = 0;
  std::uint32_t number = 0;
  bool begins = false;
};

std::vector<Event> EventsOf(absl::Span<const PreparedStatement* const> statements) {
  std::vector<Event> events;
  for (std::uint32_t number = 0; number < statements.size(); ++number) {
    for (const ActionSpan& span : statements[number]->actions) {
      events.push_back({span.begin, number, true});
      events.push_back({span.end, number, false});
    }
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.action < b.action; });
  return events;
}

// Denies, then allows; what is cheapest to ask and most likely to settle the matter first.
int RankOf(const PreparedStatement& statement) {
  const int cost = statement.is_unconditional() ? 0 : statement.conditions.empty() ? 1 : 2;
  return (statement.is_deny ? 0 : 3) + cost;
}

}  // namespace

// Walks through the catalog and gives each run of actions its class.
class ClassFinder {
 public:
  explicit ClassFinder(CandidateIndex& index) : index_(index) {}

  void Run() {
    index_.classes_.emplace_back();  // 0: no statement
    const std::vector<Event> events = EventsOf(index_.statements_);
    for (std::size_t i = 0; i < events.size();) {
      const std::uint32_t action = events[i].action;
      for (; i < events.size() && events[i].action == action; ++i) Apply(events[i]);
      Begin(action);
    }
    index_.segments_.shrink_to_fit();
    index_.classes_.shrink_to_fit();
    index_.postings_.shrink_to_fit();
    index_.tables_.shrink_to_fit();
  }

 private:
  // Spans of one statement do not touch, so that it never begins where it ends.
  void Apply(const Event& event) {
    const auto place = std::lower_bound(active_.begin(), active_.end(), event.number);
    if (event.begins) {
      active_.insert(place, event.number);
    } else {
      active_.erase(place);
    }
  }

  void Begin(std::uint32_t action) {
    std::uint32_t number = 0;
    if (!active_.empty()) {
      const auto [entry, is_new] = class_of_.try_emplace(active_);
      if (is_new) entry->second = index_.ClassOf(active_);
      number = entry->second;
    }
    index_.segments_.push_back({action, number});
  }

  CandidateIndex& index_;
  std::vector<std::uint32_t> active_;
  absl::flat_hash_map<std::vector<std::uint32_t>, std::uint32_t> class_of_;
};

CandidateIndex::CandidateIndex(std::vector<const PreparedStatement*> statements)
    : statements_(std::move(statements)) {
  std::stable_sort(statements_.begin(), statements_.end(),
                   [](const PreparedStatement* a, const PreparedStatement* b) {
                     return RankOf(*a) < RankOf(*b);
                   });
  ClassFinder(*this).Run();
}

std::uint32_t CandidateIndex::ClassOf(const std::vector<std::uint32_t>& active) {
  Class out;
  out.first = static_cast<std::uint32_t>(postings_.size());
  postings_.insert(postings_.end(), active.begin(), active.end());
  for (const std::uint32_t number : active) {
    const PreparedStatement& statement = *statements_[number];
    ++(statement.is_deny ? out.denies : out.allows);
    out.allows_everything |= !statement.is_deny && statement.is_unconditional();
  }
  const absl::Span<const std::uint32_t> all = active;
  out.deny_table = TableFor(all.subspan(0, out.denies));
  out.allow_table = TableFor(all.subspan(out.denies));
  classes_.push_back(out);
  return static_cast<std::uint32_t>(classes_.size() - 1);
}

std::uint32_t CandidateIndex::TableFor(absl::Span<const std::uint32_t> numbers) {
  std::size_t patterns = 0;
  for (const std::uint32_t number : numbers) patterns += statements_[number]->patterns.size();
  if (patterns < kLongClass) return kNoTable;
  tables_.emplace_back(numbers, statements_);
  return static_cast<std::uint32_t>(tables_.size() - 1);
}

const CandidateIndex::Class* CandidateIndex::Find(std::uint32_t action) const {
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), action,
      [](std::uint32_t wanted, const Segment& segment) { return wanted < segment.begin; });
  if (after == segments_.begin()) return nullptr;
  const std::uint32_t number = (after - 1)->class_number;
  return number == 0 ? nullptr : &classes_[number];
}

bool CandidateIndex::NamesUnknown(const PreparedStatement& statement, const Action& action) {
  return MatchesAction(*statement.source, action);
}

std::size_t CandidateIndex::bytes() const {
  std::size_t total = sizeof(CandidateIndex) + statements_.capacity() * sizeof(statements_[0]) +
                      segments_.capacity() * sizeof(Segment) + classes_.capacity() * sizeof(Class) +
                      postings_.capacity() * sizeof(std::uint32_t);
  return std::accumulate(
      tables_.begin(), tables_.end(), total,
      [](std::size_t sum, const PrefixTable& table) { return sum + table.bytes(); });
}

}  // namespace iamsim
