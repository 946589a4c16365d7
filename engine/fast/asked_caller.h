#ifndef IAMSIM_ENGINE_FAST_ASKED_CALLER_H_
#define IAMSIM_ENGINE_FAST_ASKED_CALLER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "fast/key_values.h"
#include "fast/mentioned_keys.h"
#include "fast/prepared_check.h"
#include "fast/prepared_policies.h"
#include "request/known_caller.h"

namespace iamsim {

// A user or role of a snapshot world whose requests come as texts, one after the other: what is the
// same in all of them is prepared once. Not thread-safe.
class AskedCaller {
 public:
  // Null: requests of this principal have to be resolved one by one. All three must outlive this.
  static std::unique_ptr<AskedCaller> Find(const Snapshot& snapshot, absl::string_view principal,
                                           PreparedPolicies& policies, MentionedKeys& mentioned);

  // What PrepareCheck() makes of `request`, which must be this principal's; good until the next
  // call, and as long as `request`. Null: it has to be resolved by itself. Errors as Resolve().
  absl::StatusOr<const PreparedCheck*> Ask(const Request& request,
                                           const EvaluationOptions& options);
  const PreparedCaller& caller() const { return caller_; }
  // S3-6: the last request may come through an access point.
  bool may_have_resource_behind() const;

 private:
  AskedCaller(std::unique_ptr<KnownCaller> known, PreparedPolicies& policies,
              MentionedKeys& mentioned);
  // After the action is known.
  void TakeDocuments();
  // False: some key has several values.
  bool TakeKeys(const Request& request);
  void DeriveOwnFacts();
  bool AddFact(const MentionedKeys::Row& row, const KeyFact& fact, std::size_t given);

  PreparedPolicies& policies_;
  MentionedKeys& mentioned_;
  std::unique_ptr<KnownCaller> known_;
  PreparedCaller caller_;
  // What control policies say as long as they bind the check at all.
  const PreparedList* session_ = nullptr;
  PreparedLevels service_control_;
  PreparedLevels resource_control_;
  const AccountRecord* resource_control_account_ = nullptr;

  // Facts about the caller, in the order of MentionedKeys::of_caller(); of so many keys.
  std::vector<KeyFact> own_facts_;
  std::uint32_t own_facts_count_ = 0;
  std::vector<KeyFact> facts_;  // of the last request
  BorrowedKeyValues values_;
  PreparedCheck check_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_FAST_ASKED_CALLER_H_
