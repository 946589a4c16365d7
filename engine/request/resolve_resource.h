#ifndef IAMSIM_REQUEST_RESOLVE_RESOURCE_H_
#define IAMSIM_REQUEST_RESOLVE_RESOURCE_H_

#include "absl/status/status.h"
#include "request/question.h"

namespace iamsim {

// Fills in the resource, its owner (EV-4), its settings and the VPC endpoint. The caller is already
// resolved. Errors: neither `*` nor an ARN, a malformed owner, an endpoint that the snapshot lacks.
absl::Status ResolveResource(Question* question);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_RESOLVE_RESOURCE_H_
