#include "iamsim/catalog/catalog.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "catalog/builtin_bytes.h"
#include "catalog/form.h"
#include "catalog/tables.h"
#include "iamsim/base/file.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxFileSize = std::size_t{64} << 20;

std::size_t Index(ActionId id) { return static_cast<std::size_t>(id); }
std::size_t Index(ServiceId id) { return static_cast<std::size_t>(id); }
std::size_t Index(ResourceTypeId id) { return static_cast<std::size_t>(id); }
std::size_t Index(KeyId id) { return static_cast<std::size_t>(id); }

void Append(absl::Span<const KeyId> more, std::vector<KeyId>* keys) {
  keys->insert(keys->end(), more.begin(), more.end());
}

void SortUnique(std::vector<KeyId>* keys) {
  std::sort(keys->begin(), keys->end());
  keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
}

}  // namespace

Catalog::Catalog(std::unique_ptr<const CatalogTables> tables) : tables_(std::move(tables)) {}

Catalog::~Catalog() = default;

// The embedded bytes are checked by the tests, not again in every run.
const Catalog& Catalog::Builtin() {
  static const Catalog& builtin = *[] {
    auto tables = std::make_unique<CatalogTables>();
    OpenTables(BuiltinCatalogBytes(), tables.get());
    return new Catalog(std::move(tables));
  }();
  return builtin;
}

absl::StatusOr<std::shared_ptr<const Catalog>> Catalog::Parse(absl::string_view bytes,
                                                              absl::string_view file) {
  auto tables = std::make_unique<CatalogTables>();
  tables->owned.resize((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(tables->owned.data(), bytes.data(), bytes.size());
  const absl::string_view aligned(reinterpret_cast<const char*>(tables->owned.data()),
                                  bytes.size());
  if (const absl::Status status = CheckCatalogBytes(aligned); !status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(file, ": ", status.message()));
  }
  OpenTables(aligned, tables.get());
  return std::shared_ptr<const Catalog>(new Catalog(std::move(tables)));
}

absl::StatusOr<std::shared_ptr<const Catalog>> Catalog::Read(absl::string_view path) {
  IAMSIM_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxFileSize));
  return Parse(bytes, path);
}

absl::string_view Catalog::date() const { return tables_->Text(tables_->header->date); }
absl::string_view Catalog::source() const { return tables_->Text(tables_->header->source); }

std::size_t Catalog::action_count() const { return tables_->actions.size(); }

ActionRange Catalog::actions() const {
  return {ActionId{0}, static_cast<ActionId>(tables_->actions.size())};
}

absl::string_view Catalog::text(ActionId action) const {
  return tables_->Text(tables_->actions[Index(action)]);
}

absl::string_view Catalog::service(ActionId action) const {
  return service_name(service_of(action));
}

absl::string_view Catalog::name(ActionId action) const {
  return text(action).substr(service(action).size() + 1);
}

AccessLevel Catalog::access_level(ActionId action) const {
  return static_cast<AccessLevel>(tables_->actions[Index(action)].level);
}

absl::Span<const ResourceUse> Catalog::resource_types(ActionId action) const {
  const catalog_format::ListRecord& list =
      tables_->use_lists[tables_->actions[Index(action)].use_list];
  return tables_->use_pool.subspan(list.first, list.count);
}

absl::Span<const KeyId> Catalog::keys(ActionId action) const {
  return tables_->Keys(tables_->actions[Index(action)].key_list);
}

absl::Span<const KeyId> Catalog::keys(const ResourceUse& use) const {
  return tables_->Keys(use.key_list());
}

absl::Span<const ActionId> Catalog::dependent_actions(ActionId action) const {
  const catalog_format::ListRecord& list =
      tables_->action_lists[tables_->actions[Index(action)].action_list];
  return tables_->action_pool.subspan(list.first, list.count);
}

std::vector<KeyId> Catalog::KeysOf(ActionId action) const {
  std::vector<KeyId> keys;
  Append(this->keys(action), &keys);
  Append(tables_->Keys(tables_->header->global_keys), &keys);
  for (const ResourceUse& use : resource_types(action)) {
    Append(this->keys(use), &keys);
    Append(resource_type_keys(use.type()), &keys);
  }
  SortUnique(&keys);
  return keys;
}

