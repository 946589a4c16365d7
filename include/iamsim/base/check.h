#ifndef IAMSIM_BASE_CHECK_H_
#define IAMSIM_BASE_CHECK_H_

namespace iamsim {

// Prints `file:line: check failed: expression` to stderr and aborts. For bugs of this library only;
// what input can cause is an absl::Status.
[[noreturn]] void CheckFailed(const char* file, int line, const char* expression);

}  // namespace iamsim

#define IAMSIM_CHECK(expression) \
  ((expression) ? static_cast<void>(0) : ::iamsim::CheckFailed(__FILE__, __LINE__, #expression))

#endif  // IAMSIM_BASE_CHECK_H_
