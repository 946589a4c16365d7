// The answer of `can` for a person: the answer first, then who decided, then what would change it.
// Tested by tests/io/write_text_test.cc.

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/io/write.h"
#include "io/write/formula_text.h"
#include "io/write/hint_text.h"
#include "io/write/layer_text.h"
#include "io/write/statement_text.h"
#include "io/write/text_lines.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr absl::string_view kIndent = "     ";
constexpr std::size_t kScreen = 24;
constexpr std::size_t kMaxConditions = 12;
constexpr std::size_t kMaxHops = 8;
constexpr std::size_t kMaxRoles = 4;    // in the first line
constexpr std::size_t kMaxColumn = 72;  // longer conditions push their place to the right

using Lines = std::vector<std::string>;

std::string RoleName(absl::string_view role) {
  const absl::StatusOr<Arn> arn = ParseArn(role);
  return std::string(arn.ok() ? EntityName(arn->resource()) : role);
}

// The check of a hop that its decision comes from.
const ChainStep& DecidingCheck(const HopResult& hop) {
  for (const ChainStep& check : hop.checks) {
    if (!check.decision.allowed()) return check;
  }
  return hop.checks[0];
}

std::vector<const ChainStep*> AllChecks(const ChainResult& result) {
  std::vector<const ChainStep*> checks;
  for (const HopResult& hop : result.hops) {
    for (const ChainStep& check : hop.checks) checks.push_back(&check);
  }
  if (result.step) checks.push_back(&*result.step);
  for (const ChainStep& also : result.also) checks.push_back(&also);
  return checks;
}

std::string WithAccount(absl::string_view name, absl::string_view account,
                        const Snapshot& snapshot) {
  if (account.empty()) return std::string(name);
  return absl::StrCat(name, " (", AccountWords(account, snapshot), ")");
}

class ChainWriter {
 public:
  ChainWriter(const ChainResult& result, const Snapshot& snapshot, const TextStyle& style,
              std::optional<DecisionKind> when_absent)
      : result_(result), snapshot_(snapshot), style_(style), when_absent_(when_absent) {
    for (const ChainStep* check : AllChecks(result)) places_.Add(check->decision);
  }

  std::string Write() {
    Lines lines = result_.decision.kind == DecisionKind::kConditional ? Conditional() : Plain();
    return absl::StrCat(absl::StrJoin(lines, "\n"), "\n");
  }

 private:
  Lines Plain();
  Lines Conditional();
  std::string Heading(absl::string_view text) const;
  std::string ThroughWords() const;
  const ChainStep& DecidingStep() const;
  bool IsAlso(const ChainStep& check) const;
  static std::string DecidedWords(const Decision& decision, const RequestContext& context);
  std::string DenialWords(const ChainStep& check, const Explanation& explanation) const;
  Lines NearestLines(const Explanation& explanation) const;
  std::string HopHeading(std::size_t index) const;
  std::string StepHeading() const;
  std::string AlsoHeading(const ChainStep& also) const;
  Lines HopLines(std::size_t index) const;
  Lines StepLines() const;
  Lines Blocks(std::size_t room) const;
  Lines ConditionList(const Formula& formula, std::size_t room) const;
  std::string SourceOf(const FormulaLeaf& leaf) const;

  const ChainResult& result_;
  const Snapshot& snapshot_;
  const TextStyle& style_;
  const std::optional<DecisionKind> when_absent_;
  PlaceNames places_;
};

std::string ChainWriter::Heading(absl::string_view text) const {
  const DecisionKind kind = result_.decision.kind;
  return JoinCells({Paint(AnswerWords(kind), kind, style_), std::string(text)});
}

std::string ChainWriter::ThroughWords() const {
  const std::vector<HopResult>& hops = result_.hops;
  const std::size_t ends = kMaxRoles / 2;
  std::string words;
  for (std::size_t i = 0; i < hops.size(); ++i) {
    if (hops.size() > kMaxRoles && i == ends) {
      absl::StrAppend(&words, ", … and ", hops.size() - kMaxRoles, " more");
      i = hops.size() - ends;
    }
    absl::StrAppend(&words, i == 0 ? "through " : ", then ", RoleName(hops[i].role));
  }
  return words;
}

// "DenyS3 of service control policy `guard` at r-root".
std::string ChainWriter::DecidedWords(const Decision& decision, const RequestContext& context) {
  const DecidedBy& decided_by = decision.decided_by;
  if (!decided_by.reason.empty()) return decided_by.reason;
  if (!decided_by.statement) return "";
  const StatementReference& statement = *decided_by.statement;
  const bool trust = decided_by.layer == PolicyKind::kResource && context.resource_arn &&
                     context.resource_arn->service() == "iam";
  return absl::StrCat(
      "by ",
      statement.sid.empty() ? absl::StrCat("statement ", statement.statement) : statement.sid,
      " of ", PolicyNoun(trust ? PolicyKind::kTrust : decided_by.layer), " `", statement.policy,
      "`", decided_by.target.empty() ? "" : absl::StrCat(" at ", decided_by.target));
}

