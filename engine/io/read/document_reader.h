#ifndef IAMSIM_IO_READ_DOCUMENT_READER_H_
#define IAMSIM_IO_READ_DOCUMENT_READER_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/policy/parse.h"
#include "iamsim/policy/policy.h"
#include "io/read/referenced_files.h"

namespace iamsim {

// Reads policy documents in every form in which inputs hold them: a JSON object, its
// text in a string, that text percent-encoded, or {"file": "name"}.
class DocumentReader {
 public:
  // All must outlive the reader. `files`: null where {"file"} is not accepted.
  DocumentReader(PolicyCache& cache, ReferencedFiles* files, Diagnostics& diagnostics)
      : cache_(cache), files_(files), diagnostics_(diagnostics) {}

  // What stands at `node`, without a name. A document that is damaged has an error among the
  // diagnostics and a null policy: it is missing, not absent. Errors: a {"file"} that cannot be
  // read or is not accepted here.
  absl::StatusOr<AttachedPolicy> Read(const JsonNode& node, PolicyKind kind);

  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  ParsedPolicy Parse(const JsonNode& node, PolicyKind kind);
  AttachedPolicy ReadNode(const JsonNode& node, PolicyKind kind);
  AttachedPolicy ReadText(const JsonNode& node, PolicyKind kind);
  AttachedPolicy Damaged(const JsonNode& node, std::string message);

  PolicyCache& cache_;
  ReferencedFiles* files_;
  Diagnostics& diagnostics_;
};

// The first error of `diagnostics` from index `from` on as a SourceError, or OK.
absl::Status FirstError(const Diagnostics& diagnostics, std::size_t from = 0);

// `status`, a SourceError, as a diagnostic of `rule`.
Diagnostic DiagnosticOf(const absl::Status& status, absl::string_view rule);

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_DOCUMENT_READER_H_
