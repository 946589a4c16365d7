// Tested by prepared_policies_test.cc.
#include "fast/prepared_policies.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "decide/condition_match.h"
#include "iamsim/match/condition_operator.h"
#include "iamsim/model/context_value.h"
#include "iamsim/request/principal_keys.h"

namespace iamsim {
namespace {

constexpr std::uint32_t kMissing = 0xFFFFFFFF;

// Equal for conditions that always have the same answer.
std::string TextOf(const Condition& condition, bool variables_enabled) {
  std::string text = absl::StrCat(condition.op.name(), variables_enabled ? "\n" : "\r",
                                  ContextKeyId(condition.key));
  for (const std::string& value : condition.values) {
    absl::StrAppend(&text, "\n", value.size(), ":", value);
  }
  return text;
}

bool NamesIndividuals(const ReadPrincipals& principals) {
  using Kind = AwsPrincipal::Kind;
  return std::any_of(principals.entries.begin(), principals.entries.end(), [](const auto& entry) {
    return entry.type == PrincipalType::kAws && entry.aws.kind != Kind::kEveryone &&
           entry.aws.kind != Kind::kAccount && entry.aws.kind != Kind::kOther;
  });
}

}  // namespace

// ---- keys

std::uint32_t KeyNames::Intern(absl::string_view key) {
  if (const std::uint32_t known = FindSpelling(key); known != kNone) return known;
  std::string id = ContextKeyId(key);
  std::uint32_t number = Find(id);
  if (number == kNone) {
    number = count_++;
    names_.push_back(id);
    is_principal_.push_back(IsPrincipalKey(key));
    if (is_principal_.back()) principal_keys_.push_back(number);
    ids_.try_emplace(std::move(id), number);
  }
  spellings_.try_emplace(std::string(key), number);
  return number;
}

std::uint32_t KeyNames::Find(absl::string_view id) const {
  if (base_ != nullptr) {
    if (const std::uint32_t known = base_->Find(id); known != kNone) return known;
  }
  const auto found = ids_.find(id);
  return found == ids_.end() ? kNone : found->second;
}

std::uint32_t KeyNames::FindSpelling(absl::string_view key) const {
  if (base_ != nullptr) {
    if (const std::uint32_t known = base_->FindSpelling(key); known != kNone) return known;
  }
  const auto found = spellings_.find(key);
  return found == spellings_.end() ? kNone : found->second;
}

// ---- lists

const CandidateIndex& PreparedList::MakeIndex() const {
  std::call_once(once_, [this] {
    std::vector<const PreparedStatement*> statements;
    for (const PreparedDocument* document : documents_) {
      for (const PreparedStatement& statement : document->statements) {
        statements.push_back(&statement);
      }
    }
    made_.store(&index_.emplace(std::move(statements)), std::memory_order_release);
  });
  return *index_;
}

// ---- all statements

const CandidateIndex& PreparedPolicies::index() const {
  std::call_once(once_, [this] {
    std::vector<const PreparedStatement*> statements;
    for (const PreparedDocument& document : documents_) {
      for (const PreparedStatement& statement : document.statements) {
        statements.push_back(&statement);
      }
    }
    index_.emplace(std::move(statements), CandidateIndex::Resources::kIgnored);
  });
  return *index_;
}

// ---- documents

// Fills one document. The vectors are sized before anything looks into them.
class DocumentPreparer {
 public:
  DocumentPreparer(PreparedPolicies& policies, PreparedDocument& document)
      : policies_(policies), document_(document) {}

  void Run() {
    const std::vector<Statement>& statements = document_.policy->statements;
    document_.statements.resize(statements.size());
    std::vector<std::size_t> first_action;
    std::size_t principals = 0;
    for (const Statement& statement : statements) {
      first_action.push_back(document_.actions.size());
      AppendActions(statement);
      AppendResources(statement);
      AppendConditions(statement);
      if (statement.principal.has_value()) ++principals;
    }
    first_action.push_back(document_.actions.size());
    document_.principals.reserve(principals);
    std::size_t pattern = 0;
    std::size_t condition = 0;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Statement& source = statements[i];
      PreparedStatement& out = document_.statements[i];
      out.source = &source;
      out.id = policies_.statement_count_++;
      out.document = document_.id;
      out.is_deny = source.effect == Effect::kDeny;
      out.not_resource = source.has_resource && source.not_resource;
      out.actions = absl::MakeConstSpan(document_.actions)
                        .subspan(first_action[i], first_action[i + 1] - first_action[i]);
      out.patterns =
          absl::MakeConstSpan(document_.patterns).subspan(pattern, source.resources.size());
      out.conditions =
          absl::MakeConstSpan(document_.conditions).subspan(condition, source.conditions.size());
      pattern += source.resources.size();
      condition += source.conditions.size();
      out.any_resource =
          !source.has_resource ||
          (!source.not_resource &&
           std::any_of(out.patterns.begin(), out.patterns.end(), [](const PreparedPattern& p) {
             return p.kind == PreparedPattern::Kind::kStar;
           }));
      if (source.principal.has_value()) {
        document_.principals.push_back(ReadPrincipalElement(*source.principal));
        out.principal = &document_.principals.back();
        out.names_individuals = NamesIndividuals(*out.principal);
      }
    }
  }

 private:
  void AppendActions(const Statement& statement) {
    std::vector<ActionSpan> spans;
    for (const ActionPattern& pattern : statement.actions) {
      const std::vector<ActionSpan>& more = policies_.Expand(pattern);
      spans.insert(spans.end(), more.begin(), more.end());
    }
    spans = UnionOf(std::move(spans));
    if (statement.not_action) {  // MA-4
      spans = ComplementOf(spans, ActionNames::Builtin().count());
    }
    document_.actions.insert(document_.actions.end(), spans.begin(), spans.end());
  }

