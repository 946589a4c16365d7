#include "request/keys/organization_facts.h"

namespace iamsim {
namespace {

// What is known of an account that is in no unit.
KeyFact OutsideOrUnknown(const Question& question) {
  if (question.snapshot == nullptr) return KeyFact::Open();
  const std::optional<OrganizationRecord>& organization = question.snapshot->organization();
  return KeyFact::AbsentIf(organization.has_value() && organization->accounts_are_known);
}

}  // namespace

KeyFact OrganizationId(const Question& question, const AccountRecord* account) {
  if (account == nullptr || !account->in_organization) return OutsideOrUnknown(question);
  const std::optional<OrganizationRecord>& organization = question.snapshot->organization();
  if (!organization.has_value() || organization->id.empty()) return KeyFact::Open();
  return KeyFact::Scalar(organization->id);
}

KeyFact OrganizationPaths(const Question& question, const AccountRecord* account) {
  if (account == nullptr || !account->in_organization) return OutsideOrUnknown(question);
  if (account->organization_path.empty()) return KeyFact::Open();
  return KeyFact::List({account->organization_path});
}

}  // namespace iamsim
