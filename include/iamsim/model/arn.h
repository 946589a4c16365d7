#ifndef IAMSIM_MODEL_ARN_H_
#define IAMSIM_MODEL_ARN_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/attributes.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// An Amazon Resource Name: `arn:partition:service:region:account:resource`. The resource part keeps
// its colons. A value: copies are independent.
class Arn {
 public:
  Arn() = default;  // empty text, empty fields

  const std::string& text() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return text_; }
  absl::string_view partition() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return Field(1); }
  absl::string_view service() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return Field(2); }
  absl::string_view region() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return Field(3); }
  absl::string_view account() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return Field(4); }
  absl::string_view resource() const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  friend bool operator==(const Arn& a, const Arn& b) { return a.text_ == b.text_; }
  friend auto operator<=>(const Arn& a, const Arn& b) { return a.text_ <=> b.text_; }

 private:
  friend absl::StatusOr<Arn> ParseArn(absl::string_view text);
  absl::string_view Field(std::size_t index) const;

  std::string text_;
  std::array<std::uint32_t, 5> colons_ = {};
};

// CO-12: an ARN is `arn:` in lower case and at least five colons. InvalidArgument otherwise.
absl::StatusOr<Arn> ParseArn(absl::string_view text);
bool IsArn(absl::string_view text);

// An ARN of an IAM role: `arn:…:iam::…:role/…`.
bool IsRoleArn(const Arn& arn);

// Exactly twelve digits.
bool IsAccountId(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_MODEL_ARN_H_
