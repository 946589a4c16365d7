#ifndef IAMSIM_ENGINE_POLICY_REPORT_H_
#define IAMSIM_ENGINE_POLICY_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/model/diagnostic.h"

namespace iamsim {

// What a diagnostic points at; its SourcePlace is made only if the diagnostic is kept.
struct Spot {
  JsonNode node;
  std::uint64_t offset;  // in the text of the node's document
};
Spot At(const JsonNode& value);
Spot AtKey(const JsonNode& member);  // the name under which it stands

// What is wrong with one document. Keeps the first 100 errors and the first 100 warnings, so that a
// hostile document costs no more time and space than another.
class Report {
 public:
  explicit Report(bool lenient) : lenient_(lenient) {}

  // Neither AWS nor the rules give the document a meaning.
  void Error(absl::string_view rule, const Spot& spot, absl::string_view message) {
    Add(Severity::kError, rule, spot, message);
  }
  // AWS refuses the document, but the rules say how to evaluate it if it is loaded all the same:
  // an error, or a warning when lenient (PG-8).
  void Reject(absl::string_view rule, const Spot& spot, absl::string_view message) {
    Add(lenient_ ? Severity::kWarning : Severity::kError, rule, spot, message);
  }
  void Warn(absl::string_view rule, const Spot& spot, absl::string_view message) {
    Add(Severity::kWarning, rule, spot, message);
  }

  bool failed() const { return errors_ > 0; }
  // In document order.
  Diagnostics Take();

 private:
  void Add(Severity severity, absl::string_view rule, const Spot& spot, absl::string_view message);

  bool lenient_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  Diagnostics diagnostics_;
};

// `text` in backticks on one line, cut when it is long.
std::string Quoted(absl::string_view text);

// What stands at `node`: the text of a string, else the kind of value.
std::string Found(const JsonNode& node);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_POLICY_REPORT_H_
