// Tested by tests/io/aws_simulation_json_test.cc.
#include "io/write/simulation_marker.h"

#include <cstdint>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace iamsim {
namespace {

// FNV-1a. absl::Hash differs from run to run.
std::uint64_t Mix(std::uint64_t hash, absl::string_view text) {
  const auto add = [&hash](unsigned char byte) {
    hash ^= byte;
    hash *= 0x100000001b3U;
  };
  for (const char c : text) add(static_cast<unsigned char>(c));
  add(0);  // no name contains it
  return hash;
}

// What makes items the items they are: their order, not what is decided about them.
std::string Fingerprint(const SimulationRequest& request) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  hash = Mix(hash, request.shape == SimulationShape::kLegacy ? "legacy" : "current");
  hash = Mix(hash, request.policy_source);
  for (const std::string& action : request.actions) hash = Mix(hash, action);
  hash = Mix(hash, "");
  for (const std::string& resource : request.resources) hash = Mix(hash, resource);
  return absl::StrCat(absl::Hex(hash, absl::kZeroPad16));
}

}  // namespace

std::string MakeMarker(const SimulationRequest& request, std::size_t item) {
  return absl::WebSafeBase64Escape(absl::StrCat(Fingerprint(request), ":", item));
}

std::optional<std::size_t> ReadMarker(const SimulationRequest& request, absl::string_view marker) {
  std::string text;
  if (!absl::WebSafeBase64Unescape(marker, &text)) return std::nullopt;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  std::uint64_t item = 0;
  if (parts.first != Fingerprint(request) || !absl::SimpleAtoi(parts.second, &item)) {
    return std::nullopt;
  }
  // Only what MakeMarker makes: no second spelling of the same place.
  if (MakeMarker(request, item) != marker) return std::nullopt;
  return item;
}

}  // namespace iamsim
