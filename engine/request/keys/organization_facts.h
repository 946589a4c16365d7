#ifndef IAMSIM_REQUEST_KEYS_ORGANIZATION_FACTS_H_
#define IAMSIM_REQUEST_KEYS_ORGANIZATION_FACTS_H_

#include "request/keys/key_row.h"

namespace iamsim {

// The organization's id, and the path to the account (RC-4), as keys of whoever belongs to
// `account`. Null: an account that the snapshot does not know, which is outside the organization
// when that one's accounts are known.
KeyFact OrganizationId(const Question& question, const AccountRecord* account);
KeyFact OrganizationPaths(const Question& question, const AccountRecord* account);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KEYS_ORGANIZATION_FACTS_H_
