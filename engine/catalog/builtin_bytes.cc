#include "catalog/builtin_bytes.h"

#include <cstddef>

// The assembler includes the file as it is: a C++ array of this size takes seconds to compile.
// IAMSIM_CATALOG_FILE is the path of data/catalog.bin.
__asm__(
    ".pushsection .rodata\n"
    ".balign 8\n"
    ".global iamsim_catalog_begin\n"
    ".hidden iamsim_catalog_begin\n"
    "iamsim_catalog_begin:\n"
    ".incbin \"" IAMSIM_CATALOG_FILE
    "\"\n"
    ".global iamsim_catalog_end\n"
    ".hidden iamsim_catalog_end\n"
    "iamsim_catalog_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern const char kCatalogBegin[] __asm__("iamsim_catalog_begin");
extern const char kCatalogEnd[] __asm__("iamsim_catalog_end");

namespace iamsim {

absl::string_view BuiltinCatalogBytes() {
  return {kCatalogBegin, static_cast<std::size_t>(kCatalogEnd - kCatalogBegin)};
}

}  // namespace iamsim
