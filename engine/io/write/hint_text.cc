// Tested by tests/io/write_text_test.cc.

#include "io/write/hint_text.h"

#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "io/write/words.h"

namespace iamsim {
namespace {

constexpr std::size_t kMaxContextKeys = 3;

// The option of `can` that gives `key`; empty: --context does.
std::string OptionFor(absl::string_view key) {
  if (absl::StartsWithIgnoreCase(key, "aws:ResourceTag/")) return "--resource-tag K=V";
  if (absl::StartsWithIgnoreCase(key, "aws:PrincipalTag/")) return "--principal-tag K=V";
  if (absl::EqualsIgnoreCase(key, "aws:ResourceAccount")) return "--resource-account ID";
  if (absl::EqualsIgnoreCase(key, "sts:ExternalId")) return "--external-id ID";
  // A condition on aws:userid is how a session name that is not known shows.
  if (absl::EqualsIgnoreCase(key, "aws:userid")) return "--session-name NAME";
  if (absl::EqualsIgnoreCase(key, "sts:RoleSessionName")) return "--session-name NAME";
  return "";
}

absl::string_view ShortAnswer(DecisionKind kind) {
  return IsDenial(kind) ? "denied" : AnswerWords(kind);
}

std::string JoinWithAnd(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return absl::StrJoin(parts, "");
  return absl::StrCat(absl::StrJoin(parts.begin(), parts.end() - 1, ", "), " and ", parts.back());
}

std::string OptionsFor(const std::vector<std::string>& keys) {
  std::vector<std::string> options;
  std::vector<std::string> context;
  for (const std::string& key : keys) {
    const std::string option = OptionFor(key);
    if (option.empty()) {
      context.push_back(key);
    } else if (!absl::c_linear_search(options, option)) {
      options.push_back(option);
    }
  }
  for (std::size_t i = 0; i < context.size() && i < kMaxContextKeys; ++i) {
    options.push_back(absl::StrCat("--context ", context[i], "=…"));
  }
  if (context.size() > kMaxContextKeys) options.emplace_back("more of them");
  return JoinWithAnd(options);
}

std::vector<std::string> MissingDocuments(const Formula& formula) {
  std::vector<std::string> documents;
  for (const FormulaLeaf& leaf : LeavesOf(formula)) {
    if (leaf.document.empty() || absl::c_linear_search(documents, leaf.document)) continue;
    documents.push_back(leaf.document);
  }
  return documents;
}

}  // namespace

std::vector<std::string> HintLines(const Formula& formula,
                                   std::optional<DecisionKind> when_absent) {
  std::vector<std::string> lines;
  const std::vector<std::string> keys = KeysOf(formula);
  if (!keys.empty()) {
    std::string line =
        absl::StrCat("give ", keys.size() == 1 ? "it" : "them", " with ", OptionsFor(keys));
    if (when_absent) {
      absl::StrAppend(&line, ", or take unknown keys as absent with --assume-absent (then: ",
                      ShortAnswer(*when_absent), ")");
    }
    lines.push_back(std::move(line));
  }
  if (const std::vector<std::string> documents = MissingDocuments(formula); !documents.empty()) {
    lines.push_back(absl::StrCat(documents.size() == 1
                                     ? "the input lacks this document: add it with --from"
                                     : "the input lacks these documents: add them with --from"));
  }
  return lines;
}

}  // namespace iamsim
