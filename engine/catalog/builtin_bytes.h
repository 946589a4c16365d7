#ifndef IAMSIM_ENGINE_CATALOG_BUILTIN_BYTES_H_
#define IAMSIM_ENGINE_CATALOG_BUILTIN_BYTES_H_

#include "absl/strings/string_view.h"

namespace iamsim {

// The contents of data/catalog.bin, part of the program. Aligned to eight bytes.
absl::string_view BuiltinCatalogBytes();

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_CATALOG_BUILTIN_BYTES_H_
