#ifndef IAMSIM_ENGINE_CATALOG_TABLES_H_
#define IAMSIM_ENGINE_CATALOG_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "catalog/format.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// The sections of a catalog file, seen in place.
struct CatalogTables {
  const catalog_format::Header* header = nullptr;
  absl::string_view texts;
  absl::Span<const catalog_format::ServiceRecord> services;
  absl::Span<const catalog_format::ActionRecord> actions;
  absl::Span<const catalog_format::TypeRecord> types;
  absl::Span<const catalog_format::KeyRecord> keys;
  absl::Span<const ResourceUse> use_pool;
  absl::Span<const KeyId> key_pool;
  absl::Span<const ActionId> action_pool;
  absl::Span<const catalog_format::ListRecord> use_lists;
  absl::Span<const catalog_format::ListRecord> key_lists;
  absl::Span<const catalog_format::ListRecord> action_lists;
  absl::Span<const catalog_format::TextRef> control_services;
  std::vector<std::uint64_t> owned;  // the bytes, unless they are part of the program

  absl::string_view Text(const catalog_format::TextRef& ref) const {
    return texts.substr(ref.offset, ref.size);
  }
  absl::string_view Text(const catalog_format::ActionRecord& action) const {
    return texts.substr(action.text_offset, action.text_size);
  }
  absl::Span<const KeyId> Keys(std::uint32_t list) const {
    return key_pool.subspan(key_lists[list].first, key_lists[list].count);
  }
};

// Points `tables` into `bytes`, which are aligned to eight bytes and are a catalog file.
void OpenTables(absl::string_view bytes, CatalogTables* tables);

// Whether every offset, id and order in `bytes` is as OpenTables and Catalog rely on.
// InvalidArgument: "offset N: …".
absl::Status CheckCatalogBytes(absl::string_view bytes);

// -1, 0 or 1: the order of two ASCII texts in lower case.
int CompareLower(absl::string_view a, absl::string_view b);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_CATALOG_TABLES_H_
