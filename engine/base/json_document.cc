// Text to values in one pass; the passes themselves are in quick_json_parser.cc and
// exact_json_parser.cc. Tested by json_document_test.cc.
#include "iamsim/base/json_document.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_assembler.h"
#include "base/json_parsers.h"
#include "base/json_value.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

std::uint32_t AsLine(std::size_t number) { return static_cast<std::uint32_t>(number); }

}  // namespace

JsonDocument::JsonDocument(std::string text, std::string file, JsonOrigin origin)
    : text_(std::move(text)), file_(std::move(file)), origin_(std::move(origin)) {
  FindLines();
}

void JsonDocument::FindLines() {
  line_starts_.assign(1, 0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(AsLine(at + 1));
  }
}

JsonDocument::~JsonDocument() = default;

SourcePosition JsonDocument::Locate(std::size_t text_offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), text_offset);
  const auto line = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
  return Shift(origin_.start, {.offset = text_offset,
                               .line = AsLine(line + 1),
                               .column = AsLine(text_offset - line_starts_[line] + 1)});
}

SourcePosition JsonDocument::PositionAt(std::size_t offset) const {
  return Locate(offset - static_cast<std::size_t>(origin_.start.offset));
}

// What no JSON text may contain anywhere, comments included.
absl::Status JsonDocument::CheckEncoding() const {
  const auto fail = [this](std::size_t offset, absl::string_view message) {
    return SourceError({.file = file_, .position = Locate(offset)}, message);
  };
  if (absl::StartsWith(text_, "\xEF\xBB\xBF")) {
    return fail(0, "expected JSON without a byte order mark, found one");
  }
  if (absl::StartsWith(text_, "\xFF\xFE") || absl::StartsWith(text_, "\xFE\xFF")) {
    return fail(0, "expected UTF-8, found UTF-16");
  }
  if (const std::size_t nul = text_.find('\0'); nul != std::string::npos) {
    return fail(nul, "expected text without NUL characters, found one");
  }
  if (const std::size_t valid = ValidUtf8Prefix(text_); valid < text_.size()) {
    return fail(valid, absl::StrFormat("expected UTF-8, found the byte 0x%02X",
                                       static_cast<unsigned char>(text_[valid])));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<JsonDocument>> JsonParsers::Prepare(std::string text,
                                                                   std::string file,
                                                                   const JsonLimits& limits,
                                                                   JsonOrigin origin) {
  const std::size_t max_bytes =
      std::min<std::size_t>(limits.max_bytes, std::numeric_limits<std::uint32_t>::max() - 1);
  if (text.size() > max_bytes) {
    return SourceError(
        {.file = std::move(file)},
        absl::StrCat("expected at most ", max_bytes, " bytes of JSON, found ", text.size()));
  }
  std::shared_ptr<JsonDocument> document(
      new JsonDocument(std::move(text), std::move(file), std::move(origin)));
  IAMSIM_RETURN_IF_ERROR(document->CheckEncoding());
  return document;
}

bool JsonParsers::Quick(JsonDocument* document, const JsonLimits& limits) {
  document->text_.reserve(document->text_.size() + kQuickPadding);
  // A guess that leaves room: policy documents have a value for every 20 bytes or so.
  document->values_.reserve(document->text_.size() / 16 + 1);
  JsonAssembler assembler(document, limits);
  return ParseQuickly(&assembler);
}

absl::Status JsonParsers::Exact(JsonDocument* document, const JsonLimits& limits) {
  document->values_.clear();
  document->strings_.clear();
  JsonAssembler assembler(document, limits);
  return ParseExactly(limits, &assembler);
}

absl::Status JsonParsers::Reuse(JsonDocument* document, absl::string_view text, JsonOrigin origin,
                                const JsonLimits& limits) {
  document->text_.assign(text.data(), text.size());
  document->origin_ = std::move(origin);
  document->FindLines();
  document->values_.clear();
  document->strings_.clear();
  IAMSIM_RETURN_IF_ERROR(document->CheckEncoding());
  if (Quick(document, limits)) return absl::OkStatus();
  return Exact(document, limits);
}

absl::StatusOr<std::shared_ptr<const JsonDocument>> JsonDocument::Parse(std::string text,
                                                                        std::string file,
                                                                        const JsonLimits& limits,
                                                                        JsonOrigin origin) {
  IAMSIM_ASSIGN_OR_RETURN(
      std::shared_ptr<JsonDocument> document,
      JsonParsers::Prepare(std::move(text), std::move(file), limits, std::move(origin)));
  if (!JsonParsers::Quick(document.get(), limits)) {
    IAMSIM_RETURN_IF_ERROR(JsonParsers::Exact(document.get(), limits));
  }
  return document;
}

JsonNode JsonDocument::root() const { return {this, 0}; }

}  // namespace iamsim
