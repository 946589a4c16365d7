#include "catalog/tables.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace iamsim {
namespace {

using catalog_format::Header;
using catalog_format::SectionId;

template <typename Record>
void OpenSection(absl::string_view bytes, const Header& header, SectionId id,
                 absl::Span<const Record>* records) {
  const catalog_format::Section& section = header.sections[id];
  *records = absl::MakeConstSpan(reinterpret_cast<const Record*>(bytes.data() + section.offset),
                                 section.count);
}

}  // namespace

void OpenTables(absl::string_view bytes, CatalogTables* tables) {
  using namespace catalog_format;
  const auto& header = *reinterpret_cast<const Header*>(bytes.data());
  tables->header = &header;
  tables->texts = bytes.substr(header.sections[kTexts].offset, header.sections[kTexts].count);
  OpenSection(bytes, header, kServices, &tables->services);
  OpenSection(bytes, header, kActions, &tables->actions);
  OpenSection(bytes, header, kTypes, &tables->types);
  OpenSection(bytes, header, kKeys, &tables->keys);
  OpenSection(bytes, header, kUsePool, &tables->use_pool);
  OpenSection(bytes, header, kKeyPool, &tables->key_pool);
  OpenSection(bytes, header, kActionPool, &tables->action_pool);
  OpenSection(bytes, header, kUseLists, &tables->use_lists);
  OpenSection(bytes, header, kKeyLists, &tables->key_lists);
  OpenSection(bytes, header, kActionLists, &tables->action_lists);
  OpenSection(bytes, header, kControlServices, &tables->control_services);
}

int CompareLower(absl::string_view a, absl::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    const auto left =
        static_cast<unsigned char>(absl::ascii_tolower(static_cast<unsigned char>(a[i])));
    const auto right =
        static_cast<unsigned char>(absl::ascii_tolower(static_cast<unsigned char>(b[i])));
    if (left != right) return left < right ? -1 : 1;
  }
  if (a.size() == b.size()) return 0;
  return a.size() < b.size() ? -1 : 1;
}

}  // namespace iamsim
