#ifndef IAMSIM_IO_READ_REFERENCED_FILES_H_
#define IAMSIM_IO_READ_REFERENCED_FILES_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "iamsim/base/json_document.h"

namespace iamsim {

// True for an object with a `file` member: {"file": "scp/guard.json"}.
bool IsFileReference(const JsonNode& node);

// The last part of the path that `reference` names.
std::string BaseNameOf(const JsonNode& reference);

// The folder of `path`, as the root of the files that it may name ("." for a bare name and for
// standard input).
std::string FolderOf(absl::string_view path);

// The files that inputs name by {"file": …}, relative to the file that names them and never outside
// of one folder.
class ReferencedFiles {
 public:
  explicit ReferencedFiles(std::string root) : root_(std::move(root)) {}

  struct File {
    std::string path;
    std::shared_ptr<const JsonDocument> document;  // null exactly when `damage` is not OK
    absl::Status damage;                           // the text is not JSON
  };
  // Errors, at the reference: a malformed reference, a path outside the root, an unreadable file.
  absl::StatusOr<File> Open(const JsonNode& reference, const JsonLimits& limits) const;

  // The path that `reference` names; errors as Open, but the file is not read.
  absl::StatusOr<std::string> Locate(const JsonNode& reference) const;

 private:
  std::string root_;
};

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_REFERENCED_FILES_H_
