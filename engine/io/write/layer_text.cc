// Tested by tests/io/write_text_test.cc.

#include "io/write/layer_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr absl::string_view kIndent = "     ";
constexpr std::size_t kLayerWidth = 10;  // the longest layer word and two spaces
constexpr std::size_t kMaxLayerRows = 12;

// Grants before guardrails.
int RowOrder(PolicyKind layer) {
  switch (layer) {
    case PolicyKind::kResource:
    case PolicyKind::kTrust:
      return 0;
    case PolicyKind::kIdentity:
      return 1;
    case PolicyKind::kPermissionsBoundary:
      return 2;
    case PolicyKind::kSession:
      return 3;
    case PolicyKind::kServiceControl:
      return 4;
    case PolicyKind::kResourceControl:
      return 5;
    case PolicyKind::kVpcEndpoint:
      return 6;
  }
  return 7;
}

bool Decided(const Decision& decision, const LayerReport& layer) {
  return LayerWord(layer.layer) == LayerWord(decision.decided_by.layer) &&
         layer.target == decision.decided_by.target;
}

std::string MissingWords(const LayerReport& layer) {
  if (layer.missing.empty()) return "";
  const std::size_t more = layer.missing.size() - 1;
  return absl::StrCat("document ", layer.missing[0], " is missing",
                      more == 0 ? "" : absl::StrCat(", … and ", more, " more"));
}

bool IsLevel(const LayerReport& layer) { return !layer.target.empty(); }

// The levels from `begin` on that belong to the same layer.
std::size_t EndOfLevels(const std::vector<const LayerReport*>& layers, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < layers.size() && IsLevel(*layers[end]) &&
         layers[end]->layer == layers[begin]->layer) {
    ++end;
  }
  return end;
}

using Levels = absl::Span<const LayerReport* const>;

// The rows of one check.
class LayerTable {
 public:
  LayerTable(const ChainStep& step, const PlaceNames& places, const TextStyle& style)
      : step_(step), places_(places), style_(style) {
    for (const LayerReport& layer : step.decision.layers) {
      verdict_width_ = std::max(verdict_width_, DisplayWidth(LayerVerdictWord(layer.result)) + 2);
    }
  }

  void AddLayer(const LayerReport& layer);
  void AddLevels(Levels levels);
  void AddSkipped(std::size_t layers) {
    lines_.push_back(absl::StrCat(kIndent, "… and ", layers, " more layers"));
  }
  std::size_t size() const { return lines_.size(); }
  std::vector<std::string> Take() { return std::move(lines_); }

 private:
  void AddRow(const LayerReport& layer, const std::vector<std::string>& cells);

  const ChainStep& step_;
  const PlaceNames& places_;
  const TextStyle& style_;
  std::size_t verdict_width_ = 0;
  std::vector<std::string> lines_;
};

void LayerTable::AddRow(const LayerReport& layer, const std::vector<std::string>& cells) {
  const absl::string_view verdict = LayerVerdictWord(layer.result);
  const std::string gap(verdict_width_ - DisplayWidth(verdict), ' ');
  const std::string rest = JoinCells(cells);
  lines_.push_back(absl::StrCat(kIndent, Pad(LayerWord(layer.layer), kLayerWidth),
                                Paint(verdict, layer.result, style_), rest.empty() ? "" : gap,
                                rest));
}

void LayerTable::AddLayer(const LayerReport& layer) {
  const std::string target = layer.target.empty() ? "" : absl::StrCat("at ", layer.target);
  if (layer.statements.empty()) {
    AddRow(layer, {MissingWords(layer), target});
    return;
  }
  const StatementReference& first = layer.statements[0];
  const Statement* statement = FindStatement(step_.context, layer.layer, first);
  std::vector<std::string> cells = {StatementCells(first, places_), target};
  if (statement != nullptr && first.effect == Effect::kAllow) {
    cells.emplace_back(NamesWords(*statement, step_.context.caller));
  }
  if (const std::size_t more = layer.statements.size() - 1; more > 0) {
    cells.push_back(absl::StrCat("… and ", more, " more"));
  }
  AddRow(layer, cells);
  if (statement == nullptr) return;
  const std::string below(kIndent.size() + kLayerWidth, ' ');
  for (const std::string& line : ConditionLines(*statement, step_.context.keys)) {
    lines_.push_back(absl::StrCat(below, line));
  }
}

// Levels that all allow are one row: "r-root › ou-ml › 111122223333". Otherwise only the others
// are of interest.
void LayerTable::AddLevels(Levels levels) {
  std::string path;
  bool all_allow = true;
  for (const LayerReport* level : levels) {
    absl::StrAppend(&path, path.empty() ? "" : " › ", level->target);
    all_allow = all_allow && level->result == DecisionKind::kAllowed;
  }
  if (all_allow) {
    AddRow(*levels[0], {path});
    return;
  }
  for (const LayerReport* level : levels) {
    if (level->result != DecisionKind::kAllowed) AddLayer(*level);
  }
}

// For a denial the layer that decided first, then the order of RowOrder.
std::vector<const LayerReport*> InOrder(const Decision& decision) {
  std::vector<const LayerReport*> layers;
  for (const LayerReport& layer : decision.layers) layers.push_back(&layer);
  const bool denied = IsDenial(decision.kind);
  const auto rank = [&decision, denied](const LayerReport* layer) {
    const bool same_layer = LayerWord(layer->layer) == LayerWord(decision.decided_by.layer);
    return denied && same_layer ? (Decided(decision, *layer) ? -2 : -1) : RowOrder(layer->layer);
  };
  std::stable_sort(layers.begin(), layers.end(),
                   [&rank](const auto* a, const auto* b) { return rank(a) < rank(b); });
  return layers;
}

}  // namespace

std::string StatementCells(const StatementReference& statement, const PlaceNames& places) {
  const std::string place = places.Of(statement);
  if (!place.empty()) return JoinCells({statement.sid, place});
  return JoinCells(
      {statement.sid, absl::StrCat(statement.policy, " statement ", statement.statement)});
}

std::vector<std::string> LayerLines(const ChainStep& step, const PlaceNames& places,
                                    const TextStyle& style) {
  const std::vector<const LayerReport*> layers = InOrder(step.decision);
  LayerTable table(step, places, style);
  for (std::size_t i = 0; i < layers.size();) {
    if (table.size() >= kMaxLayerRows) {
      table.AddSkipped(layers.size() - i);
      break;
    }
    if (!IsLevel(*layers[i])) {
      table.AddLayer(*layers[i]);
      ++i;
      continue;
    }
    const std::size_t end = EndOfLevels(layers, i);
    table.AddLevels(Levels(layers).subspan(i, end - i));
    i = end;
  }
  return table.Take();
}

}  // namespace iamsim
