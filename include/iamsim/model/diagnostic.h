#ifndef IAMSIM_MODEL_DIAGNOSTIC_H_
#define IAMSIM_MODEL_DIAGNOSTIC_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"

namespace iamsim {

// kError: AWS would reject the document, or it cannot be read. kWarning: legal, but probably not
// what the author wants, or a limit that only AWS enforces.
enum class Severity : std::uint8_t { kError, kWarning };

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string rule;  // "PG-6", "CO-4", …
  SourcePlace place;
  std::string message;  // lower case, one line, no place

  // "file:line:column: /pointer: message"
  std::string ToString() const;
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace iamsim

#endif  // IAMSIM_MODEL_DIAGNOSTIC_H_
