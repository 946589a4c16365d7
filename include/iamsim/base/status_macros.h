#ifndef IAMSIM_BASE_STATUS_MACROS_H_
#define IAMSIM_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when `expression` is a failed absl::Status.
#define IAMSIM_RETURN_IF_ERROR(expression)                                                    \
  do {                                                                                        \
    if (absl::Status iamsim_status = (expression); !iamsim_status.ok()) return iamsim_status; \
  } while (false)

#define IAMSIM_MACRO_CONCAT_INNER(a, b) a##b
#define IAMSIM_MACRO_CONCAT(a, b) IAMSIM_MACRO_CONCAT_INNER(a, b)

// IAMSIM_ASSIGN_OR_RETURN(auto x, F()): declares or assigns `x` from an absl::StatusOr, or returns
// its status from the enclosing function.
// NOLINTBEGIN(bugprone-macro-parentheses): `lhs` may be a declaration
#define IAMSIM_ASSIGN_OR_RETURN(lhs, expression) \
  IAMSIM_ASSIGN_OR_RETURN_IMPL(IAMSIM_MACRO_CONCAT(iamsim_status_or_, __LINE__), lhs, expression)
#define IAMSIM_ASSIGN_OR_RETURN_IMPL(status_or, lhs, expression) \
  auto status_or = (expression);                                 \
  if (!status_or.ok()) return std::move(status_or).status();     \
  lhs = *std::move(status_or)
// NOLINTEND(bugprone-macro-parentheses)

#endif  // IAMSIM_BASE_STATUS_MACROS_H_
