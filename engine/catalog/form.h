#ifndef IAMSIM_ENGINE_CATALOG_FORM_H_
#define IAMSIM_ENGINE_CATALOG_FORM_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace iamsim {

// Forms are texts with placeholders: "arn:${Partition}:s3:::${BucketName}",
// "aws:ResourceTag/${TagKey}". A placeholder stands for one character or more.

// A `*` in the form stands for any run. In the first five fields neither reaches past a colon.
bool FitsArnForm(absl::string_view form, absl::string_view arn);

// Compares literally: both in lower case.
bool FitsKeyForm(absl::string_view form, absl::string_view key);

// Characters of `form` outside placeholders.
std::size_t LiteralSize(absl::string_view form);

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_CATALOG_FORM_H_
