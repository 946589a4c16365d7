// Catalog files. The laws: bytes that are no catalog are an error that names the file and an
// offset; whatever is accepted answers every question, and its actions are found by their texts.
//
// Input: a catalog file. Its checksum is set right first, so that the search gets past it.
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "iamsim/base/check.h"
#include "iamsim/catalog/catalog.h"
#include "support/catalog_reads.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = iamsim::WithChecksum({reinterpret_cast<const char*>(data), size});
  const auto catalog = iamsim::Catalog::Parse(bytes, "fuzz.bin");
  if (catalog.ok()) {
    IAMSIM_CHECK(iamsim::ReadEverything(**catalog).empty());
  } else {
    IAMSIM_CHECK(absl::StartsWith(catalog.status().message(), "fuzz.bin: offset "));
    IAMSIM_CHECK(catalog.status().message().find('\n') == absl::string_view::npos);
  }
  return 0;
}
