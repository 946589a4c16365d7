// Tested by asked_caller_test.cc and tests/differential, against the reference.
#include "fast/asked_caller.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "decide/layers/layers.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

// Keys are looked for one by one.
constexpr std::size_t kMostKeys = 64;

}  // namespace

AskedCaller::AskedCaller(std::unique_ptr<KnownCaller> known, PreparedPolicies& policies,
                         MentionedKeys& mentioned)
    : policies_(policies), mentioned_(mentioned), known_(std::move(known)) {
  const RequestContext& context = known_->context();
  caller_ = PrepareCaller(context, policies);
  session_ = AddList(SessionPoliciesOf(context), policies);
  if (context.policies.service_control) {
    service_control_ = AddLevels(&*context.policies.service_control, policies);
  }
}

std::unique_ptr<AskedCaller> AskedCaller::Find(const Snapshot& snapshot,
                                               absl::string_view principal,
                                               PreparedPolicies& policies,
                                               MentionedKeys& mentioned) {
  std::unique_ptr<KnownCaller> known = KnownCaller::Find(snapshot, principal);
  if (known == nullptr) return nullptr;
  return std::unique_ptr<AskedCaller>(new AskedCaller(std::move(known), policies, mentioned));
}

bool AskedCaller::may_have_resource_behind() const {
  const ResourceRecord* resource = known_->question().resource;
  return resource != nullptr && !resource->bucket.empty();
}

void AskedCaller::TakeDocuments() {
  const RequestContext& context = known_->context();
  if (resource_control_account_ != known_->resource_control_account()) {
    resource_control_account_ = known_->resource_control_account();
    const auto& levels = context.policies.resource_control;
    resource_control_ = AddLevels(levels ? &*levels : nullptr, policies_);
  }
  check_.session = AskList(session_, check_.query);
  check_.service_control.clear();
  if (ServiceControlOf(context) != nullptr) {
    AskEach(service_control_, check_.query, &check_.service_control);
  }
  check_.resource_control.clear();
  if (ResourceControlOf(context) != nullptr) {
    AskEach(resource_control_, check_.query, &check_.resource_control);
  }
}

absl::StatusOr<const PreparedCheck*> AskedCaller::Ask(const Request& request,
                                                      const EvaluationOptions& options) {
  if (!KnownCaller::CanAnswer(request) || request.context.size() > kMostKeys) return nullptr;
  if (!request.context.empty()) {
    // Looked at last, and mostly not in the cache yet.
    __builtin_prefetch(&*request.context.begin());
    __builtin_prefetch(&*request.context.rbegin());
  }
  IAMSIM_RETURN_IF_ERROR(known_->Ask(request, options));
  const RequestContext& context = known_->context();
  if (context.action.Is("iam:passrole")) return nullptr;  // PA-3: it loses what is given
  ApplyRules(context, policies_, &check_);
  TakeDocuments();
  // After the documents: only keys that some document mentions are kept.
  if (!TakeKeys(request)) return nullptr;
  check_.keys = values_.Build();
  return &check_;
}

void AskedCaller::DeriveOwnFacts() {
  if (own_facts_count_ == mentioned_.count()) return;
  own_facts_count_ = mentioned_.count();
  own_facts_.clear();
  for (const MentionedKeys::Row& row : mentioned_.of_caller()) {
    own_facts_.push_back(row.row->derive(known_->question()));
  }
}

// The first `given` values are the request's, which win (formats.md).
bool AskedCaller::AddFact(const MentionedKeys::Row& row, const KeyFact& fact, std::size_t given) {
  if (fact.kind == KeyFact::Kind::kValue) {
    if (!values_.Has(row.key)) values_.Add(row.key, fact.value);
    return true;
  }
  if (fact.kind != KeyFact::Kind::kTags) return true;  // not in a complete context
  for (const auto& [tag, value] : fact.tags) {
    const std::uint32_t key = mentioned_.IdOf(absl::StrCat(row.row->key, tag));
    if (key == KeyNames::kNone) continue;
    const std::size_t place = values_.PlaceOf(key);
    if (place == BorrowedKeyValues::kNowhere) {
      values_.Add(key, value);
    } else if (place >= given) {
      return false;  // CO-3
    }
  }
  return true;
}

bool AskedCaller::TakeKeys(const Request& request) {
  values_.Clear();
  for (const auto& [name, value] : request.context) {
    if (value.is_list && value.values.empty()) return false;  // OP-26
    const std::uint32_t key = mentioned_.IdOf(name);
    if (key == KeyNames::kNone) continue;
    if (values_.Has(key)) return false;  // CO-3
    values_.Add(key, value);
  }
  const std::size_t given = values_.size();
  DeriveOwnFacts();
  const absl::Span<const MentionedKeys::Row> own = mentioned_.of_caller();
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (!AddFact(own[i], own_facts_[i], given)) return false;
  }
  const absl::Span<const MentionedKeys::Row> rows = mentioned_.of_request();
  facts_.clear();
  facts_.reserve(rows.size());  // values_ looks into them
  for (const MentionedKeys::Row& row : rows) {
    if (row.key != KeyNames::kNone && values_.Has(row.key)) continue;
    facts_.push_back(row.row->derive(known_->question()));
    if (!AddFact(row, facts_.back(), given)) return false;
  }
  return true;
}

}  // namespace iamsim
