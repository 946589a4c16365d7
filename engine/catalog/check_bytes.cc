// A catalog file is read in place, so this is the only guard between a damaged file and the reads
// of Catalog: whatever they follow (a section, a list, an id, an order) is checked here, once.
//
// Tested by tests/catalog/check_bytes_test.cc, which damages every byte, and by tests/fuzz.
#include <cstddef>
#include <cstdint>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "catalog/tables.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

using catalog_format::ActionRecord;
using catalog_format::Header;
using catalog_format::KeyRecord;
using catalog_format::ListRecord;
using catalog_format::ServiceRecord;
using catalog_format::TextRef;
using catalog_format::TypeRecord;

constexpr std::size_t kRecordSizes[catalog_format::kSectionCount] = {1,
                                                                     sizeof(ServiceRecord),
                                                                     sizeof(ActionRecord),
                                                                     sizeof(TypeRecord),
                                                                     sizeof(KeyRecord),
                                                                     sizeof(ResourceUse),
                                                                     sizeof(KeyId),
                                                                     sizeof(ActionId),
                                                                     sizeof(ListRecord),
                                                                     sizeof(ListRecord),
                                                                     sizeof(ListRecord),
                                                                     sizeof(TextRef)};

constexpr std::uint8_t kLevelCount = 5;
constexpr std::uint8_t kKeyTypeCount = 7;

bool IsNameChar(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-'; }
bool IsPrefixChar(char c) {
  return IsNameChar(c) && !absl::ascii_isupper(static_cast<unsigned char>(c));
}

class BytesChecker {
 public:
  explicit BytesChecker(absl::string_view bytes) : bytes_(bytes) {}

  absl::Status Check() {
    IAMSIM_RETURN_IF_ERROR(CheckHeader());
    OpenTables(bytes_, &tables_);
    IAMSIM_RETURN_IF_ERROR(CheckTexts());
    IAMSIM_RETURN_IF_ERROR(CheckLists(tables_.use_lists, tables_.use_pool.size()));
    IAMSIM_RETURN_IF_ERROR(CheckLists(tables_.key_lists, tables_.key_pool.size()));
    IAMSIM_RETURN_IF_ERROR(CheckLists(tables_.action_lists, tables_.action_pool.size()));
    IAMSIM_RETURN_IF_ERROR(
        CheckAscending(tables_.key_lists, tables_.key_pool, tables_.keys.size()));
    IAMSIM_RETURN_IF_ERROR(
        CheckAscending(tables_.action_lists, tables_.action_pool, tables_.actions.size()));
    IAMSIM_RETURN_IF_ERROR(CheckUses());
    IAMSIM_RETURN_IF_ERROR(CheckServices());
    IAMSIM_RETURN_IF_ERROR(CheckActions());
    IAMSIM_RETURN_IF_ERROR(CheckTypes());
    IAMSIM_RETURN_IF_ERROR(CheckKeys());
    IAMSIM_RETURN_IF_ERROR(CheckControlServices());
    return CheckChecksum();
  }

 private:
  absl::Status CheckHeader();
  absl::Status CheckTexts();
  absl::Status CheckServices();
  absl::Status CheckActions();
  absl::Status CheckTypes();
  absl::Status CheckKeys();
  absl::Status CheckUses();
  absl::Status CheckControlServices();
  absl::Status CheckChecksum();

  absl::Status CheckLists(absl::Span<const ListRecord> lists, std::size_t pool_size) {
    for (const ListRecord& list : lists) {
      if (list.first > pool_size || list.count > pool_size - list.first) {
        return Wrong(&list, "expected a list inside its pool");
      }
    }
    return absl::OkStatus();
  }

  template <typename Id>
  absl::Status CheckAscending(absl::Span<const ListRecord> lists, absl::Span<const Id> pool,
                              std::size_t id_count) {
    for (const ListRecord& list : lists) {
      const absl::Span<const Id> ids = pool.subspan(list.first, list.count);
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if (static_cast<std::size_t>(ids[i]) >= id_count) {
          return Wrong(&ids[i], "expected an id of this catalog");
        }
        if (i > 0 && ids[i - 1] >= ids[i]) return Wrong(&ids[i], "expected ascending ids");
      }
    }
    return absl::OkStatus();
  }

  bool IsText(const TextRef& ref) const {
    return ref.offset <= tables_.texts.size() && ref.size <= tables_.texts.size() - ref.offset;
  }
  bool IsKeyList(std::uint32_t list) const { return list < tables_.key_lists.size(); }

  // `place` points into bytes_.
  absl::Status Wrong(const void* place, absl::string_view expected) const {
    const auto offset = static_cast<const char*>(place) - bytes_.data();
    return absl::InvalidArgumentError(absl::StrCat("offset ", offset, ": ", expected));
  }

  absl::string_view bytes_;
  CatalogTables tables_;
};

