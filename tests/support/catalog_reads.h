#ifndef IAMSIM_TESTS_SUPPORT_CATALOG_READS_H_
#define IAMSIM_TESTS_SUPPORT_CATALOG_READS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/catalog/catalog.h"

namespace iamsim {

// Asks `catalog` everything that can be asked of it, and checks what holds for every catalog:
// every action is found by its text, every key by its name, every action's lists can be followed.
// Returns the first law that does not hold, or "".
std::string ReadEverything(const Catalog& catalog);

// `bytes` with the checksum that a catalog file with these contents has.
std::string WithChecksum(absl::string_view bytes);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_CATALOG_READS_H_
