#ifndef IAMSIM_ENGINE_IO_WRITE_STATEMENT_TEXT_H_
#define IAMSIM_ENGINE_IO_WRITE_STATEMENT_TEXT_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "iamsim/decide/decide.h"
#include "iamsim/model/decision.h"
#include "iamsim/policy/policy.h"
#include "iamsim/request/request_context.h"

namespace iamsim {

// How places are named in one answer: by the file's last name, or by its whole path where two files
// of the answer have the same last name.
class PlaceNames {
 public:
  void Add(const StatementReference& statement);
  void Add(const Decision& decision);
  // "file.json:71:5"; empty for statements that stand in no file.
  std::string Of(const StatementReference& statement) const;

 private:
  // Last name → the path that has it, or empty when several do.
  absl::flat_hash_map<std::string, std::string> path_of_;
};

// What a report calls the statement: its Sid, else its policy.
const std::string& StatementName(const StatementReference& statement);

// The statement behind a report of `context`; null when it is not among its documents.
const Statement* FindStatement(const RequestContext& context, PolicyKind layer,
                               const StatementReference& reference);

// The conditions of `statement` in words, a few lines at most, with the value that a key has where
// the policy does not say it: "StringNotEquals: aws:RequestedRegion is not `eu-west-1` (it is
// `us-east-1`)", "Null false: aws:ResourceTag/a, …/b are present".
std::vector<std::string> ConditionLines(const Statement& statement, const ContextKeys& keys);

// "names the role", "admits everyone": how its principal element covers the caller, or empty.
absl::string_view NamesWords(const Statement& statement, const Caller& caller);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_IO_WRITE_STATEMENT_TEXT_H_
