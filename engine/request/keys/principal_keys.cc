// Tested by principal_keys_test.cc, which compares every key of two principals.
#include "iamsim/request/principal_keys.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "request/given_context.h"
#include "request/keys/derive_keys.h"
#include "request/keys/key_row.h"

namespace iamsim {
namespace {

bool IsOfRow(absl::string_view key, const KeyRow& row) {
  return row.is_family() ? absl::StartsWithIgnoreCase(key, row.key)
                         : absl::EqualsIgnoreCase(key, row.key);
}

// What the request gives wins over what follows from the principal.
void SetGiven(const Request& request, const GivenContext& given, ContextKeys* keys) {
  absl::flat_hash_set<std::string> seen;
  for (const auto& [key, value] : request.context) {
    if (!IsPrincipalKey(key)) continue;
    if (given.IsAbsent(key)) {
      keys->SetAbsent(key);
    } else if (seen.insert(ContextKeyId(key)).second) {
      keys->Set(key, value);
    } else {
      keys->AddAlternative(key, value);
    }
  }
  for (const std::string& key : request.absent_keys) {
    if (IsPrincipalKey(key)) keys->SetAbsent(key);
  }
}

}  // namespace

bool IsPrincipalKey(absl::string_view key) {
  for (const KeyRow& row : IdentityKeys()) {
    if (row.differs_in_account && IsOfRow(key, row)) return true;
  }
  return false;
}

void ForgetPrincipal(const Request& request, ContextKeys* keys) {
  for (const KeyRow& row : IdentityKeys()) {
    if (!row.differs_in_account) continue;
    if (!row.is_family()) {
      keys->SetUnknown(row.key);
    } else if (!request.principal_tags.has_value()) {  // else they are the same for everybody
      keys->SetUnknownBelow(row.key);
    }
  }
  SetGiven(request, GivenContext(request), keys);
}

struct PrincipalKeys::State {
  explicit State(const Request& request)
      : question{request, session, nullptr, GivenContext(request), out} {}

  SessionState session;  // nobody's: principals are asked about directly
  RequestContext out;
  Question question;
};

PrincipalKeys::PrincipalKeys(const Request& request) : state_(std::make_unique<State>(request)) {}
PrincipalKeys::~PrincipalKeys() = default;

void PrincipalKeys::Set(const PrincipalRecord& principal, ContextKeys* keys) {
  Question& question = state_->question;
  const Request& request = question.request;
  question.principal = &principal;
  Caller& caller = question.out.caller;
  caller.kind =
      principal.kind == PrincipalKind::kUser ? CallerKind::kUser : CallerKind::kRoleSession;
  caller.account = std::string(principal.arn.account());
  caller.name = principal.name;
  caller.entity_arn = principal.arn.text();
  caller.unique_id = request.principal_id.empty() ? principal.unique_id : request.principal_id;
  std::swap(question.out.keys, *keys);
  for (const KeyRow& row : IdentityKeys()) {
    if (!row.differs_in_account) continue;
    ContextKeys& own = question.out.keys;
    if (row.is_family()) {
      own.RemoveBelow(row.key);
    } else if (own.complete()) {
      own.SetAbsent(row.key);
    } else {
      own.SetUnknown(row.key);
    }
    ApplyFact(row, row.derive(question), &question);
  }
  SetGiven(request, question.given, &question.out.keys);
  std::swap(question.out.keys, *keys);
  question.out.warnings.clear();
}

}  // namespace iamsim
