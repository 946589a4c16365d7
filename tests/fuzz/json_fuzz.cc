// JSON texts. The law: what the quick parser takes, the exact one takes too, and both make the same
// values of it. Input: the text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/json_parsers.h"
#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "support/json_dump.h"

namespace {

constexpr std::size_t kMaxBytes = 65536;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  using iamsim::JsonParsers;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const iamsim::JsonLimits limits{.allow_comments = size % 2 == 1};
  const auto quick = JsonParsers::Prepare(text, "f", limits);
  if (!quick.ok() || !JsonParsers::Quick(quick->get(), limits)) return 0;
  const auto exact = JsonParsers::Prepare(text, "f", limits);
  IAMSIM_CHECK(JsonParsers::Exact(exact->get(), limits).ok());
  IAMSIM_CHECK(iamsim::DumpJson(**quick) == iamsim::DumpJson(**exact));
  return 0;
}
