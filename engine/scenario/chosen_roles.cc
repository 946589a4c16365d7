// Tested by scenarios/chains.
#include "scenario/chosen_roles.h"

#include <string>
#include <utility>

#include "iamsim/base/status_macros.h"
#include "iamsim/graph/access.h"

namespace iamsim {

absl::StatusOr<Request> RequestOf(const TestCase& test, std::shared_ptr<const Snapshot> snapshot,
                                  const EvaluationOptions& options) {
  if (!test.via_any) return test.request;
  IAMSIM_ASSIGN_OR_RETURN(const std::string from,
                          snapshot->ResolvePrincipalName(test.request.principal));
  AccessQuestion question;
  question.request = test.request;
  question.evaluation = options;
  IAMSIM_ASSIGN_OR_RETURN(
      const std::unique_ptr<AccessFinder> finder,
      AccessFinder::Make(PreparedSnapshot::Prepare(std::move(snapshot)), std::move(question)));
  IAMSIM_ASSIGN_OR_RETURN(const AccessAnswer answer, finder->Find(from));
  return answer.path ? finder->RequestFor(*answer.path) : test.request;
}

}  // namespace iamsim
