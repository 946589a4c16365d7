#ifndef IAMSIM_IO_READ_MEMBERS_H_
#define IAMSIM_IO_READ_MEMBERS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"

namespace iamsim {

// Members of objects, with the errors that every format has in common.

absl::Status ExpectObject(const JsonNode& node);
// An object that has no members but `names`.
absl::Status ExpectMembers(const JsonNode& node, const std::vector<absl::string_view>& names);

// The string called `name`, as long as its document lives.
absl::StatusOr<absl::string_view> RequiredText(const JsonNode& object, absl::string_view name);
absl::StatusOr<std::string> RequiredString(const JsonNode& object, absl::string_view name);
absl::StatusOr<std::optional<std::string>> OptionalString(const JsonNode& object,
                                                          absl::string_view name);
// The string called `name`; "" when `object` has no such member.
absl::StatusOr<std::string> OptionalText(const JsonNode& object, absl::string_view name);
// The elements of the list called `name`; none when `object` has no such member.
absl::StatusOr<std::vector<JsonNode>> ListOf(const JsonNode& object, absl::string_view name);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_MEMBERS_H_
