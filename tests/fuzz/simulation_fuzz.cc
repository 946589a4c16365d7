// Requests of AWS's policy simulator. The laws: splitting and reading never crash; a request is
// whole or an error with a place in its text and a message of one line; it reads the same again,
// when its documents come from the cache; and what is read can be answered, page after page, with
// decisions that are AWS's three.
//
// Input: a text of requests, one after another.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/json_sequence.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/aws_simulation.h"

namespace {

constexpr std::size_t kMaxBytes = 65536;
constexpr std::size_t kMaxChecks = 64;

void CheckError(const absl::Status& status, std::size_t size) {
  const std::optional<iamsim::SourcePlace> place = iamsim::PlaceOf(status);
  IAMSIM_CHECK(place.has_value() && place->position.has_value());
  IAMSIM_CHECK(place->file == "request" && place->position->offset <= size);
  IAMSIM_CHECK(iamsim::Describe(status).find('\n') == std::string::npos);
}

// Answers `request` page by page and puts the pages together.
void CheckAnswer(iamsim::SimulationRequest request) {
  if (request.actions.size() * request.resources.size() > kMaxChecks) return;
  if (!request.policy_source.empty()) return;  // nobody is in the empty snapshot
  request.first_item = 0;
  request.max_items = 3;
  std::size_t items = 0;
  for (;;) {
    const auto page = iamsim::Simulate(*iamsim::Snapshot::Empty(), request, {});
    if (!page.ok()) return;  // a resource that only Resolve() refuses
    for (const iamsim::SimulatedItem& item : page->items) {
      ++items;
      for (const iamsim::SimulatedCheck& check : item.checks) {
        IAMSIM_CHECK(check.decision != iamsim::DecisionKind::kConditional);
        IAMSIM_CHECK(check.statements.empty() ||
                     check.decision != iamsim::DecisionKind::kImplicitDeny);
      }
    }
    const std::string text = iamsim::SimulationJson(request, *page, 4);
    IAMSIM_CHECK(iamsim::JsonDocument::Parse(text, "answer").ok());
    if (!page->next_item) break;
    IAMSIM_CHECK(*page->next_item == items);
    request.first_item = *page->next_item;
  }
  const bool legacy = request.shape == iamsim::SimulationShape::kLegacy;
  IAMSIM_CHECK(items == request.actions.size() * (legacy ? request.resources.size() : 1));
}

void CheckRequest(const std::string& text, iamsim::SimulationShape shape) {
  const auto document = iamsim::JsonDocument::Parse(text, "request");
  if (!document.ok()) return CheckError(document.status(), text.size());
  iamsim::PolicyCache cache;
  std::vector<std::string> warnings;
  const iamsim::JsonNode root = (*document)->root();
  const auto request = iamsim::ReadSimulationRequest(root, shape, cache, &warnings);
  const std::size_t told = warnings.size();
  const auto again = iamsim::ReadSimulationRequest(root, shape, cache, &warnings);
  IAMSIM_CHECK(request.status() == again.status() && warnings.size() == 2 * told);
  if (!request.ok()) return CheckError(request.status(), text.size());
  IAMSIM_CHECK(iamsim::IsSimulationRequest(root));
  IAMSIM_CHECK(!request->actions.empty() && !request->resources.empty());
  IAMSIM_CHECK(request->max_items >= 1 && request->max_items <= 1000);
  CheckAnswer(*request);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::size_t total = 0;
  for (const iamsim::JsonSequenceItem& item : iamsim::SplitJsonSequence(text)) {
    IAMSIM_CHECK(!item.text.empty());
    total += item.text.size();
    CheckRequest(std::string(item.text), iamsim::SimulationShape::kCurrent);
    CheckRequest(std::string(item.text), iamsim::SimulationShape::kLegacy);
  }
  IAMSIM_CHECK(total <= text.size());
  return 0;
}