absl::Status BytesChecker::CheckHeader() {
  if (bytes_.size() < sizeof(Header)) {
    return absl::InvalidArgumentError(
        absl::StrCat("offset ", bytes_.size(), ": expected a catalog file, found its end"));
  }
  const auto& header = *reinterpret_cast<const Header*>(bytes_.data());
  if (absl::string_view(header.magic, sizeof header.magic) != catalog_format::kMagic) {
    return Wrong(header.magic, "expected a catalog file made by tools/catalog");
  }
  if (header.version != catalog_format::kVersion) {
    return Wrong(&header.version, absl::StrCat("expected version ", catalog_format::kVersion,
                                               ", found ", header.version));
  }
  if (header.unused != 0) return Wrong(&header.unused, "expected zeros");
  if (header.size != bytes_.size()) {
    return Wrong(&header.size,
                 absl::StrCat("expected a file of ", header.size, " bytes, found ", bytes_.size()));
  }
  for (std::size_t i = 0; i < catalog_format::kSectionCount; ++i) {
    const catalog_format::Section& section = header.sections[i];
    const bool fits = section.offset % 8 == 0 && section.offset <= bytes_.size() &&
                      section.count <= (bytes_.size() - section.offset) / kRecordSizes[i];
    if (!fits) return Wrong(&section, "expected a section inside the file");
  }
  return absl::OkStatus();
}

absl::Status BytesChecker::CheckTexts() {
  for (const char& c : tables_.texts) {
    if (c < ' ' || c > '~') return Wrong(&c, "expected a printable character");
  }
  const Header& header = *tables_.header;
  for (const TextRef* text : {&header.date, &header.source, &header.control_date}) {
    if (!IsText(*text)) return Wrong(text, "expected a text");
  }
  for (const std::uint32_t* list : {&header.global_keys, &header.template_keys}) {
    if (!IsKeyList(*list)) return Wrong(list, "expected a list of keys");
  }
  return absl::OkStatus();
}

// Services share out the actions and the types: without gaps, each with at least one action.
absl::Status BytesChecker::CheckServices() {
  absl::string_view last;
  std::uint32_t action = 0;
  std::uint32_t type = 0;
  for (const ServiceRecord& service : tables_.services) {
    if (!IsText(service.name)) return Wrong(&service, "expected a name");
    const absl::string_view name = tables_.Text(service.name);
    const bool is_prefix = !name.empty() && name != last && absl::c_all_of(name, IsPrefixChar);
    if (!is_prefix) return Wrong(&service, "expected another service prefix");
    last = name;
    if (service.first_action != action || service.end_action <= action ||
        service.end_action > tables_.actions.size()) {
      return Wrong(&service.first_action, "expected the actions that follow");
    }
    if (service.first_type != type || service.end_type < type ||
        service.end_type > tables_.types.size()) {
      return Wrong(&service.first_type, "expected the resource types that follow");
    }
    action = service.end_action;
    type = service.end_type;
  }
  if (action != tables_.actions.size() || type != tables_.types.size()) {
    return Wrong(tables_.header, "expected every action and resource type in a service");
  }
  return absl::OkStatus();
}

