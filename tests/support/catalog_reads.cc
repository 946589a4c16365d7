#include "support/catalog_reads.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catalog/format.h"

namespace iamsim {
namespace {

bool Contains(absl::Span<const KeyId> keys, KeyId key) {
  return std::binary_search(keys.begin(), keys.end(), key);
}

std::string ReadKey(const Catalog& catalog, KeyId key) {
  const std::string name(catalog.key_name(key));
  if (catalog.FindKey(name) != key) return absl::StrCat("key not found: ", name);
  if (ToString(catalog.key_type(key)).empty()) return absl::StrCat("key without type: ", name);
  return "";
}

std::string ReadUse(const Catalog& catalog, ActionId action, const ResourceUse& use) {
  std::string text(catalog.resource_type_name(use.type()));
  for (const absl::string_view form : catalog.arn_forms(use.type())) absl::StrAppend(&text, form);
  const std::vector<KeyId> all = catalog.KeysOf(action);
  for (const KeyId key : catalog.KeysOf(action, use)) {
    if (!Contains(all, key)) return absl::StrCat("a key of a use is no key of the action: ", text);
  }
  return "";
}

std::string ReadAction(const Catalog& catalog, ActionId action) {
  const absl::string_view text = catalog.text(action);
  if (catalog.Find(text) != action) return absl::StrCat("action not found: ", text);
  if (absl::StrCat(catalog.service(action), ":", catalog.name(action)) != text) {
    return absl::StrCat("not its parts: ", text);
  }
  if (catalog.FindService(catalog.service(action)) != catalog.service_of(action)) {
    return absl::StrCat("service not found: ", text);
  }
  if (ToString(catalog.access_level(action)).empty()) return absl::StrCat("no level: ", text);
  if (!catalog.CheckAction(text).ok()) return absl::StrCat("not an action: ", text);
  for (const ActionId dependent : catalog.dependent_actions(action)) {
    if (catalog.Find(catalog.text(dependent)) != dependent)
      return absl::StrCat("no action: ", text);
  }
  for (const ResourceUse& use : catalog.resource_types(action)) {
    if (std::string law = ReadUse(catalog, action, use); !law.empty()) return law;
  }
  const std::vector<KeyId> keys = catalog.KeysOf(action);
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i - 1] >= keys[i]) return absl::StrCat("keys not in order: ", text);
  }
  const std::vector<ResourceTypeId> types =
      catalog.ResourceTypesMatching(action, "arn:aws:s3:::bucket/key");
  if (types.size() > catalog.resource_types(action).size()) return absl::StrCat("types: ", text);
  return "";
}

std::string ReadExpansion(const Catalog& catalog, absl::string_view pattern) {
  const ActionPattern action_pattern(pattern);
  std::vector<ActionId> wanted;
  for (std::uint32_t id = 0; id < catalog.action_count(); ++id) {
    const absl::StatusOr<Action> action = ParseAction(catalog.text(ActionId{id}));
    if (!action.ok()) return std::string(action.status().message());
    if (action_pattern.Matches(*action)) wanted.push_back(ActionId{id});
  }
  return catalog.Expand(action_pattern) == wanted ? "" : absl::StrCat("expansion of ", pattern);
}

}  // namespace

std::string ReadEverything(const Catalog& catalog) {
  for (std::uint32_t id = 0; id < catalog.action_count(); ++id) {
    if (std::string law = ReadAction(catalog, ActionId{id}); !law.empty()) return law;
  }
  for (std::uint32_t id = 0; id < catalog.key_count(); ++id) {
    std::string law = ReadKey(catalog, static_cast<KeyId>(id));
    if (!law.empty()) return law;
  }
  for (const char* pattern : {"*", "s3:*", "*:get*", "?3:*Object", "s3:GetObject", "*object*"}) {
    if (std::string law = ReadExpansion(catalog, pattern); !law.empty()) return law;
  }
  const std::string about =
      absl::StrCat(catalog.date(), catalog.source(), catalog.resource_control_date());
  if (catalog.SupportsResourceControl("s3") != catalog.SupportsResourceControl("S3")) return about;
  return "";
}

std::string WithChecksum(absl::string_view bytes) {
  std::string changed(bytes);
  if (bytes.size() < sizeof(catalog_format::Header)) return changed;
  const std::uint32_t checksum =
      catalog_format::Crc32(bytes.substr(catalog_format::kChecksumBegin));
  std::memcpy(&changed[offsetof(catalog_format::Header, checksum)], &checksum, sizeof checksum);
  return changed;
}

}  // namespace iamsim
