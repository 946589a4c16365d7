#ifndef IAMSIM_ENGINE_BASE_JSON_PARSERS_H_
#define IAMSIM_ENGINE_BASE_JSON_PARSERS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/json_assembler.h"
#include "iamsim/base/json_document.h"

namespace iamsim {

// The two ways from a text to its values. JsonDocument::Parse goes the quick one; what that one
// declines goes the exact one, which reads it after all (comments, say) or says what is wrong. So
// the quick one may decline whatever it likes, but must not take what the exact one refuses, nor
// make other values of it: json_parsers_test.cc and the fuzz target `json` compare them.
struct JsonParsers {
  // A document of `text` without values; an error when it is too large or not plain UTF-8.
  static absl::StatusOr<std::shared_ptr<JsonDocument>> Prepare(std::string text, std::string file,
                                                               const JsonLimits& limits,
                                                               JsonOrigin origin = {});
  // The values of a prepared document. False: declined; the document then has some values.
  static bool Quick(JsonDocument* document, const JsonLimits& limits);
  static absl::Status Exact(JsonDocument* document, const JsonLimits& limits);

  // Makes a prepared document the one of another text, in the memory that it has. Handles into it
  // are void, and after an error it has no values.
  static absl::Status Reuse(JsonDocument* document, absl::string_view text, JsonOrigin origin,
                            const JsonLimits& limits);

 private:
  // Bytes behind the text that simdjson may look at.
  static constexpr std::size_t kQuickPadding = 64;
  // With simdjson: quick_json_parser.cc. False: declined.
  static bool ParseQuickly(JsonAssembler* assembler);
  // With nlohmann/json: exact_json_parser.cc.
  static absl::Status ParseExactly(const JsonLimits& limits, JsonAssembler* assembler);
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_JSON_PARSERS_H_
