// Tested by tests/io/iam_collect_reader_test.cc.
#include "io/read/iam_collect_folder.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "iamsim/base/last_part.h"
#include "iamsim/base/status_macros.h"
#include "io/read/case_fields.h"
#include "io/read/members.h"

namespace iamsim {
namespace {

using Parts = std::vector<absl::string_view>;

enum class Area { kNone, kAccounts, kOrganizations };

// What the folder `parts[at]` of a path is the beginning of.
Area AreaAt(const Parts& parts, std::size_t at) {
  if (at + 2 >= parts.size()) return Area::kNone;
  if (parts[at] == "accounts" && IsAccountId(parts[at + 1])) return Area::kAccounts;
  const bool organization = parts[at] == "organizations" && absl::StartsWith(parts[at + 1], "o-");
  return organization ? Area::kOrganizations : Area::kNone;
}

void Put(const Parts& parts, std::size_t first, const std::string& file,
         absl::btree_map<std::string, CollectedItem>* items) {
  const std::string folder =
      absl::StrJoin(parts.begin() + static_cast<std::ptrdiff_t>(first), parts.end() - 1, "/");
  const auto item =
      items->try_emplace(folder, file.substr(0, file.size() - parts.back().size() - 1)).first;
  item->second.Add(absl::StripSuffix(parts.back(), ".json"), file);
}

}  // namespace

absl::StatusOr<std::optional<JsonNode>> CollectedItem::Read(absl::string_view kind) {
  const auto file = files_.find(kind);
  if (file == files_.end()) return std::optional<JsonNode>();
  IAMSIM_ASSIGN_OR_RETURN(std::shared_ptr<const JsonDocument> document, ReadDump(file->second));
  documents_.push_back(std::move(document));
  return std::optional<JsonNode>(documents_.back()->root());
}

absl::StatusOr<JsonNode> CollectedItem::ReadMetadata() {
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<JsonNode> metadata, Read("metadata"));
  if (!metadata) {
    return absl::InvalidArgumentError(
        absl::StrCat(path_, ": expected `metadata.json`, found none: the folder is skipped"));
  }
  IAMSIM_RETURN_IF_ERROR(ExpectObject(*metadata));
  return *metadata;
}

absl::StatusOr<Arn> CollectedItem::ReadArn() {
  IAMSIM_ASSIGN_OR_RETURN(const JsonNode metadata, ReadMetadata());
  IAMSIM_ASSIGN_OR_RETURN(const std::string text, RequiredString(metadata, "arn"));
  absl::StatusOr<Arn> arn = ParseArn(text);
  if (!arn.ok()) return metadata.Find("arn")->Error(arn.status().message());
  return arn;
}

absl::StatusOr<Tags> CollectedItem::ReadTags() {
  IAMSIM_ASSIGN_OR_RETURN(const std::optional<JsonNode> tags, Read("tags"));
  if (!tags) return Tags();
  return ReadTagMap(*tags);
}

absl::StatusOr<std::shared_ptr<const AttachedPolicy>> CollectedItem::ReadDocument(
    absl::string_view kind, PolicyKind policy_kind, SnapshotInput::DocumentName name,
    SnapshotInput& input) {
  const absl::StatusOr<std::optional<JsonNode>> document = Read(kind);
  if (document.ok() && !*document) return std::shared_ptr<const AttachedPolicy>();
  if (document.ok()) return input.ReadDocument(**document, policy_kind, std::move(name));
  IAMSIM_RETURN_IF_ERROR(input.Damage(document.status()));
  auto missing = std::make_shared<AttachedPolicy>();
  missing->name = std::move(name.name);
  missing->arn = std::move(name.arn);
  missing->file = files_.find(kind)->second;
  return std::shared_ptr<const AttachedPolicy>(std::move(missing));
}

std::vector<CollectedPartition> FindPartitions(const SnapshotFolder& folder) {
  absl::btree_map<std::string, CollectedPartition> found;
  std::vector<std::string> others;
  for (const std::string& file : folder.files) {
    const Parts parts = absl::StrSplit(absl::string_view(file).substr(folder.path.size() + 1), '/');
    const std::size_t at = AreaAt(parts, 0) == Area::kNone ? 1 : 0;
    const Area area = AreaAt(parts, at);
    if (area == Area::kNone) {
      // Indexes repeat what the other files say.
      const bool index = parts[0] == "indexes" || (parts.size() > 1 && parts[1] == "indexes");
      if (!index) others.push_back(file);
      continue;
    }
    const std::string name(at == 0 ? LastPart(folder.path) : parts[0]);
    CollectedPartition& partition = found[name];
    partition.name = name;
    const std::string id(parts[at + 1]);
    if (area == Area::kAccounts) {
      CollectedAccount& account = partition.accounts[id];
      account.id = id;
      Put(parts, at + 2, file, &account.items);
    } else {
      CollectedOrganization& organization = partition.organizations[id];
      organization.id = id;
      Put(parts, at + 2, file, &organization.items);
    }
  }
  std::vector<CollectedPartition> partitions;
  for (auto& item : found) partitions.push_back(std::move(item.second));
  if (!partitions.empty()) partitions.front().other_files = std::move(others);
  return partitions;
}

}  // namespace iamsim
