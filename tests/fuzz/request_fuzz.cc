// Lines of `simulate`. The laws: reading never crashes; a line is either a request whose documents
// are all there, or an error with a place in that line and a message of one line; and a line reads
// the same again, when its documents come from the cache.
//
// Input: the text of one line.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/read.h"

namespace {

constexpr std::size_t kMaxBytes = 65536;

void CheckError(const absl::Status& status, std::size_t size) {
  const std::optional<iamsim::SourcePlace> place = iamsim::PlaceOf(status);
  IAMSIM_CHECK(place.has_value() && place->position.has_value());
  IAMSIM_CHECK(place->file == "line" && place->position->offset <= size);
  IAMSIM_CHECK(!status.message().empty());
  IAMSIM_CHECK(iamsim::Describe(status).find('\n') == std::string::npos);
}

void CheckList(const iamsim::PolicyList& policies) {
  for (const auto& policy : policies) {
    IAMSIM_CHECK(policy != nullptr && policy->policy != nullptr && policy->file == "line");
  }
}

void CheckLevels(const std::optional<std::vector<iamsim::PolicyLevel>>& levels) {
  if (!levels) return;
  for (const iamsim::PolicyLevel& level : *levels) CheckList(level.policies);
}

void CheckRequest(const iamsim::Request& request) {
  IAMSIM_CHECK(!request.principal.empty() && !request.action.empty() && !request.resource.empty());
  IAMSIM_CHECK(iamsim::OptionsFor(request, {}).ok());
  for (const auto& entry : request.context) {
    IAMSIM_CHECK(entry.second.is_list || entry.second.values.size() == 1);
  }
  const iamsim::SuppliedPolicies& policies = request.policies;
  CheckList(policies.identity);
  if (policies.permissions_boundary) CheckList(*policies.permissions_boundary);
  if (policies.session) CheckList(*policies.session);
  CheckList(policies.resource);
  CheckLevels(policies.service_control);
  CheckLevels(policies.resource_control);
  CheckList(policies.vpc_endpoint);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto document = iamsim::JsonDocument::Parse(text, "line");
  if (!document.ok()) {
    CheckError(document.status(), size);
    return 0;
  }
  for (const bool lenient : {false, true}) {
    iamsim::PolicyCache cache(iamsim::ParseOptions{.lenient = lenient});
    std::vector<std::string> warnings;
    const auto request = iamsim::ReadRequest((*document)->root(), cache, &warnings);
    const std::size_t told = warnings.size();
    const auto again = iamsim::ReadRequest((*document)->root(), cache, &warnings);
    IAMSIM_CHECK(request.status() == again.status() && warnings.size() == 2 * told);
    if (request.ok()) {
      CheckRequest(*request);
    } else {
      CheckError(request.status(), size);
    }
  }
  return 0;
}
