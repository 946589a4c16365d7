#ifndef IAMSIM_ENGINE_CATALOG_FORMAT_H_
#define IAMSIM_ENGINE_CATALOG_FORMAT_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

// The layout of a catalog file, as tools/catalog/encode_catalog.js writes it: a header, then
// sections of equal records, each aligned to eight bytes. It is read in place. Texts are printable
// ASCII in one section; lists are runs in a pool, and a list has a number.
namespace iamsim::catalog_format {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "a catalog file is little-endian");

inline constexpr absl::string_view kMagic = "iamsimct";
inline constexpr std::uint32_t kVersion = 1;

struct TextRef {
  std::uint32_t offset;  // in the section kTexts
  std::uint32_t size;
};

struct ServiceRecord {
  TextRef name;  // lower case
  std::uint32_t first_action;
  std::uint32_t end_action;
  std::uint32_t first_type;
  std::uint32_t end_type;
};

struct ActionRecord {
  std::uint32_t text_offset;
  std::uint16_t text_size;
  std::uint16_t service;
  std::uint16_t use_list;
  std::uint16_t key_list;
  std::uint16_t action_list;  // what it depends on
  std::uint8_t level;
  std::uint8_t unused;
};

struct TypeRecord {
  TextRef name;
  TextRef arn_forms;  // separated by a space
  std::uint32_t key_list;
  std::uint32_t unused;
};

struct KeyRecord {
  TextRef name;
  std::uint8_t type;
  std::uint8_t multi_valued;
  std::uint8_t global;
  std::uint8_t unused;
};

// A run of elements of a pool.
struct ListRecord {
  std::uint32_t first;
  std::uint32_t count;
};

struct Section {
  std::uint32_t offset;
  std::uint32_t count;
};

enum SectionId : std::size_t {
  kTexts,
  kServices,
  kActions,          // in the order of their lower-case text
  kTypes,            // in the order of their services
  kKeys,             // in the order of their lower-case name
  kUsePool,          // ResourceUse
  kKeyPool,          // KeyId, ascending in each list
  kActionPool,       // ActionId, ascending in each list
  kUseLists,         // ListRecord
  kKeyLists,         // ListRecord
  kActionLists,      // ListRecord
  kControlServices,  // TextRef, ascending
  kSectionCount,
};

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t size;      // of the file
  std::uint32_t checksum;  // Crc32 of what follows kChecksumBegin
  std::uint32_t unused;
  TextRef date;
  TextRef source;
  TextRef control_date;
  std::uint32_t global_keys;    // a list of keys
  std::uint32_t template_keys;  // a list of keys
  Section sections[kSectionCount];
};

inline constexpr std::size_t kChecksumBegin = 24;

static_assert(sizeof(ServiceRecord) == 24 && sizeof(ActionRecord) == 16);
static_assert(sizeof(TypeRecord) == 24 && sizeof(KeyRecord) == 12 && sizeof(ListRecord) == 8);
static_assert(sizeof(Header) == 152 && offsetof(Header, date) == kChecksumBegin);

// CRC-32 (ISO 3309), as in gzip.
std::uint32_t Crc32(absl::string_view bytes);

}  // namespace iamsim::catalog_format

#endif  // IAMSIM_ENGINE_CATALOG_FORMAT_H_
