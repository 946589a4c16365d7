// Tested by tests/io/document_reader_test.cc.
#include "io/read/document_reader.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/policy/print.h"
#include "io/read/percent_text.h"
#include "snapshot/builtin_policies.h"

namespace iamsim {
namespace {

// Where `place`, a place in the text of the string `outer`, is for a person who has the file: at
// the string, because escapes make columns inside of it meaningless. The text's own place stays in
// the message.
SourcePlace PlaceInString(const JsonNode& outer, const SourcePlace& place) {
  SourcePlace found = outer.place();
  absl::StrAppend(&found.pointer, place.pointer);
  return found;
}

std::string MessageInString(absl::string_view message, const SourcePlace& place) {
  if (!place.position) return std::string(message);
  return absl::StrCat(message, " (line ", place.position->line, ", column ", place.position->column,
                      " of the string's text)");
}

}  // namespace

absl::Status FirstError(const Diagnostics& diagnostics, std::size_t from) {
  for (std::size_t i = from; i < diagnostics.size(); ++i) {
    const Diagnostic& diagnostic = diagnostics[i];
    if (diagnostic.severity == Severity::kError) {
      return SourceError(diagnostic.place, diagnostic.message);
    }
  }
  return absl::OkStatus();
}

Diagnostic DiagnosticOf(const absl::Status& status, absl::string_view rule) {
  return {.severity = Severity::kError,
          .rule = std::string(rule),
          .place = PlaceOf(status).value_or(SourcePlace{}),
          .message = std::string(status.message())};
}

absl::StatusOr<AttachedPolicy> DocumentReader::Read(const JsonNode& node, PolicyKind kind) {
  if (node.is_string()) return ReadText(node, kind);
  if (!IsFileReference(node)) return ReadNode(node, kind);
  if (files_ == nullptr) {
    return node.Error("`file` is accepted in bundles and scenarios only, expected the document");
  }
  IAMSIM_ASSIGN_OR_RETURN(const ReferencedFiles::File file, files_->Open(node, JsonLimits{}));
  if (file.document != nullptr) return ReadNode(file.document->root(), kind);
  diagnostics_.push_back(DiagnosticOf(file.damage, "PG-1"));
  AttachedPolicy attached;
  attached.file = file.path;
  return attached;
}

// RP-4, PG-13: the one document with an Allow among resource control policies is AWS's own. Dumps
// have it, so it is read as what it is.
ParsedPolicy DocumentReader::Parse(const JsonNode& node, PolicyKind kind) {
  ParsedPolicy parsed = cache_.Parse(node, kind);
  if (parsed.policy != nullptr || kind != PolicyKind::kResourceControl) return parsed;
  const std::shared_ptr<const Policy>& full_access = BuiltinResourceControl()->policy;
  const ParsedPolicy lenient = ParsePolicy(node, kind, ParseOptions{.lenient = true});
  if (lenient.policy == nullptr || !SamePolicy(*lenient.policy, *full_access)) return parsed;
  return {.policy = lenient.policy, .diagnostics = {}};
}

AttachedPolicy DocumentReader::ReadNode(const JsonNode& node, PolicyKind kind) {
  AttachedPolicy attached;
  attached.file = node.document().file();
  attached.start = node.begin();
  ParsedPolicy parsed = Parse(node, kind);
  attached.policy = std::move(parsed.policy);
  for (Diagnostic& diagnostic : parsed.diagnostics) diagnostics_.push_back(std::move(diagnostic));
  return attached;
}

AttachedPolicy DocumentReader::ReadText(const JsonNode& node, PolicyKind kind) {
  std::string text(node.text());
  // JSON never begins with `%`: the SDKs that keep what the API sends have `%7B…` here.
  if (absl::StartsWith(text, "%")) {
    std::optional<std::string> decoded = DecodePercent(text);
    if (!decoded) {
      return Damaged(node, "expected two hexadecimal digits after each `%` of an encoded document");
    }
    text = *std::move(decoded);
  }
  const absl::StatusOr<std::shared_ptr<const JsonDocument>> document =
      JsonDocument::Parse(std::move(text), node.document().file());
  if (!document.ok()) {
    const SourcePlace inner = PlaceOf(document.status()).value_or(SourcePlace{});
    return Damaged(node, MessageInString(absl::StrCat("expected the text of a policy document: ",
                                                      document.status().message()),
                                         inner));
  }
  ParsedPolicy parsed = Parse((*document)->root(), kind);
  AttachedPolicy attached;
  attached.file = node.document().file();
  attached.start = node.begin();
  attached.policy = std::move(parsed.policy);
  for (Diagnostic& diagnostic : parsed.diagnostics) {
    diagnostic.message = MessageInString(diagnostic.message, diagnostic.place);
    diagnostic.place = PlaceInString(node, diagnostic.place);
    diagnostics_.push_back(std::move(diagnostic));
  }
  return attached;
}

AttachedPolicy DocumentReader::Damaged(const JsonNode& node, std::string message) {
  diagnostics_.push_back({.severity = Severity::kError,
                          .rule = "PG-1",
                          .place = node.place(),
                          .message = std::move(message)});
  AttachedPolicy attached;
  attached.file = node.document().file();
  attached.start = node.begin();
  return attached;
}

}  // namespace iamsim
