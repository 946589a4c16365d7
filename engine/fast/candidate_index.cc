// Tested by candidate_index_test.cc: the candidates hold all matches.
#include "fast/candidate_index.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "decide/statement_match.h"

namespace iamsim {
namespace {

// Fewer patterns than this are asked one after the other.
constexpr std::size_t kLongSpan = 4;
// From so many segments on, the blocks of the whole catalog take no more memory than they do.
constexpr std::size_t kManySegments = 32;
constexpr std::uint32_t kBlockBits = 6;

// One span of a statement.
struct Listing {
  ActionSpan actions;
  std::uint32_t number = 0;

  auto Order() const { return std::make_tuple(actions.begin, actions.end, number); }
};

std::vector<Listing> ListingsOf(absl::Span<const PreparedStatement* const> statements) {
  std::vector<Listing> listings;
  for (std::uint32_t number = 0; number < statements.size(); ++number) {
    for (const ActionSpan& span : statements[number]->actions) listings.push_back({span, number});
  }
  std::sort(listings.begin(), listings.end(),
            [](const Listing& a, const Listing& b) { return a.Order() < b.Order(); });
  return listings;
}

// Denies, then allows; what is cheapest to ask and most likely to settle the matter first.
int RankOf(const PreparedStatement& statement) {
  const int cost = statement.is_unconditional() ? 0 : statement.conditions.empty() ? 1 : 2;
  return (statement.is_deny ? 0 : 3) + cost;
}

}  // namespace

CandidateIndex::CandidateIndex(std::vector<const PreparedStatement*> statements,
                               Resources resources)
    : statements_(std::move(statements)) {
  std::stable_sort(statements_.begin(), statements_.end(),
                   [](const PreparedStatement* a, const PreparedStatement* b) {
                     return RankOf(*a) < RankOf(*b);
                   });
  MakeSpans(resources);
  MakeClasses();
}

void CandidateIndex::MakeSpans(Resources resources) {
  const std::vector<Listing> listings = ListingsOf(statements_);
  postings_.reserve(listings.size());
  for (std::size_t i = 0; i < listings.size();) {
    Span& span = spans_.emplace_back();
    span.actions = listings[i].actions;
    span.first = static_cast<std::uint32_t>(i);
    for (; i < listings.size() && listings[i].actions == span.actions; ++i) {
      const PreparedStatement& statement = *statements_[listings[i].number];
      postings_.push_back(listings[i].number);
      ++(statement.is_deny ? span.denies : span.allows);
      span.allows_everything |=
          !statement.is_deny && statement.principal == nullptr && statement.is_unconditional();
    }
    if (resources == Resources::kIgnored) continue;
    const absl::Span<const std::uint32_t> all = absl::MakeConstSpan(postings_).subspan(span.first);
    span.deny_table = TableFor(all.subspan(0, span.denies));
    span.allow_table = TableFor(all.subspan(span.denies));
  }
}

std::uint32_t CandidateIndex::TableFor(absl::Span<const std::uint32_t> numbers) {
  std::size_t patterns = 0;
  for (const std::uint32_t number : numbers) patterns += statements_[number]->patterns.size();
  if (patterns < kLongSpan) return kNoTable;
  tables_.emplace_back(numbers, statements_);
  return static_cast<std::uint32_t>(tables_.size() - 1);
}

// Walks through the catalog and gives each run of actions the class of the spans that hold it.
void CandidateIndex::MakeClasses() {
  classes_.emplace_back();  // 0: no statement
  std::vector<std::uint32_t> ends(spans_.size());
  std::iota(ends.begin(), ends.end(), 0U);
  std::sort(ends.begin(), ends.end(), [this](std::uint32_t a, std::uint32_t b) {
    return spans_[a].actions.end < spans_[b].actions.end;
  });
  absl::flat_hash_map<std::vector<std::uint32_t>, std::uint32_t> class_of;
  std::vector<std::uint32_t> active;
  std::uint32_t next = 0;
  for (std::size_t ended = 0; ended < ends.size();) {
    const std::uint32_t end = spans_[ends[ended]].actions.end;
    const std::uint32_t begin = next < spans_.size() ? spans_[next].actions.begin : end;
    const std::uint32_t action = std::min(begin, end);
    for (; ended < ends.size() && spans_[ends[ended]].actions.end == action; ++ended) {
      active.erase(std::lower_bound(active.begin(), active.end(), ends[ended]));
    }
    for (; next < spans_.size() && spans_[next].actions.begin == action; ++next) {
      active.push_back(next);  // spans are numbered as they begin
    }
    std::uint32_t number = 0;
    if (!active.empty()) {
      const auto [entry, is_new] = class_of.try_emplace(active);
      if (is_new) entry->second = ClassOf(active);
      number = entry->second;
    }
    begins_.push_back(action);
    class_of_segment_.push_back(number);
  }
  if (begins_.size() >= kManySegments) MakeBlocks();
}

void CandidateIndex::MakeBlocks() {
  blocks_.resize((begins_.back() >> kBlockBits) + 1);
  for (const std::uint32_t begin : begins_) {
    blocks_[begin >> kBlockBits].begins |= std::uint64_t{1} << (begin % 64);
  }
  std::uint32_t before = 0;
  for (Block& block : blocks_) {
    block.before = before;
    before += static_cast<std::uint32_t>(std::popcount(block.begins));
  }
}

std::uint32_t CandidateIndex::ClassOf(const std::vector<std::uint32_t>& active) {
  Class out;
  out.first = static_cast<std::uint32_t>(class_spans_.size());
  for (const bool denies : {true, false}) {
    for (const std::uint32_t span : active) {
      if ((spans_[span].denies > 0) != denies) continue;
      class_spans_.push_back(span);
      out.allows_everything |= spans_[span].allows_everything;
      if (denies) ++out.deny_spans;
    }
  }
  out.spans = static_cast<std::uint32_t>(active.size());
  classes_.push_back(out);
  return static_cast<std::uint32_t>(classes_.size() - 1);
}

const CandidateIndex::Class* CandidateIndex::Find(std::uint32_t action) const {
  if (begins_.empty() || action < begins_.front()) return nullptr;
  std::size_t segment = 0;
  const std::size_t block = action >> kBlockBits;
  if (block < blocks_.size()) {
    const std::uint64_t begins = blocks_[block].begins << (63 - action % 64);
    segment = blocks_[block].before + static_cast<std::size_t>(std::popcount(begins)) - 1;
  } else if (!blocks_.empty()) {
    segment = begins_.size() - 1;
  } else {
    for (std::size_t count = begins_.size(); count > 1;) {
      const std::size_t half = count / 2;
      segment += half * static_cast<std::size_t>(begins_[segment + half] <= action);
      count -= half;
    }
  }
  const std::uint32_t number = class_of_segment_[segment];
  return number == 0 ? nullptr : &classes_[number];
}

bool CandidateIndex::NamesUnknown(const PreparedStatement& statement, const Action& action) {
  return MatchesAction(*statement.source, action);
}

std::size_t CandidateIndex::bytes() const {
  const std::size_t own = sizeof(CandidateIndex) + statements_.capacity() * sizeof(statements_[0]) +
                          blocks_.capacity() * sizeof(Block) + classes_.capacity() * sizeof(Class) +
                          (begins_.capacity() + class_of_segment_.capacity() +
                           class_spans_.capacity() + postings_.capacity()) *
                              sizeof(std::uint32_t) +
                          spans_.capacity() * sizeof(Span);
  return std::accumulate(
      tables_.begin(), tables_.end(), own,
      [](std::size_t sum, const PrefixTable& table) { return sum + table.bytes(); });
}

}  // namespace iamsim
