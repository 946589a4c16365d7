#ifndef IAMSIM_ENGINE_DECIDE_CHECK_H_
#define IAMSIM_ENGINE_DECIDE_CHECK_H_

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// One check under evaluation: the immutable question, and what the evaluation wants to say about
// it.
class Check {
 public:
  // `context` must outlive the check.
  explicit Check(const RequestContext& context) : context_(context), warnings_(context.warnings) {}

  const RequestContext& context() const { return context_; }
  const Caller& caller() const { return context_.caller; }
  const ContextKeys& keys() const { return context_.keys; }
  const Action& action() const { return context_.action; }

  // Each warning is kept once.
  void Warn(std::string warning) {
    if (!absl::c_linear_search(warnings_, warning)) warnings_.push_back(std::move(warning));
  }
  std::vector<std::string> TakeWarnings() { return std::move(warnings_); }

 private:
  const RequestContext& context_;
  std::vector<std::string> warnings_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_DECIDE_CHECK_H_
