#ifndef IAMSIM_REQUEST_KEYS_DERIVE_KEYS_H_
#define IAMSIM_REQUEST_KEYS_DERIVE_KEYS_H_

#include "request/keys/key_row.h"
#include "request/question.h"

namespace iamsim {

// The groups of key_row.h.
using KeyGroup = absl::Span<const KeyRow> (*)();
absl::Span<const KeyGroup> KeyGroups();

// Fills in question->out.keys: what follows from the caller, the resource and the organization, and
// over it what the request gives (formats.md: "a value given in `context` wins over a derived
// one"). The caller and the resource are already resolved.
void DeriveKeys(Question* question);

// One row of a table of keys, applied to question->out.keys.
void ApplyFact(const KeyRow& row, const KeyFact& fact, Question* question);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KEYS_DERIVE_KEYS_H_
