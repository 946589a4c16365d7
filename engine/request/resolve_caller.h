#ifndef IAMSIM_REQUEST_RESOLVE_CALLER_H_
#define IAMSIM_REQUEST_RESOLVE_CALLER_H_

#include "absl/status/status.h"
#include "request/question.h"

namespace iamsim {

// Fills in question->out.caller and what the snapshot knows of it. The action is already parsed.
// Errors: a malformed principal, one that the snapshot lacks, a kind that the action does not have.
absl::Status ResolveCaller(Question* question);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_RESOLVE_CALLER_H_
