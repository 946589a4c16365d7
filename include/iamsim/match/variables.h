#ifndef IAMSIM_MATCH_VARIABLES_H_
#define IAMSIM_MATCH_VARIABLES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace iamsim {

enum class VariableState : std::uint8_t {
  kValue,        // single-valued and present
  kNoValue,      // absent, or an empty string (VA-7: the default applies)
  kMultivalued,  // VA-4: unresolved, the default is not used
  kUnknown,      // an incomplete context: nobody knows
};

// Looks a key up (any case) and stores its value when there is one; the value must outlive the
// expansion.
using VariableLookup =
    absl::FunctionRef<VariableState(absl::string_view key, absl::string_view* value)>;
// For patterns that have none.
inline VariableState NoVariables(absl::string_view, absl::string_view*) {
  return VariableState::kNoValue;
}

enum class Expansion : std::uint8_t { kText, kUnresolved, kUnknown };

// A policy string, taken apart at `${…}` (VA-2). Immutable.
class Template {
 public:
  struct Part {
    enum class Kind : std::uint8_t { kText, kVariable } kind = Kind::kText;
    std::string text;      // literal text; `${*}`, `${?}`, `${$}` have become text (VA-8)
    bool literal = false;  // text from `${*}`…: its `*` and `?` are no wildcards
    std::string key;
    std::optional<std::string> default_value;
  };

  // With `variables_enabled` false (VA-1: Version 2008-10-17) everything is text. A malformed
  // `${` is text (VA-2).
  static Template Parse(absl::string_view text, bool variables_enabled);

  bool has_variables() const { return has_variables_; }
  const std::vector<Part>& parts() const { return parts_; }
  // The keys of its variables, as written.
  std::vector<absl::string_view> keys() const;

  enum class Wildcards : std::uint8_t { kLiteral, kGlob };
  // Appends the expanded text to `out`. kGlob: `*` and `?` of the policy text are encoded
  // (match/glob.h), substituted text is literal (VA-9) and not scanned again. On kUnresolved
  // (VA-5: no value, no default) `out` holds text that must not be used. On kUnknown with kGlob
  // each unknown variable has become an any-run: what that does not match, no value can match; with
  // kLiteral `out` must not be used. kUnresolved wins over kUnknown.
  Expansion Expand(VariableLookup lookup, Wildcards wildcards, std::string* out) const;

 private:
  std::vector<Part> parts_;
  bool has_variables_ = false;
};

// arn:partition:service:region:account:resource
constexpr std::size_t kArnFields = 6;

// Splits `text` at its first `max_fields - 1` colons that are not inside `${…}` (VA-10; with
// `variables_enabled` false at every colon). At least one field.
using ArnFields = absl::InlinedVector<absl::string_view, kArnFields>;
ArnFields SplitFields(absl::string_view text, std::size_t max_fields, bool variables_enabled);

// The first malformed variable of `text` (unclosed `${`, empty name, space in the name, a default
// that is not `, '…'`), through its closing brace if it has one; for the validator. Empty when
// there is none.
std::string FindMalformedVariable(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_MATCH_VARIABLES_H_
