// Tested by tests/io/snapshot_reader_test.cc.
#include "io/read/snapshot_input.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

absl::StatusOr<std::shared_ptr<const AttachedPolicy>> Share(AttachedPolicy policy) {
  return std::make_shared<const AttachedPolicy>(std::move(policy));
}

}  // namespace

void SnapshotInput::SetWorld(absl::string_view path, absl::string_view noun,
                             SnapshotBuilder::Result world) {
  world_ = World{std::string(path), std::string(noun), std::move(world)};
}

absl::StatusOr<SnapshotBuilder::Result> SnapshotInput::Build() {
  if (!world_) return builder_.Build();
  if (file_count_ == 1 && options_.managed_policies.empty()) return std::move(world_->result);
  // Its references are settled: what is beside it could not change them.
  return absl::InvalidArgumentError(absl::StrCat(world_->path, ": expected nothing beside ",
                                                 world_->noun, ", found other files"));
}

absl::StatusOr<std::shared_ptr<const AttachedPolicy>> SnapshotInput::ReadDocument(
    const JsonNode& node, PolicyKind kind, DocumentName name) {
  Diagnostics diagnostics;
  DocumentReader reader(builder_.policy_cache(), &files_, diagnostics);
  IAMSIM_ASSIGN_OR_RETURN(AttachedPolicy policy, reader.Read(node, kind));
  if (options_.strict) IAMSIM_RETURN_IF_ERROR(FirstError(diagnostics));
  for (Diagnostic& diagnostic : diagnostics) {
    // AWS's own managed policies exceed the limits that customers have (PG-17), and are not theirs
    // to improve.
    if (diagnostic.severity == Severity::kWarning && absl::StrContains(name.arn, ":iam::aws:")) {
      continue;
    }
    builder_.AddDiagnostic(std::move(diagnostic));
  }
  policy.name =
      name.named_by_file && IsFileReference(node) ? BaseNameOf(node) : std::move(name.name);
  policy.arn = std::move(name.arn);
  return Share(std::move(policy));
}

absl::StatusOr<std::shared_ptr<const AttachedPolicy>> SnapshotInput::MissingDocument(
    const JsonNode& holder, absl::string_view member, DocumentName name) {
  IAMSIM_RETURN_IF_ERROR(Damage(
      holder.Error(absl::StrCat("expected `", member, "`, found none: it counts as missing"))));
  AttachedPolicy policy;
  policy.name = std::move(name.name);
  policy.arn = std::move(name.arn);
  policy.file = holder.document().file();
  policy.start = holder.begin();
  return Share(std::move(policy));
}

absl::Status SnapshotInput::Damage(const absl::Status& status) {
  if (options_.strict) return status;
  builder_.AddDiagnostic(DiagnosticOf(status, ""));
  return absl::OkStatus();
}

void SnapshotInput::Warn(const JsonNode& node, std::string message) {
  builder_.AddDiagnostic({.severity = Severity::kWarning,
                          .rule = "",
                          .place = node.place(),
                          .message = std::move(message)});
}

void SnapshotInput::WarnOfMisspelt(const JsonNode& object,
                                   absl::Span<const absl::string_view> known) {
  for (const JsonNode& member : object.children()) {
    bool found = false;
    for (const absl::string_view name : known) found = found || name == member.key();
    if (found) continue;
    const std::string hint = DidYouMean(member.key(), known);
    if (!hint.empty()) Warn(member, absl::StrCat("unknown member `", member.key(), "`", hint));
  }
}

void SnapshotInput::NotePage(const SourcePlace& page, bool truncated) {
  if (truncated) {
    truncated_page_ = page;
  } else {
    last_page_seen_ = true;
  }
}

absl::Status SnapshotInput::ExpectLastPage() {
  if (!truncated_page_ || last_page_seen_) return absl::OkStatus();
  return Damage(SourceError(*truncated_page_,
                            "`IsTruncated`: more pages follow, expected them beside this one"));
}

}  // namespace iamsim
