#ifndef IAMSIM_POLICY_PARSE_H_
#define IAMSIM_POLICY_PARSE_H_

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/diagnostic.h"
#include "iamsim/policy/policy.h"

namespace iamsim {

struct ParseOptions {
  // PG-8: unknown elements, missing or forbidden principals and other things that AWS would reject
  // become warnings, and the statement is evaluated as far as the rules say how.
  bool lenient = false;
};

// What a document says. `policy` is null when it has an error.
struct ParsedPolicy {
  std::shared_ptr<const Policy> policy;
  Diagnostics diagnostics;  // document order; errors and warnings

  // The first error as a SourceError, or OK.
  absl::Status status() const;
};

// Parses the policy document at `node` by the grammar of `kind` (PG-1 … PG-18 and table 1.1).
// Places in diagnostics are those of `node`'s document. Statement positions are relative to the
// first byte of `node`. Never fails otherwise; linear in the text.
ParsedPolicy ParsePolicy(const JsonNode& node, PolicyKind kind, const ParseOptions& options = {});

// The same for a document that is a text of its own.
ParsedPolicy ParsePolicyText(absl::string_view text, absl::string_view file, PolicyKind kind,
                             const ParseOptions& options = {});

// Parses every distinct (kind, text) once. Not thread-safe. Entries live as long as the cache or
// whoever shares them; the cache forgets everything when it holds more than `max_bytes` of text.
class PolicyCache {
 public:
  explicit PolicyCache(ParseOptions options = {}, std::size_t max_bytes = std::size_t{256} << 20)
      : options_(options), max_bytes_(max_bytes) {}

  // As ParsePolicy; a repeated text costs one hash of it. A text with diagnostics is parsed again,
  // so that their places are right.
  ParsedPolicy Parse(const JsonNode& node, PolicyKind kind);
  std::size_t hits() const { return hits_; }
  const ParseOptions& options() const { return options_; }

 private:
  ParseOptions options_;
  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::size_t hits_ = 0;
  // By the policy's own text.
  using Entries = absl::flat_hash_map<absl::string_view, std::shared_ptr<const Policy>>;
  absl::flat_hash_map<PolicyKind, Entries> entries_;
};

}  // namespace iamsim

#endif  // IAMSIM_POLICY_PARSE_H_
