#include "iamsim/model/evaluation_options.h"

#include <cstddef>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"

namespace iamsim {
namespace {

struct Option {
  absl::string_view name;
  bool EvaluationOptions::*member;
};
constexpr Option kOptions[] = {
#define IAMSIM_EVALUATION_OPTION(name, default_value, rule, meaning) \
  {#name, &EvaluationOptions::name},
#include "iamsim/model/evaluation_options.inc"
#undef IAMSIM_EVALUATION_OPTION
};

absl::Status UnknownOption(absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const Option& option : kOptions) names.push_back(option.name);
  return absl::InvalidArgumentError(
      absl::StrCat("unknown option `", absl::Utf8SafeCEscape(name), "`", DidYouMean(name, names)));
}

}  // namespace

absl::Status SetOption(absl::string_view assignment, EvaluationOptions* options) {
  const std::size_t equals = assignment.find('=');
  if (equals == absl::string_view::npos) {
    return absl::InvalidArgumentError(absl::StrCat("expected `name=true` or `name=false`, found `",
                                                   absl::Utf8SafeCEscape(assignment), "`"));
  }
  const absl::string_view name = assignment.substr(0, equals);
  const absl::string_view value = assignment.substr(equals + 1);
  for (const Option& option : kOptions) {
    if (option.name != name) continue;
    if (value != "true" && value != "false") {
      return absl::InvalidArgumentError(absl::StrCat("expected `true` or `false` for option `",
                                                     name, "`, found `",
                                                     absl::Utf8SafeCEscape(value), "`"));
    }
    options->*option.member = value == "true";
    return absl::OkStatus();
  }
  return UnknownOption(name);
}

}  // namespace iamsim
