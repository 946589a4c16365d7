// Tested by tests/io/bundle_reader_test.cc.
#include "io/read/referenced_files.h"

#include <optional>
#include <utility>

#include "iamsim/base/file.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/source_place.h"
#include "iamsim/base/status_macros.h"
#include "io/read/format_members.h"

namespace iamsim {

bool IsFileReference(const JsonNode& node) {
  return node.is_object() && node.Find("file").has_value();
}

std::string BaseNameOf(const JsonNode& reference) {
  const std::optional<JsonNode> file = reference.Find("file");
  return std::string(LastPart(file ? file->text() : ""));
}

std::string FolderOf(absl::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

absl::StatusOr<std::string> ReferencedFiles::Locate(const JsonNode& reference) const {
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(reference, MembersOf(FormatObject::kFileReference)));
  const JsonNode file = *reference.Find("file");
  IAMSIM_ASSIGN_OR_RETURN(const std::string name, ReadString(file, "`file`"));
  absl::StatusOr<std::string> path = ResolveSibling(reference.document().file(), name, root_);
  if (!path.ok()) return file.Error(path.status().message());
  return path;
}

absl::StatusOr<ReferencedFiles::File> ReferencedFiles::Open(const JsonNode& reference,
                                                            const JsonLimits& limits) const {
  IAMSIM_ASSIGN_OR_RETURN(const std::string path, Locate(reference));
  absl::StatusOr<std::string> text = ReadFile(path, limits.max_bytes);
  if (!text.ok()) return reference.Find("file")->Error(text.status().message());
  File file;
  file.path = path;
  absl::StatusOr<std::shared_ptr<const JsonDocument>> document =
      JsonDocument::Parse(*std::move(text), path, limits);
  if (document.ok()) {
    file.document = *std::move(document);
  } else {
    file.damage = document.status();
  }
  return file;
}

}  // namespace iamsim
