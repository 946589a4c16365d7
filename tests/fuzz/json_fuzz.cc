// JSON texts. The law: what the quick parser takes, the exact one takes too, and both make the same
// values of it. Input: the text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

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
  auto input = JsonParsers::Prepare(text, "f", limits);
  if (!input.ok()) return 0;
  const auto quick = JsonParsers::Quick(*std::move(input), limits);
  if (quick == nullptr) return 0;
  const auto exact = JsonParsers::Exact(JsonParsers::Prepare(text, "f", limits).value(), limits);
  IAMSIM_CHECK(exact.ok());
  IAMSIM_CHECK(iamsim::DumpJson(*quick) == iamsim::DumpJson(**exact));
  return 0;
}
