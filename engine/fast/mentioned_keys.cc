// Tested by asked_caller_test.cc.
#include "fast/mentioned_keys.h"

#include "absl/strings/match.h"
#include "iamsim/model/context_value.h"
#include "request/keys/derive_keys.h"

namespace iamsim {
namespace {

// Requests may spell their tags in ever new ways.
constexpr std::size_t kMostSpellings = 4096;

bool MentionsFamily(const KeyNames& names, const std::string& prefix) {
  for (std::uint32_t key = 0; key < names.count(); ++key) {
    if (absl::StartsWith(names.name(key), prefix)) return true;
  }
  return false;
}

}  // namespace

void MentionedKeys::Refresh() {
  if (fresh_count_ == names_.count()) return;
  fresh_count_ = names_.count();
  of_caller_.clear();
  of_request_.clear();
  spellings_.clear();
  for (const KeyGroup group : KeyGroups()) {
    std::vector<Row>& rows = group == &IdentityKeys ? of_caller_ : of_request_;
    for (const KeyRow& row : group()) {
      if (row.when == KeyRow::When::kIncomplete) continue;
      const std::string id = ContextKeyId(row.key);
      if (row.is_family()) {
        if (MentionsFamily(names_, id)) rows.push_back({&row, KeyNames::kNone});
      } else if (const std::uint32_t key = names_.Find(id); key != KeyNames::kNone) {
        rows.push_back({&row, key});
      }
    }
  }
}

std::uint32_t MentionedKeys::IdOf(const std::string& spelling) {
  Refresh();
  if (const auto known = spellings_.find(spelling); known != spellings_.end()) {
    return known->second;
  }
  if (spellings_.size() >= kMostSpellings) spellings_.clear();
  const std::uint32_t key = names_.Find(ContextKeyId(spelling));
  spellings_.try_emplace(spelling, key);
  return key;
}

absl::Span<const MentionedKeys::Row> MentionedKeys::of_caller() {
  Refresh();
  return of_caller_;
}

absl::Span<const MentionedKeys::Row> MentionedKeys::of_request() {
  Refresh();
  return of_request_;
}

}  // namespace iamsim