  void AppendResources(const Statement& statement) {
    const bool variables_enabled = document_.policy->variables_enabled();
    for (const ResourcePattern& pattern : statement.resources) {
      document_.patterns.push_back(PreparePattern(pattern, variables_enabled));
      if (!pattern.has_variables()) continue;
      for (const absl::string_view key : pattern.variables()) policies_.keys_.Intern(key);
    }
  }

  void AppendConditions(const Statement& statement) {
    for (const Condition& condition : statement.conditions) {
      document_.conditions.push_back(
          policies_.Intern(condition, document_.policy->variables_enabled()));
    }
  }

  PreparedPolicies& policies_;
  PreparedDocument& document_;
};

PreparedPolicies::PreparedPolicies(const PreparedPolicies* base)
    : base_(base), keys_(base != nullptr ? &base->keys_ : nullptr) {
  if (base != nullptr) statement_count_ = base->statement_count_;
  keys_.Intern("aws:userid");  // principals are compared with it (RC-2)
}

std::uint32_t PreparedPolicies::document_count() const {
  return static_cast<std::uint32_t>(documents_.size()) +
         (base_ != nullptr ? base_->document_count() : 0);
}

std::uint32_t PreparedPolicies::condition_count() const {
  return static_cast<std::uint32_t>(conditions_.size()) +
         (base_ != nullptr ? base_->condition_count() : 0);
}

std::uint32_t PreparedPolicies::statement_count() const { return statement_count_; }

const PreparedDocument* PreparedPolicies::Find(const Policy* policy) const {
  if (base_ != nullptr) {
    if (const PreparedDocument* known = base_->Find(policy); known != nullptr) return known;
  }
  const auto found = document_of_.find(policy);
  return found == document_of_.end() ? nullptr : found->second;
}

const PreparedList* PreparedPolicies::Find(const std::vector<std::uint32_t>& ids) const {
  if (base_ != nullptr) {
    if (const PreparedList* known = base_->Find(ids); known != nullptr) return known;
  }
  const auto found = list_of_.find(ids);
  return found == list_of_.end() ? nullptr : found->second;
}

const PreparedDocument& PreparedPolicies::Add(const std::shared_ptr<const Policy>& policy) {
  if (const PreparedDocument* known = Find(policy.get()); known != nullptr) return *known;
  const std::uint32_t id = document_count();
  PreparedDocument& document = documents_.emplace_back();
  document.id = id;
  document.policy = policy;
  DocumentPreparer(*this, document).Run();
  document_of_.try_emplace(policy.get(), &document);
  return document;
}

const PreparedList& PreparedPolicies::Add(const PolicyList& policies) {
  std::vector<const PreparedDocument*> documents;
  std::vector<std::uint32_t> ids;
  bool lacks_documents = false;
  for (const std::shared_ptr<const AttachedPolicy>& policy : policies) {
    if (policy->policy == nullptr) {
      lacks_documents = true;
      continue;
    }
    documents.push_back(&Add(policy->policy));
    ids.push_back(documents.back()->id);
  }
  const std::vector<std::uint32_t> document_ids = ids;
  if (lacks_documents) ids.push_back(kMissing);
  if (const PreparedList* known = Find(ids); known != nullptr) return *known;
  const PreparedList& list =
      lists_.emplace_back(std::move(documents), document_ids, lacks_documents);
  list_of_.try_emplace(std::move(ids), &list);
  return list;
}

const PreparedCondition* PreparedPolicies::Intern(const Condition& condition,
                                                  bool variables_enabled) {
  std::string text = TextOf(condition, variables_enabled);
  for (const PreparedPolicies* policies = this; policies != nullptr; policies = policies->base_) {
    const auto found = policies->condition_of_.find(text);
    if (found != policies->condition_of_.end()) return found->second;
  }
  const std::uint32_t id = condition_count();
  PreparedCondition& out = conditions_.emplace_back();
  out.id = id;
  out.source = &condition;
  out.key = keys_.Intern(condition.key);
  out.is_individual = keys_.is_principal(out.key);
  out.has_variables = condition.compiled.has_variables();
  for (const absl::string_view key : condition.compiled.keys()) {
    out.is_individual |= keys_.is_principal(keys_.Intern(key));
  }
  // What an absent key means depends neither on variables nor on options (table 3.2).
  std::vector<ConditionValues::Operand> operands(condition.values.size());
  if (!out.has_variables) {
    operands.assign(condition.compiled.constants().begin(), condition.compiled.constants().end());
  }
  out.when_absent = TestCondition(condition.op, operands, nullptr, EvaluationOptions());
  if (IsIndependentOfKey(condition, operands, EvaluationOptions())) {
    out.when_unknown = out.when_absent;
  }
  out.asks_for_presence = condition.op.is_null_test() && condition.values.size() == 1 &&
                          absl::EqualsIgnoreCase(condition.values.front(), "false");
  out.negated = !condition.op.is_null_test() && condition.op.base->negated;
  out.test = TypedTest(condition);
  condition_of_.try_emplace(std::move(text), &out);
  return &out;
}

const std::vector<ActionSpan>& PreparedPolicies::Expand(const ActionPattern& pattern) {
  const auto [entry, is_new] = spans_of_.try_emplace(absl::AsciiStrToLower(pattern.text()));
  if (is_new) entry->second = ActionNames::Builtin().Expand(pattern);
  return entry->second;
}

}  // namespace iamsim
