#ifndef IAMSIM_IO_READ_CASE_FIELDS_H_
#define IAMSIM_IO_READ_CASE_FIELDS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/context_value.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request.h"
#include "io/read/document_reader.h"

namespace iamsim {

// The members that a line of `simulate` and a test of a scenario share: who asks (but `principal`
// itself), tags, context, settings and `policies`. One row of case_fields.cc each.
const std::vector<absl::string_view>& CaseMemberNames();

// Reads `member` into `request` and returns true, or returns false when it is not one of
// CaseMemberNames(). `request->action` must be set before `policies` is read: it decides whether
// the resource policy is a role's trust policy.
absl::StatusOr<bool> ReadCaseMember(const JsonNode& member, DocumentReader& documents,
                                    Request* request);

// An `action`: "prefix:Name".
absl::StatusOr<std::string> ReadAction(const JsonNode& node);
// A `resource`: "*" or an ARN.
absl::StatusOr<std::string> ReadResource(const JsonNode& node);

// {"key": "value", …}
absl::StatusOr<Tags> ReadTagMap(const JsonNode& node);
// {"blockPublicAccess", "bucketAbacEnabled", "objectOwner"}
absl::StatusOr<S3Settings> ReadS3Settings(const JsonNode& node);
// Twelve digits.
absl::StatusOr<std::string> ReadAccountId(const JsonNode& node, absl::string_view what);
// One of `words`, or an error that lists them.
absl::StatusOr<std::string> ReadWord(const JsonNode& node, absl::string_view what,
                                     absl::Span<const absl::string_view> words);

// "gateway" or "interface".
absl::StatusOr<std::string> ReadEndpointType(const JsonNode& node, absl::string_view what);

// The `policies` member.
absl::Status ReadPolicies(const JsonNode& node, DocumentReader& documents, Request* request);
// One policy or a list of them: {"name", "document"} or a bare document each. One without a name is
// called `layer`-1, `layer`-2, …. A damaged document is an error.
absl::StatusOr<PolicyList> ReadPolicyList(const JsonNode& node, PolicyKind kind,
                                          absl::string_view layer, DocumentReader& documents);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_CASE_FIELDS_H_
