#ifndef IAMSIM_REQUEST_KEYS_RESOURCE_TAGS_H_
#define IAMSIM_REQUEST_KEYS_RESOURCE_TAGS_H_

#include "request/keys/key_row.h"

namespace iamsim {

// The tags of the resource as condition keys see them: RC-25, RC-43, S3-7, PA-3.
KeyFact ResourceTags(const Question& question);

// PA-3: takes resource tags out of the context of an iam:PassRole check even where they are given,
// with a warning; S3-7: warns of `resourceTags` that do not count.
void RemoveUnusableTags(Question* question);

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KEYS_RESOURCE_TAGS_H_
