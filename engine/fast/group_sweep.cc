// Tested by principal_sweep_test.cc.
#include "fast/group_sweep.h"

#include <utility>

#include "absl/algorithm/container.h"

namespace iamsim {
namespace {

// What all statements together say to one principal.
constexpr std::uint8_t kAllows = 1;
constexpr std::uint8_t kDenies = 2;
constexpr std::uint8_t kBoundaryAllows = 4;
constexpr std::uint8_t kBoundaryDenies = 8;
constexpr std::uint8_t kLeavesOpen = 16;
constexpr std::uint8_t kAnyDeny = kDenies | kBoundaryDenies;

std::uint8_t BitOf(Effect effect, bool as_boundary) {
  if (as_boundary) return effect == Effect::kAllow ? kBoundaryAllows : kBoundaryDenies;
  return effect == Effect::kAllow ? kAllows : kDenies;
}

// Nothing that is still unknown could change the kind of the answer.
bool IsSettled(const Outcome<Formula>& outcome) {
  return outcome.deny.IsTrue() || outcome.allow.IsTrue() ||
         (outcome.allow.IsFalse() && outcome.deny.IsFalse());
}

SweepAnswer AnswerOf(Outcome<Formula> outcome) {
  const DecisionKind kind = KindOf(outcome);
  return {kind, std::move(outcome.allow)};
}

}  // namespace

GroupSweep::GroupSweep(const PreparedSnapshot& world, const StatementIndex& index,
                       std::uint32_t group, const Request& question, RequestContext context,
                       absl::Span<const std::uint32_t> candidates, std::vector<std::uint8_t>& says)
    : world_(world),
      index_(index),
      group_(group),
      request_(question),
      says_(says),
      member_keys_(context.keys),
      question_(world, question, std::move(context)),
      said_(1),
      said_by_(index.entries().size(), 0) {
  for (const std::uint32_t entry : candidates) Hear(entry);
}

void GroupSweep::Hear(std::uint32_t entry) {
  const Statement* statement = index_.entries()[entry].statement;
  bool is_asked = false;
  Formula when;
  for (const StatementIndex::Holders& holders : index_.HoldersOf(entry, group_)) {
    if (holders.as_boundary && !question_.has_boundary()) continue;  // PG-18
    if (!is_asked && statement != nullptr) when = question_.MatchResourceAndConditions(*statement);
    is_asked = true;
    if (statement != nullptr && when.IsFalse()) return;
    const bool is_open = statement == nullptr || !when.IsTrue();
    const std::uint8_t bit = is_open ? kLeavesOpen : BitOf(statement->effect, holders.as_boundary);
    for (const std::uint32_t id : index_.PrincipalsOf(holders)) says_[id] |= bit;
  }
  if (!is_asked) return;
  said_by_[entry] = static_cast<std::uint32_t>(said_.size());
  said_.push_back({entry, MentionsPrincipal(when), std::move(when)});
}

bool GroupSweep::IsBounded(const PreparedSnapshot::Principal& principal) const {
  return question_.has_boundary() && principal.boundary != PreparedSnapshot::kNone;
}

// In the order of the reference, so that formulas are the same.
void GroupSweep::AddDocument(std::uint32_t document, const RequestContext* own,
                             Verdict* verdict) const {
  for (const std::uint32_t entry : index_.EntriesOf(document)) {
    const std::uint32_t place = said_by_[entry];
    if (place == 0) continue;
    const StatementIndex::Entry& what = index_.entries()[entry];
    if (what.statement == nullptr) {
      const std::string& id = what.missing->document_id();
      verdict->allow = Or(verdict->allow, Formula::Leaf({.document = id}));
      verdict->deny = Or(verdict->deny, Formula::Leaf({.document = id, .denies = true}));
      continue;
    }
    Formula& side = what.statement->effect == Effect::kAllow ? verdict->allow : verdict->deny;
    const Said& said = said_[place];
    side = Or(side, own != nullptr && said.is_individual
                        ? MatchStatementOfAnyAction(*what.statement, *own)
                        : said.when);
  }
}

Outcome<Formula> GroupSweep::Conclude(const PreparedSnapshot::Principal& principal,
                                      const RequestContext* own) const {
  Verdict identity{.allow = false, .deny = false};
  for (const std::uint32_t document : world_.DocumentsOf(principal)) {
    AddDocument(document, own, &identity);
  }
  std::optional<Verdict> boundary;
  if (IsBounded(principal)) {
    boundary.emplace(Verdict{.allow = false, .deny = false});
    AddDocument(principal.boundary, own, &*boundary);
  }
  return question_.Conclude(std::move(identity), boundary, own);
}

// Adds the statements that are left open; those that say something for sure are in the bits.
void GroupSweep::AddOpen(std::uint32_t document, std::vector<std::uint32_t>* key) const {
  for (const std::uint32_t entry : index_.EntriesOf(document)) {
    const std::uint32_t place = said_by_[entry];
    if (place != 0 && !said_[place].when.IsTrue()) key->push_back(place);
  }
}

const GroupSweep::Shared& GroupSweep::AskShared(const PreparedSnapshot::Principal& principal,
                                                std::uint8_t bits) {
  key_.assign(1, bits);
  for (const std::uint32_t document : world_.DocumentsOf(principal)) AddOpen(document, &key_);
  key_.push_back(0);
  if (IsBounded(principal)) AddOpen(principal.boundary, &key_);
  const auto [known, is_new] = by_open_statements_.try_emplace(key_);
  Shared& shared = known->second;
  if (is_new) {
    Outcome<Formula> outcome = Conclude(principal, nullptr);
    shared.is_settled = IsSettled(outcome);
    shared.answer = AnswerOf(std::move(outcome));
    shared.is_individual = question_.has_individual_layer();
    for (std::size_t i = 1; i < key_.size(); ++i)
      shared.is_individual |= said_[key_[i]].is_individual;
  }
  return shared;
}

const RequestContext& GroupSweep::OwnContext(std::uint32_t principal) {
  if (!own_) {
    own_.emplace(question_.context());
    own_->keys = std::move(member_keys_);
    principal_keys_.emplace(request_);
  }
  principal_keys_->Set(world_.snapshot().principals()[principal], &own_->keys);
  return *own_;
}

SweepAnswer GroupSweep::Ask(std::uint32_t id, bool* asked_again) {
  const std::uint8_t bits = says_[id];
  *asked_again = false;
  // A certain Deny ends the matter, whatever else is open.
  const bool is_closed = (bits & kLeavesOpen) == 0 && !question_.has_individual_layer();
  if (is_closed || (bits & kAnyDeny) != 0) {
    std::optional<SweepAnswer>& answer = by_bits_[bits & ~kLeavesOpen & 15];
    if (!answer)
      answer = AnswerOf(question_.Conclude(
          {.allow = (bits & kAllows) != 0, .deny = (bits & kDenies) != 0},
          question_.has_boundary()
              ? std::optional<Verdict>(Verdict{.allow = (bits & kBoundaryAllows) != 0,
                                               .deny = (bits & kBoundaryDenies) != 0})
              : std::nullopt,
          nullptr));
    return *answer;
  }
  const PreparedSnapshot::Principal& principal = world_.principals()[id];
  const Shared& shared = AskShared(principal, bits);
  if (shared.is_settled || !shared.is_individual) return shared.answer;
  *asked_again = true;
  return AnswerOf(Conclude(principal, &OwnContext(id)));
}

}  // namespace iamsim
