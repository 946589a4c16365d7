#include "iamsim/model/arn.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iamsim {

absl::string_view Arn::Field(std::size_t index) const {
  if (text_.empty()) return {};
  const std::size_t begin = colons_[index - 1] + 1;
  return absl::string_view(text_).substr(begin, colons_[index] - begin);
}

absl::string_view Arn::resource() const {
  if (text_.empty()) return {};
  return absl::string_view(text_).substr(colons_.back() + 1);
}

absl::StatusOr<Arn> ParseArn(absl::string_view text) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    return absl::InvalidArgumentError("expected an ARN, found more than 4 GiB");
  }
  Arn arn;
  std::size_t next = 0;
  bool has_fields = absl::StartsWith(text, "arn:");
  for (std::uint32_t& position : arn.colons_) {
    const std::size_t colon = has_fields ? text.find(':', next) : absl::string_view::npos;
    has_fields = colon != absl::string_view::npos;
    position = static_cast<std::uint32_t>(colon);
    next = colon + 1;
  }
  if (!has_fields) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected an ARN, `arn:partition:service:region:account:resource`, found `",
                     absl::Utf8SafeCEscape(text), "`"));
  }
  arn.text_ = std::string(text);
  return arn;
}

bool IsArn(absl::string_view text) {
  return absl::StartsWith(text, "arn:") && std::count(text.begin(), text.end(), ':') >= 5;
}

bool IsAccountId(absl::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(static_cast<unsigned char>(c));
         });
}

bool IsRoleArn(const Arn& arn) {
  return arn.service() == "iam" && absl::StartsWith(arn.resource(), "role/");
}

}  // namespace iamsim
