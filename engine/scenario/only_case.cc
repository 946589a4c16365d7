// Cases that say who alone may. Tested by tests/scenario/only_case_test.cc.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/some_of.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/fast/outside_principals.h"
#include "iamsim/fast/principal_sweep.h"
#include "scenario/case_runner.h"
#include "scenario/reason.h"

namespace iamsim {
namespace {

std::string NamesOrNobody(const std::vector<std::string>& names) {
  return names.empty() ? "nobody" : SomeOf(names);
}

// What differs from the expectation.
struct Difference {
  std::vector<std::string> unexpected;  // may, but should not; "… (conditional)"
  std::vector<std::string> missing;     // should, but may not
  std::string first;                    // of the principals of the snapshot, else of the outsiders
};

// Of outsiders the own policies are not known: that they may under conditions is the most that can
// be said, and enough for those who are expected.
DecisionKind KindOfOutsider(bool expected, DecisionKind kind) {
  return expected && kind == DecisionKind::kConditional ? DecisionKind::kAllowed : kind;
}

void Compare(const std::string& principal, bool expected, DecisionKind kind,
             Difference* difference) {
  if (expected == (kind == DecisionKind::kAllowed) &&
      (expected || kind != DecisionKind::kConditional)) {
    return;
  }
  const std::string name = kind == DecisionKind::kAllowed
                               ? principal
                               : absl::StrCat(principal, " (", DecisionName(kind), ")");
  (expected ? difference->missing : difference->unexpected).push_back(name);
  if (difference->first.empty()) difference->first = principal;
}

std::string Text(const Difference& difference) {
  std::vector<std::string> parts;
  if (!difference.unexpected.empty()) {
    parts.push_back(absl::StrCat("also ", NamesOrNobody(difference.unexpected)));
  }
  if (!difference.missing.empty()) {
    parts.push_back(absl::StrCat("not ", NamesOrNobody(difference.missing)));
  }
  return absl::StrJoin(parts, "; ");
}

}  // namespace

absl::Status CaseRunner::RunOnly(const TestCase& test, const EvaluationOptions& options,
                                 CaseResult* result) {
  const ExpectedOnly& only = *test.only;
  result->expected = absl::StrCat("allowed only: ", NamesOrNobody(only.allowed));
  if (prepared_ == nullptr) prepared_ = PreparedSnapshot::Prepare(snapshot_);
  PrincipalSweep sweep(*prepared_, test.request, options);
  Difference difference;
  for (const std::uint32_t id : only.asked) {
    const std::string& arn = snapshot_->principals()[id].arn.text();
    IAMSIM_ASSIGN_OR_RETURN(const SweepAnswer answer, sweep.Ask(id));
    Compare(arn, absl::c_binary_search(only.allowed, arn), answer.kind, &difference);
  }
  const bool somebody_inside = !difference.first.empty();
  if (only.outsiders_are_asked) {
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<Grantee> outside,
                            FindOutsideGrantees(*snapshot_, test.request, options));
    std::vector<std::string> admitted;
    for (const Grantee& grantee : outside) {
      const bool expected = absl::c_binary_search(only.allowed, grantee.principal);
      Compare(grantee.principal, expected, KindOfOutsider(expected, grantee.kind), &difference);
      admitted.push_back(grantee.principal);
    }
    for (const std::string& name : only.allowed) {
      if (snapshot_->FindPrincipal(name) != nullptr || absl::c_linear_search(admitted, name)) {
        continue;
      }
      Compare(name, true, DecisionKind::kImplicitDeny, &difference);
    }
  }
  if (difference.first.empty()) {
    result->verdict = CaseVerdict::kPassed;
    result->actual = result->expected;
    return absl::OkStatus();
  }
  result->actual = Text(difference);
  result->principal = difference.first;
  if (!somebody_inside) return absl::OkStatus();
  Request request = test.request;
  request.principal = difference.first;
  IAMSIM_ASSIGN_OR_RETURN(const ChainResult answer,
                          DecideChain(*snapshot_, world_, request, options));
  result->decided_by = answer.decision.decided_by;
  result->because = ReasonOf(answer);
  return absl::OkStatus();
}

}  // namespace iamsim
