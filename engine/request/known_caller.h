#ifndef IAMSIM_REQUEST_KNOWN_CALLER_H_
#define IAMSIM_REQUEST_KNOWN_CALLER_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "request/question.h"

namespace iamsim {

// A user or role of a snapshot world that is asked about again and again: what Resolve() finds out
// about it alone is found out once. For decisions, which need no warnings and few keys: whoever
// asks derives those from question(). Not thread-safe.
class KnownCaller {
 public:
  // Null: Resolve() refuses this principal, or what it finds of it depends on the request.
  // `snapshot` must outlive this.
  static std::unique_ptr<KnownCaller> Find(const Snapshot& snapshot, absl::string_view principal);
  KnownCaller(const KnownCaller&) = delete;
  KnownCaller& operator=(const KnownCaller&) = delete;

  // Whether `request` speaks of its caller, brings documents, or leaves something open: then it has
  // to be resolved by itself.
  static bool CanAnswer(const Request& request);

  // What Resolve() does with a request of this principal that CanAnswer() takes, but for the keys
  // and warnings. Errors as Resolve().
  absl::Status Ask(const Request& request, const EvaluationOptions& options);
  // Of the last call, or of no request in particular before the first. `request` must still live.
  const Question& question() const { return *question_; }
  const RequestContext& context() const { return context_; }
  // Whose resource control policies are in context().
  const AccountRecord* resource_control_account() const { return resource_control_account_; }

 private:
  KnownCaller() = default;
  Question Begin(const Request& request);

  const Snapshot* snapshot_ = nullptr;
  Request of_caller_;  // a question that any caller may ask
  SessionState session_;
  RequestContext context_;
  std::optional<Question> question_;
  const AccountRecord* resource_control_account_ = nullptr;
};

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KNOWN_CALLER_H_
