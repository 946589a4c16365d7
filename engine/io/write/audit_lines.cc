// Tested by tests/io/write_audit_test.cc.
#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/base/json_writer.h"
#include "iamsim/io/write.h"
#include "iamsim/io/write_audit.h"

namespace iamsim {
namespace {

constexpr DecisionKind kKinds[] = {DecisionKind::kAllowed, DecisionKind::kConditional,
                                   DecisionKind::kExplicitDeny, DecisionKind::kImplicitDeny};

constexpr absl::string_view kFormats[] = {"jsonl", "csv", "summary", "summary-json"};

std::string CsvField(absl::string_view text) {
  if (text.find_first_of(",\"\r\n") == absl::string_view::npos) return std::string(text);
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

std::string FormulaJson(const Formula& formula) {
  JsonWriter out;
  WriteFormula(formula, out);
  return out.Take();
}

// What the lines of one question have in common, around their principals.
struct Frame {
  std::string before;   // the principal
  std::string between;  // it and the decision
};

Frame FrameOf(const BatchQuestion& question, AuditFormat format) {
  const std::string& action = question.request.action;
  const std::string& resource = question.request.resource;
  if (format == AuditFormat::kCsv) {
    return {absl::StrCat(CsvField(question.request.id), ","),
            absl::StrCat(",", CsvField(action), ",", CsvField(resource), ",")};
  }
  return {absl::StrCat("{\"id\":", question.id.empty() ? "null" : question.id, ",\"principal\":"),
          absl::StrCat(",\"action\":", JsonQuote(action), ",\"resource\":", JsonQuote(resource),
                       ",\"decision\":\"")};
}

void AppendDecision(const BatchAnswer& answer, AuditFormat format, std::string* out) {
  const bool is_conditional = answer.kind == DecisionKind::kConditional;
  absl::StrAppend(out, DecisionName(answer.kind));
  if (format == AuditFormat::kCsv) {
    absl::StrAppend(out, ",", is_conditional ? CsvField(FormulaJson(answer.allowed_when)) : "",
                    "\n");
  } else if (is_conditional) {
    absl::StrAppend(out, "\",\"conditions\":", FormulaJson(answer.allowed_when), "}\n");
  } else {
    absl::StrAppend(out, "\"}\n");
  }
}

}  // namespace

absl::string_view AuditFormatName(AuditFormat format) {
  return kFormats[static_cast<std::size_t>(format)];
}

std::optional<AuditFormat> FindAuditFormat(absl::string_view name) {
  for (std::size_t i = 0; i < std::size(kFormats); ++i) {
    if (kFormats[i] == name) return static_cast<AuditFormat>(i);
  }
  return std::nullopt;
}

std::string AuditHeader(AuditFormat format) {
  return format == AuditFormat::kCsv ? "id,principal,action,resource,decision,conditions\n" : "";
}

AuditLines::AuditLines(const PreparedSnapshot& world, AuditFormat format)
    : world_(world), format_(format) {
  principals_.reserve(world.principals().size());
  for (const PrincipalRecord& principal : world.snapshot().principals()) {
    principals_.push_back(Quote(principal.arn.text()));
  }
}

std::string AuditLines::Quote(absl::string_view text) const {
  return format_ == AuditFormat::kCsv ? CsvField(text) : JsonQuote(text);
}

std::string AuditLines::Write(const BatchResult& result) const {
  constexpr std::size_t kUsualName = 80;
  constexpr std::size_t kLongestDecision = 20;
  const Frame frame = FrameOf(result.question, format_);
  std::string out;
  out.reserve(result.answers.answers.size() *
              (frame.before.size() + kUsualName + frame.between.size() + kLongestDecision));
  for (const BatchAnswer& answer : result.answers.answers) {
    if (answer.principal == PreparedSnapshot::kNone) {
      absl::StrAppend(&out, frame.before, Quote(result.answers.PrincipalOf(world_, answer)),
                      frame.between);
    } else {
      absl::StrAppend(&out, frame.before, principals_[answer.principal], frame.between);
    }
    AppendDecision(answer, format_, &out);
  }
  return out;
}

std::string SummaryJson(const DecisionCounts& counts) {
  JsonWriter out;
  out.BeginObject();
  const auto member = [&out](absl::string_view name, std::size_t value) {
    out.Key(name).Integer(static_cast<std::int64_t>(value));
  };
  member("questions", counts.questions);
  member("failed", counts.failed);
  member("decisions", counts.decisions());
  for (const DecisionKind kind : kKinds) member(DecisionName(kind), counts.of(kind));
  out.EndObject();
  return out.Take();
}

std::string SummaryText(const DecisionCounts& counts) {
  std::string out = absl::StrCat(counts.decisions(), " decisions of ", counts.questions,
                                 counts.questions == 1 ? " question\n" : " questions\n");
  std::size_t width = 0;
  for (const DecisionKind kind : kKinds) {
    width = std::max(width, absl::StrCat(counts.of(kind)).size());
  }
  for (const DecisionKind kind : kKinds) {
    const std::string count = absl::StrCat(counts.of(kind));
    absl::StrAppend(&out, "     ", std::string(width - count.size(), ' '), count, "  ",
                    DecisionName(kind), "\n");
  }
  return out;
}

}  // namespace iamsim