absl::Status BytesChecker::CheckActions() {
  absl::string_view last;
  for (std::size_t i = 0; i < tables_.actions.size(); ++i) {
    const ActionRecord& action = tables_.actions[i];
    if (!IsText({action.text_offset, action.text_size})) return Wrong(&action, "expected a text");
    const bool in_service = action.service < tables_.services.size() &&
                            i >= tables_.services[action.service].first_action &&
                            i < tables_.services[action.service].end_action;
    if (!in_service) return Wrong(&action.service, "expected the service of the action");
    if (action.use_list >= tables_.use_lists.size() || !IsKeyList(action.key_list) ||
        action.action_list >= tables_.action_lists.size()) {
      return Wrong(&action.use_list, "expected lists");
    }
    if (action.level >= kLevelCount) return Wrong(&action.level, "expected an access level");
    const absl::string_view text = tables_.Text(action);
    const absl::string_view service = tables_.Text(tables_.services[action.service].name);
    const bool is_action =
        text.size() > service.size() + 1 && text.substr(0, service.size()) == service &&
        text[service.size()] == ':' && absl::c_all_of(text.substr(service.size() + 1), IsNameChar);
    if (!is_action) return Wrong(text.data(), "expected `service:name`");
    if (i > 0 && CompareLower(last, text) >= 0)
      return Wrong(text.data(), "expected sorted actions");
    last = text;
  }
  return absl::OkStatus();
}

absl::Status BytesChecker::CheckTypes() {
  for (const TypeRecord& type : tables_.types) {
    if (!IsText(type.name)) return Wrong(&type.name, "expected a name");
    if (!IsText(type.arn_forms)) return Wrong(&type.arn_forms, "expected ARN forms");
    if (!IsKeyList(type.key_list)) return Wrong(&type.key_list, "expected a list of keys");
  }
  return absl::OkStatus();
}

absl::Status BytesChecker::CheckKeys() {
  absl::string_view last;
  for (const KeyRecord& key : tables_.keys) {
    if (!IsText(key.name)) return Wrong(&key.name, "expected a name");
    if (key.type >= kKeyTypeCount) return Wrong(&key.type, "expected a type of key");
    const absl::string_view name = tables_.Text(key.name);
    if (CompareLower(last, name) >= 0) return Wrong(name.data(), "expected sorted keys");
    last = name;
  }
  return absl::OkStatus();
}

absl::Status BytesChecker::CheckUses() {
  for (const ResourceUse& use : tables_.use_pool) {
    if (static_cast<std::size_t>(use.type()) >= tables_.types.size() ||
        !IsKeyList(use.key_list())) {
      return Wrong(&use, "expected a resource type and its keys");
    }
  }
  return absl::OkStatus();
}

absl::Status BytesChecker::CheckControlServices() {
  absl::string_view last;
  for (const TextRef& service : tables_.control_services) {
    if (!IsText(service)) return Wrong(&service, "expected a name");
    const absl::string_view name = tables_.Text(service);
    if (CompareLower(last, name) >= 0) return Wrong(&service, "expected sorted services");
    last = name;
  }
  return absl::OkStatus();
}

// What the checks above cannot see: another letter in a name.
absl::Status BytesChecker::CheckChecksum() {
  const std::uint32_t found = catalog_format::Crc32(bytes_.substr(catalog_format::kChecksumBegin));
  if (found == tables_.header->checksum) return absl::OkStatus();
  return Wrong(&tables_.header->checksum,
               absl::StrCat("expected the checksum ", found, ", found ", tables_.header->checksum));
}

}  // namespace

absl::Status CheckCatalogBytes(absl::string_view bytes) { return BytesChecker(bytes).Check(); }

}  // namespace iamsim
