#ifndef IAMSIM_ENGINE_FAST_MENTIONED_KEYS_H_
#define IAMSIM_ENGINE_FAST_MENTIONED_KEYS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "fast/prepared_policies.h"
#include "request/keys/key_row.h"

namespace iamsim {

// The context keys of which prepared policies speak, for whoever derives no others. Not
// thread-safe.
class MentionedKeys {
 public:
  // A row of section 4 that can give one of these keys a value in a complete context.
  struct Row {
    const KeyRow* row = nullptr;
    std::uint32_t key = KeyNames::kNone;  // kNone: the row stands for a family of keys
  };

  explicit MentionedKeys(const KeyNames& names) : names_(names) {}

  // The id of a key in any spelling, or KeyNames::kNone when no policy mentions it. Remembers
  // spellings: a request that uses known ones costs no copy.
  std::uint32_t IdOf(const std::string& spelling);
  // Of IdentityKeys(): the same in all requests of one caller that do not describe it.
  absl::Span<const Row> of_caller();
  // All other rows.
  absl::Span<const Row> of_request();
  // How many keys are known. Ids and rows hold as long as it is the same.
  std::uint32_t count() const { return names_.count(); }

 private:
  void Refresh();

  const KeyNames& names_;
  std::uint32_t fresh_count_ = 0;  // when the rest was made
  std::vector<Row> of_caller_;
  std::vector<Row> of_request_;
  absl::flat_hash_map<std::string, std::uint32_t> spellings_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_MENTIONED_KEYS_H_
