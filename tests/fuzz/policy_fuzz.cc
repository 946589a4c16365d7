// Policy documents. The laws: a document has a policy unless it has an error; every diagnostic says
// where and what in one line; and a policy prints to a text that parses to the same policy and
// prints the same again.
//
// Input: a byte below 16 that selects the policy kind and whether the parser is lenient, then a
// JSON text. A text without that byte (the corpus) is parsed as its size has it. Every object of
// the text with a `Statement` is taken for a policy document.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "iamsim/policy/parse.h"
#include "iamsim/policy/print.h"

namespace {

constexpr std::size_t kMaxBytes = 65536;
constexpr std::size_t kMaxDocuments = 16;
constexpr std::size_t kKinds = static_cast<std::size_t>(iamsim::PolicyKind::kTrust) + 1;

void CheckDiagnostics(const iamsim::ParsedPolicy& parsed) {
  bool failed = false;
  for (const iamsim::Diagnostic& diagnostic : parsed.diagnostics) {
    failed = failed || diagnostic.severity == iamsim::Severity::kError;
    IAMSIM_CHECK(!diagnostic.rule.empty() && !diagnostic.message.empty());
    IAMSIM_CHECK(diagnostic.message.find('\n') == std::string::npos);
    IAMSIM_CHECK(diagnostic.place.position.has_value());
  }
  IAMSIM_CHECK(failed == (parsed.policy == nullptr));
  IAMSIM_CHECK(failed != parsed.status().ok());
}

void CheckPrint(const iamsim::Policy& policy, const iamsim::ParseOptions& options, int indent) {
  const std::string print = iamsim::PrintPolicy(policy, indent);
  const iamsim::ParsedPolicy again = iamsim::ParsePolicyText(print, "", policy.kind, options);
  IAMSIM_CHECK(again.policy != nullptr);
  IAMSIM_CHECK(iamsim::SamePolicy(policy, *again.policy));
  IAMSIM_CHECK(iamsim::PrintPolicy(*again.policy, indent) == print);
}

void CheckPositions(const iamsim::JsonNode& node, const iamsim::Policy& policy) {
  for (const iamsim::Statement& statement : policy.statements) {
    const iamsim::SourcePosition begin = iamsim::Shift(node.begin(), statement.begin);
    const iamsim::SourcePosition end = iamsim::Shift(node.begin(), statement.end);
    IAMSIM_CHECK(begin == node.document().PositionAt(begin.offset));
    IAMSIM_CHECK(end == node.document().PositionAt(end.offset));
    IAMSIM_CHECK(node.document().text()[begin.offset] == '{');
    IAMSIM_CHECK(node.document().text()[end.offset - 1] == '}');
  }
}

void CheckDocument(const iamsim::JsonNode& node, std::size_t selector) {
  const auto kind = static_cast<iamsim::PolicyKind>(selector % kKinds);
  const iamsim::ParseOptions options{.lenient = selector / kKinds % 2 == 1};
  const iamsim::ParsedPolicy parsed = iamsim::ParsePolicy(node, kind, options);
  CheckDiagnostics(parsed);
  if (parsed.policy == nullptr) return;
  CheckPositions(node, *parsed.policy);
  CheckPrint(*parsed.policy, options, 0);
  CheckPrint(*parsed.policy, options, 2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > kMaxBytes) return 0;
  const bool selected = data[0] < 2 * kKinds;
  const std::size_t selector = selected ? data[0] : size;
  const std::size_t skip = selected ? 1 : 0;
  const std::string text(reinterpret_cast<const char*>(data) + skip, size - skip);
  CheckDiagnostics(iamsim::ParsePolicyText(text, "", iamsim::PolicyKind::kIdentity));
  const auto document = iamsim::JsonDocument::Parse(text, "");
  if (!document.ok()) return 0;
  std::vector<iamsim::JsonNode> pending = {(*document)->root()};
  for (std::size_t documents = 0; !pending.empty() && documents < kMaxDocuments;) {
    const iamsim::JsonNode node = pending.back();
    pending.pop_back();
    if (node.is_object() && node.Find("Statement")) {
      CheckDocument(node, selector);
      ++documents;
    }
    absl::c_copy(node.children(), std::back_inserter(pending));
  }
  return 0;
}
