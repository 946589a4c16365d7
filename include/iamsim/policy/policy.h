#ifndef IAMSIM_POLICY_POLICY_H_
#define IAMSIM_POLICY_POLICY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/base/source_place.h"
#include "iamsim/match/action_pattern.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/match/resource_pattern.h"
#include "iamsim/model/policy_kind.h"

namespace iamsim {

enum class PrincipalType : std::uint8_t { kAws, kFederated, kService, kCanonicalUser };
absl::string_view PrincipalTypeName(PrincipalType type);  // "AWS", "Federated", …

struct PrincipalEntry {
  PrincipalType type = PrincipalType::kAws;
  std::string value;
};

// `Principal` or `NotPrincipal`.
struct PrincipalElement {
  bool negated = false;                 // NotPrincipal
  bool everyone = false;                // the bare string "*"
  std::vector<PrincipalEntry> entries;  // document order
};

// One key of one operator block.
struct Condition {
  ConditionOperator op;
  std::string op_text;              // as written
  std::string key;                  // as written
  std::vector<std::string> values;  // as written; numbers and booleans by their source text (PG-10)
  bool single = false;              // written as a bare value, not an array
  ConditionValues compiled;
};

struct Statement {
  std::size_t index = 0;  // in the document
  std::optional<std::string> sid;
  Effect effect = Effect::kAllow;
  bool not_action = false;
  std::vector<ActionPattern> actions;
  // Absent only in trust policies (PG-12), where it means the role itself, and in the policies of
  // ECR repositories (PG-19), where it means the repository.
  bool has_resource = false;
  bool not_resource = false;
  std::vector<ResourcePattern> resources;
  std::optional<PrincipalElement> principal;
  std::vector<Condition> conditions;  // AND (CO-1), document order
  // Relative to the document's own text: Shift() them by AttachedPolicy::start.
  SourcePosition begin;
  SourcePosition end;  // one past the closing brace
};

// A parsed policy document. Immutable; shared by everything that has the same text.
struct Policy {
  PolicyKind kind = PolicyKind::kIdentity;
  std::string version;  // "2008-10-17" when absent (PG-2)
  bool version_given = false;
  std::optional<std::string> id;
  bool single_statement = false;  // Statement was one object, not an array
  // One past the first byte of Statement's value: its `[`, or the `{` of a single statement.
  // Relative to the document's own text, as the positions of the statements.
  SourcePosition statements_begin;
  std::vector<Statement> statements;
  std::string text;                     // as written; empty for one that was never written
  std::size_t size = 0;                 // bytes of the text
  std::size_t size_without_spaces = 0;  // as IAM counts for identity policies (PG-17)

  bool variables_enabled() const { return version == "2012-10-17"; }  // VA-1
};

// A policy where it is attached: what reports name, and where its text stands.
struct AttachedPolicy {
  std::string name;  // policy name; the file name or the resource's for those without
  std::string arn;   // of a managed policy; empty for inline and resource policies
  // Null: the input refers to this document but lacks it, or it cannot be read. Such a policy is
  // never treated as absent.
  std::shared_ptr<const Policy> policy;
  std::string file;
  SourcePosition start;  // of the document in `file`

  SourcePosition PositionOf(const Statement& statement) const {
    return Shift(start, statement.begin);
  }
  // How a formula names it when it is missing: the ARN, else the name.
  const std::string& document_id() const { return arn.empty() ? name : arn; }
};

using PolicyList = std::vector<std::shared_ptr<const AttachedPolicy>>;

// One level of the organization, root first.
struct PolicyLevel {
  std::string target;  // r-…, ou-… or an account id
  PolicyList policies;
};

}  // namespace iamsim

#endif  // IAMSIM_POLICY_POLICY_H_
