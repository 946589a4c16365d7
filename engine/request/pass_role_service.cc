// Tested by tests/decide/pass_role_test.cc.
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/request/request.h"

namespace iamsim {
namespace {

// PA-4: the service that assumes the role in the end is not always the one that is called.
struct FinalService {
  absl::string_view prefix;
  absl::string_view service;
};
constexpr FinalService kFinalServices[] = {
    {"apprunner", "tasks.apprunner.amazonaws.com"},
    {"ecs", "ecs-tasks.amazonaws.com"},
};

}  // namespace

std::string ServiceToPassTo(absl::string_view action) {
  const std::string prefix = absl::AsciiStrToLower(action.substr(0, action.find(':')));
  for (const FinalService& row : kFinalServices) {
    if (row.prefix == prefix) return std::string(row.service);
  }
  return absl::StrCat(prefix, ".amazonaws.com");
}

}  // namespace iamsim