// The check that denied, of an answer that is no.
const ChainStep& ChainWriter::DecidingStep() const {
  if (!result_.step) return DecidingCheck(result_.hops.back());
  for (const ChainStep& also : result_.also) {
    if (IsDenial(also.decision.kind)) return also;
  }
  return *result_.step;
}

bool ChainWriter::IsAlso(const ChainStep& check) const {
  return absl::c_any_of(result_.also, [&check](const ChainStep& also) { return &also == &check; });
}

// Why the answer is no: what is missing for an allow, or who said no.
std::string ChainWriter::DenialWords(const ChainStep& check, const Explanation& explanation) const {
  const bool at_hop = !result_.step;
  const Decision& decision = at_hop ? result_.hops.back().decision : check.decision;
  std::string words = explanation.missing;
  if (words.empty()) words = DecidedWords(decision, check.context);
  if (words.empty()) words = "the conditions of its steps contradict each other";
  if (IsAlso(check)) {
    const bool passes = check.context.action.Is("iam:passrole");
    return absl::StrCat(CallerWords(check.context.caller),
                        passes ? " cannot pass " : " cannot assume ",
                        RoleName(check.context.resource), ": ", words);
  }
  if (!at_hop) return words;
  const HopResult& hop = result_.hops.back();
  return absl::StrCat(CallerWords(check.context.caller), " cannot assume ", RoleName(hop.role),
                      ": ", words);
}

Lines ChainWriter::NearestLines(const Explanation& explanation) const {
  Lines lines;
  for (const NearMiss& miss : explanation.near_misses) {
    lines.push_back(absl::StrCat(
        kIndent, lines.empty() ? "nearest   " : "          ",
        JoinCells({StatementCells(miss.statement, places_),
                   miss.target.empty() ? "" : absl::StrCat("at ", miss.target), miss.detail})));
  }
  return lines;
}

std::string ChainWriter::HopHeading(std::size_t index) const {
  const HopResult& hop = result_.hops[index];
  const Caller& caller = DecidingCheck(hop).context.caller;
  const absl::StatusOr<Arn> role = ParseArn(hop.role);
  const std::string text = absl::StrCat(
      index + 1, "  ", WithAccount(CallerWords(caller), caller.account, snapshot_), " assumes ",
      WithAccount(RoleName(hop.role), role.ok() ? role->account() : "", snapshot_));
  return RightAligned(text, AnswerWords(hop.decision.kind), hop.decision.kind, style_);
}

std::string ChainWriter::StepHeading() const {
  const Caller& caller = result_.step->context.caller;
  const DecisionKind kind = result_.step->decision.kind;
  const std::string text = absl::StrCat(result_.hops.size() + 1, "  ", CallerWords(caller),
                                        " calls ", result_.step->context.action.text());
  return RightAligned(text, AnswerWords(kind), kind, style_);
}

Lines ChainWriter::HopLines(std::size_t index) const {
  const HopResult& hop = result_.hops[index];
  const ChainStep& deciding = DecidingCheck(hop);
  Lines lines = {HopHeading(index)};
  for (std::string& line : LayerLines(deciding, places_, style_)) lines.push_back(std::move(line));
  for (const ChainStep& check : hop.checks) {
    if (&check == &deciding) continue;
    const DecisionKind kind = check.decision.kind;
    lines.push_back(absl::StrCat(kIndent, "also ", check.context.action.text(), ": ",
                                 Paint(AnswerWords(kind), kind, style_)));
  }
  return lines;
}

Lines ChainWriter::StepLines() const {
  Lines lines;
  if (!result_.hops.empty()) lines.push_back(StepHeading());
  for (std::string& line : LayerLines(*result_.step, places_, style_)) {
    lines.push_back(std::move(line));
  }
  for (const ChainStep& also : result_.also) {
    lines.push_back(AlsoHeading(also));
    for (std::string& line : LayerLines(also, places_, style_)) lines.push_back(std::move(line));
  }
  return lines;
}

// What the call needs besides: "also  Deploy passes LambdaRole to lambda.amazonaws.com".
std::string ChainWriter::AlsoHeading(const ChainStep& also) const {
  const bool passes = also.context.action.Is("iam:passrole");
  const std::string to =
      passes ? absl::StrCat(" to ", also.context.keys.Text("iam:PassedToService")) : "";
  return RightAligned(
      absl::StrCat("also  ", CallerWords(also.context.caller), passes ? " passes " : " assumes ",
                   RoleName(also.context.resource), to),
      AnswerWords(also.decision.kind), also.decision.kind, style_);
}