std::vector<KeyId> Catalog::KeysOf(ActionId action, const ResourceUse& use) const {
  std::vector<KeyId> keys;
  Append(this->keys(action), &keys);
  Append(tables_->Keys(tables_->header->global_keys), &keys);
  Append(this->keys(use), &keys);
  Append(resource_type_keys(use.type()), &keys);
  SortUnique(&keys);
  return keys;
}

std::size_t Catalog::service_count() const { return tables_->services.size(); }

ServiceId Catalog::service_of(ActionId action) const {
  return static_cast<ServiceId>(tables_->actions[Index(action)].service);
}

absl::string_view Catalog::service_name(ServiceId service) const {
  return tables_->Text(tables_->services[Index(service)].name);
}

ActionRange Catalog::actions_of(ServiceId service) const {
  const catalog_format::ServiceRecord& record = tables_->services[Index(service)];
  return {static_cast<ActionId>(record.first_action), static_cast<ActionId>(record.end_action)};
}

ResourceTypeRange Catalog::resource_types_of(ServiceId service) const {
  const catalog_format::ServiceRecord& record = tables_->services[Index(service)];
  return {static_cast<ResourceTypeId>(record.first_type),
          static_cast<ResourceTypeId>(record.end_type)};
}

bool Catalog::SupportsResourceControl(absl::string_view prefix) const {
  const auto& services = tables_->control_services;
  const auto at = std::partition_point(services.begin(), services.end(),
                                       [&](const catalog_format::TextRef& service) {
                                         return CompareLower(tables_->Text(service), prefix) < 0;
                                       });
  return at != services.end() && CompareLower(tables_->Text(*at), prefix) == 0;
}

absl::string_view Catalog::resource_control_date() const {
  return tables_->Text(tables_->header->control_date);
}

absl::string_view Catalog::resource_type_name(ResourceTypeId type) const {
  return tables_->Text(tables_->types[Index(type)].name);
}

std::vector<absl::string_view> Catalog::arn_forms(ResourceTypeId type) const {
  return absl::StrSplit(tables_->Text(tables_->types[Index(type)].arn_forms), ' ',
                        absl::SkipEmpty());
}

absl::Span<const KeyId> Catalog::resource_type_keys(ResourceTypeId type) const {
  return tables_->Keys(tables_->types[Index(type)].key_list);
}

std::size_t Catalog::key_count() const { return tables_->keys.size(); }

std::optional<KeyId> Catalog::FindKey(absl::string_view key) const {
  const auto& keys = tables_->keys;
  const auto at =
      std::partition_point(keys.begin(), keys.end(), [&](const catalog_format::KeyRecord& record) {
        return CompareLower(tables_->Text(record.name), key) < 0;
      });
  if (at != keys.end() && CompareLower(tables_->Text(at->name), key) == 0) {
    return static_cast<KeyId>(at - keys.begin());
  }
  // Of several templates the one that says most: "events:Metadata/${MetadataKey}/Matcher".
  std::optional<KeyId> best;
  std::size_t best_size = 0;
  const std::string lower = absl::AsciiStrToLower(key);
  for (const KeyId id : tables_->Keys(tables_->header->template_keys)) {
    const absl::string_view form = key_name(id);
    const absl::string_view prefix = form.substr(0, form.find('$'));
    if (CompareLower(prefix, key.substr(0, prefix.size())) != 0) continue;
    const std::size_t size = LiteralSize(form);
    if (size <= best_size || !FitsKeyForm(absl::AsciiStrToLower(form), lower)) continue;
    best = id;
    best_size = size;
  }
  return best;
}

absl::string_view Catalog::key_name(KeyId key) const {
  return tables_->Text(tables_->keys[Index(key)].name);
}

KeyType Catalog::key_type(KeyId key) const {
  return static_cast<KeyType>(tables_->keys[Index(key)].type);
}

bool Catalog::multi_valued(KeyId key) const { return tables_->keys[Index(key)].multi_valued != 0; }

bool Catalog::is_global(KeyId key) const { return tables_->keys[Index(key)].global != 0; }

}  // namespace iamsim
