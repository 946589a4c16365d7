#ifndef IAMSIM_ENGINE_FAST_PREPARED_POLICIES_H_
#define IAMSIM_ENGINE_FAST_PREPARED_POLICIES_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "decide/principal_algebra.h"
#include "fast/action_names.h"
#include "fast/candidate_index.h"
#include "fast/prepared_statement.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

// Context keys by dense id. Interning is not thread-safe, reading is.
class KeyNames {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // Ids go on from those of `base`, which may be null, must outlive this and must not grow.
  explicit KeyNames(const KeyNames* base)
      : base_(base), first_(base != nullptr ? base->count() : 0), count_(first_) {
    if (base != nullptr) principal_keys_ = base->principal_keys_;
  }

  std::uint32_t Intern(absl::string_view key);
  // `id`: a ContextKeyId.
  std::uint32_t Find(absl::string_view id) const;
  // A key in the spelling of a policy that was interned.
  std::uint32_t FindSpelling(absl::string_view key) const;
  std::uint32_t count() const { return count_; }
  const std::string& name(std::uint32_t key) const {
    return key < first_ ? base_->name(key) : names_[key - first_];
  }
  // IsPrincipalKey().
  bool is_principal(std::uint32_t key) const {
    return key < first_ ? base_->is_principal(key) : is_principal_[key - first_];
  }
  absl::Span<const std::uint32_t> principal_keys() const { return principal_keys_; }

 private:
  const KeyNames* base_;
  std::uint32_t first_;
  std::uint32_t count_;
  std::deque<std::string> names_;
  std::vector<bool> is_principal_;
  std::vector<std::uint32_t> principal_keys_;  // those of the base too
  absl::flat_hash_map<std::string, std::uint32_t> ids_;
  absl::flat_hash_map<std::string, std::uint32_t> spellings_;
};

// The documents of one set (a principal's identity policies, one level of a control policy, …).
// Equal sets share it.
class PreparedList {
 public:
  PreparedList(std::vector<const PreparedDocument*> documents, std::vector<std::uint32_t> ids,
               bool lacks_documents)
      : documents_(std::move(documents)), ids_(std::move(ids)), lacks_documents_(lacks_documents) {}

  absl::Span<const PreparedDocument* const> documents() const { return documents_; }
  absl::Span<const std::uint32_t> document_ids() const { return ids_; }
  // Some document is missing: it may allow or deny whatever is asked.
  bool lacks_documents() const { return lacks_documents_; }
  // Over the statements of all documents; made at first use. Thread-safe.
  const CandidateIndex& index() const {
    const CandidateIndex* made = made_.load(std::memory_order_acquire);
    return made != nullptr ? *made : MakeIndex();
  }

 private:
  const CandidateIndex& MakeIndex() const;

  std::vector<const PreparedDocument*> documents_;
  std::vector<std::uint32_t> ids_;
  bool lacks_documents_;
  // Many decisions ask for it several times, so that once_ alone would be felt.
  mutable std::atomic<const CandidateIndex*> made_ = nullptr;
  mutable std::once_flag once_;
  mutable std::optional<CandidateIndex> index_;
};

// Documents taken apart once: names as ids, actions as spans of the catalog, conditions with their
// keys. Equal documents and equal lists are kept once. Adding is not thread-safe; what was added
// stays where it is, and is immutable.
class PreparedPolicies {
 public:
  // Goes on from `base`, which may be null, must outlive this and must not grow any more.
  explicit PreparedPolicies(const PreparedPolicies* base = nullptr);
  PreparedPolicies(const PreparedPolicies&) = delete;
  PreparedPolicies& operator=(const PreparedPolicies&) = delete;

  const PreparedDocument& Add(const std::shared_ptr<const Policy>& policy);
  const PreparedList& Add(const PolicyList& policies);

  // Over the statements of all documents but those of the base, by action alone; made at first use,
  // after which no document may be added. Thread-safe.
  const CandidateIndex& index() const;

  const KeyNames& keys() const { return keys_; }
  std::uint32_t document_count() const;
  std::uint32_t condition_count() const;
  std::uint32_t statement_count() const;

 private:
  friend class DocumentPreparer;
  const PreparedDocument* Find(const Policy* policy) const;
  const PreparedList* Find(const std::vector<std::uint32_t>& ids) const;
  const PreparedCondition* Intern(const Condition& condition, bool variables_enabled);
  // Cached: dumps repeat their patterns.
  const std::vector<ActionSpan>& Expand(const ActionPattern& pattern);

  const PreparedPolicies* base_;
  KeyNames keys_;
  std::uint32_t statement_count_ = 0;
  std::deque<PreparedDocument> documents_;
  std::deque<PreparedCondition> conditions_;
  std::deque<PreparedList> lists_;
  absl::flat_hash_map<const Policy*, const PreparedDocument*> document_of_;
  absl::flat_hash_map<std::string, const PreparedCondition*> condition_of_;
  absl::flat_hash_map<std::vector<std::uint32_t>, const PreparedList*> list_of_;
  absl::flat_hash_map<std::string, std::vector<ActionSpan>> spans_of_;
  mutable std::once_flag once_;
  mutable std::optional<CandidateIndex> index_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_PREPARED_POLICIES_H_
