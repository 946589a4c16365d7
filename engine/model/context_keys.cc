#include "iamsim/model/context_keys.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {
namespace {

// CO-7, OP-26.
bool CountsAsAbsent(const ContextValue& value) {
  return defaults::kEmptyListIsAbsent && value.is_list && value.values.empty();
}

void AddOnce(const std::string& id, std::vector<std::string>* ids) {
  if (std::find(ids->begin(), ids->end(), id) == ids->end()) ids->push_back(id);
}

}  // namespace

ContextKeys::Entry& ContextKeys::EntryOf(absl::string_view key) {
  return entries_[ContextKeyLookup(key).id()];
}

void ContextKeys::Set(absl::string_view key, ContextValue value) {
  if (CountsAsAbsent(value)) return SetAbsent(key);
  Entry& entry = EntryOf(key);
  entry.state = State::kPresent;
  entry.values.clear();
  entry.values.push_back(std::move(value));
}

void ContextKeys::AddAlternative(absl::string_view key, ContextValue value) {
  Entry& entry = EntryOf(key);
  if (CountsAsAbsent(value)) {
    if (entry.values.empty()) entry.state = State::kAbsent;
    return;
  }
  entry.state = State::kPresent;
  entry.values.push_back(std::move(value));
}

void ContextKeys::SetAbsent(absl::string_view key) { EntryOf(key) = Entry{State::kAbsent, {}}; }

void ContextKeys::SetUnknown(absl::string_view key) { EntryOf(key) = Entry{State::kUnknown, {}}; }

void ContextKeys::SetAbsentBelow(absl::string_view prefix) {
  const std::string id = ContextKeyId(prefix);
  absl::erase_if(entries_, [&id](const auto& item) {
    return item.second.state == State::kUnknown && absl::StartsWith(item.first, id);
  });
  AddOnce(id, &absent_prefixes_);
}

void ContextKeys::RemoveBelow(absl::string_view prefix) {
  const std::string id = ContextKeyId(prefix);
  absl::erase_if(entries_, [&id](const auto& item) { return absl::StartsWith(item.first, id); });
  AddOnce(id, &absent_prefixes_);
}

void ContextKeys::SetUnknownBelow(absl::string_view prefix) {
  const std::string id = ContextKeyId(prefix);
  absl::erase_if(entries_, [&id](const auto& item) { return absl::StartsWith(item.first, id); });
  AddOnce(id, &unknown_prefixes_);
}

void ContextKeys::TakeUnknownAsAbsent() {
  complete_ = true;
  unknown_prefixes_.clear();
  for (auto& [id, entry] : entries_) {
    if (entry.state == State::kUnknown) entry.state = State::kAbsent;
  }
}

const ContextKeys::Entry* ContextKeys::FindEntry(absl::string_view id) const {
  const auto entry = entries_.find(id);
  return entry == entries_.end() ? nullptr : &entry->second;
}

ContextKeys::State ContextKeys::StateOf(absl::string_view id, const Entry* entry) const {
  if (entry != nullptr) return entry->state;
  const auto is_below = [id](const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [id](const std::string& prefix) { return absl::StartsWith(id, prefix); });
  };
  if (is_below(unknown_prefixes_)) return State::kUnknown;
  return complete_ || is_below(absent_prefixes_) ? State::kAbsent : State::kUnknown;
}

ContextKeys::State ContextKeys::Find(absl::string_view key) const {
  const ContextKeyLookup lookup(key);
  return StateOf(lookup.id(), FindEntry(lookup.id()));
}

ContextKeys::State ContextKeys::Find(absl::string_view key,
                                     absl::Span<const ContextValue>* values) const {
  const ContextKeyLookup lookup(key);
  const Entry* entry = FindEntry(lookup.id());
  *values =
      entry == nullptr ? absl::Span<const ContextValue>() : absl::MakeConstSpan(entry->values);
  return StateOf(lookup.id(), entry);
}

absl::Span<const ContextValue> ContextKeys::Values(absl::string_view key) const {
  const Entry* entry = FindEntry(ContextKeyLookup(key).id());
  return entry == nullptr ? absl::Span<const ContextValue>() : absl::MakeConstSpan(entry->values);
}

absl::string_view ContextKeys::Text(absl::string_view key) const {
  const absl::Span<const ContextValue> values = Values(key);
  return values.empty() || values.front().is_list ? absl::string_view()
                                                  : values.front().values.front();
}

}  // namespace iamsim
