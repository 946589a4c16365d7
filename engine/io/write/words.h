#ifndef IAMSIM_ENGINE_IO_WRITE_WORDS_H_
#define IAMSIM_ENGINE_IO_WRITE_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/model/caller.h"
#include "iamsim/model/decision.h"
#include "iamsim/snapshot/snapshot.h"

// The words that a person reads.
namespace iamsim {

absl::string_view LayerWord(PolicyKind layer);          // "identity", "boundary", "scp", …
absl::string_view AnswerWords(DecisionKind kind);       // "allowed", "denied (implicit)", …
absl::string_view LayerVerdictWord(DecisionKind kind);  // "allow", "deny", "no allow", "depends"

// "`a`", "`a` or `b`"; more than a few values end in "… and N more".
std::string OneOf(const std::vector<std::string>& values);

// One condition of a policy, or one leaf of a formula: "aws:ResourceTag/team is present",
// "every value of aws:TagKeys is `a` or `b`".
std::string ConditionWords(absl::string_view op, absl::string_view key,
                           const std::vector<std::string>& values);
std::string LeafWords(const FormulaLeaf& leaf);
std::string NegatedLeafWords(const FormulaLeaf& leaf);

// "Deploy", "root of 111122223333", "lambda.amazonaws.com".
std::string CallerWords(const Caller& caller);
// The account's name, else its id.
std::string AccountWords(absl::string_view account, const Snapshot& snapshot);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_WORDS_H_