// Hops and the last step in order. What does not fit into `room` lines loses its details, the first
// hops first; the block that decided always keeps them.
Lines ChainWriter::Blocks(std::size_t room) const {
  std::vector<Lines> blocks;
  for (std::size_t i = 0; i < result_.hops.size(); ++i) blocks.push_back(HopLines(i));
  if (result_.step) blocks.push_back(StepLines());
  std::size_t total = 0;
  for (const Lines& block : blocks) total += block.size();
  for (std::size_t i = 0; i + 1 < blocks.size() && total > room; ++i) {
    total -= blocks[i].size() - 1;
    blocks[i].resize(1);
  }
  Lines lines;
  const std::size_t skipped = blocks.size() > kMaxHops ? blocks.size() - kMaxHops : 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i == 1 && skipped > 0) lines.push_back(absl::StrCat("… and ", skipped, " more hops"));
    if (i >= 1 && i <= skipped) continue;
    for (std::string& line : blocks[i]) lines.push_back(std::move(line));
  }
  return lines;
}

Lines ChainWriter::Plain() {
  Lines lines;
  if (!IsDenial(result_.decision.kind)) {
    lines.push_back(Heading(result_.hops.empty()
                                ? DecidedWords(result_.decision, result_.step->context)
                                : ThroughWords()));
  } else {
    const ChainStep& check = DecidingStep();
    const Explanation explanation = Explain(check.context);
    for (const NearMiss& miss : explanation.near_misses) places_.Add(miss.statement);
    lines.push_back(Heading(DenialWords(check, explanation)));
    for (std::string& line : NearestLines(explanation)) lines.push_back(std::move(line));
  }
  Lines blocks = Blocks(kScreen - std::min(kScreen, lines.size() + 1));
  if (!blocks.empty()) lines.emplace_back();
  for (std::string& line : blocks) lines.push_back(std::move(line));
  return lines;
}

// The statement that a leaf comes from: the first whose condition has it.
std::string ChainWriter::SourceOf(const FormulaLeaf& leaf) const {
  for (const ChainStep* check : AllChecks(result_)) {
    for (const LayerReport& layer : check->decision.layers) {
      for (const StatementReference& statement : layer.statements) {
        if (absl::c_linear_search(LeavesOf(statement.when), leaf)) {
          return StatementCells(statement, places_);
        }
      }
    }
  }
  return "";
}

Lines ChainWriter::ConditionList(const Formula& formula, std::size_t room) const {
  std::vector<FormulaLine> rows = FormulaLines(formula);
  const std::size_t shown = rows.size() <= room ? rows.size() : room - 1;
  std::size_t column = 0;
  const auto text = [](const FormulaLine& row) {
    return absl::StrCat(std::string(2 * static_cast<std::size_t>(row.depth), ' '), row.words);
  };
  for (std::size_t i = 0; i < shown; ++i) column = std::max(column, DisplayWidth(text(rows[i])));
  column = std::min(column, kMaxColumn) + 2;
  Lines lines;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string source = rows[i].leaf ? SourceOf(*rows[i].leaf) : "";
    lines.push_back(absl::StrCat(kIndent, source.empty()
                                              ? text(rows[i])
                                              : absl::StrCat(Pad(text(rows[i]), column), source)));
  }
  if (shown < rows.size()) {
    lines.push_back(absl::StrCat(kIndent, "… and ", rows.size() - shown, " more"));
  }
  return lines;
}

Lines ChainWriter::Conditional() {
  const Formula& formula = result_.decision.allowed_when;
  Lines lines = {Heading(FormulaHeading(formula))};
  for (std::string& line : ConditionList(formula, kMaxConditions)) lines.push_back(std::move(line));
  for (const std::string& hint : HintLines(formula, when_absent_)) {
    lines.push_back(absl::StrCat("  ", hint));
  }
  if (result_.hops.empty() && result_.also.empty()) return lines;
  lines.emplace_back();
  const std::size_t hops = result_.hops.size();
  for (std::size_t i = 0; i < std::min(hops, kMaxHops); ++i) lines.push_back(HopHeading(i));
  if (hops > kMaxHops) lines.push_back(absl::StrCat("… and ", hops - kMaxHops, " more hops"));
  if (result_.step) lines.push_back(StepHeading());
  for (const ChainStep& also : result_.also) lines.push_back(AlsoHeading(also));
  return lines;
}

}  // namespace

std::string ChainText(const ChainResult& result, const Snapshot& snapshot, const TextStyle& style,
                      std::optional<DecisionKind> when_absent) {
  return ChainWriter(result, snapshot, style, when_absent).Write();
}

}  // namespace iamsim
