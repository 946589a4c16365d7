#ifndef IAMSIM_TESTS_CATALOG_SMALL_CATALOG_H_
#define IAMSIM_TESTS_CATALOG_SMALL_CATALOG_H_

#include <memory>
#include <string>

#include "iamsim/base/file.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// Eleven actions, made from data/iam-data and equally from data/service-reference.
inline std::string SmallCatalogPath() { return IAMSIM_SOURCE_DIR "/tests/catalog/data/small.bin"; }

inline std::string SmallCatalogBytes() { return ReadFile(SmallCatalogPath(), 1 << 20).value(); }

inline std::shared_ptr<const Catalog> SmallCatalog() {
  return Catalog::Parse(SmallCatalogBytes(), "small.bin").value();
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_CATALOG_SMALL_CATALOG_H_
