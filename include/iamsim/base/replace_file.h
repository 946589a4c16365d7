#ifndef IAMSIM_BASE_REPLACE_FILE_H_
#define IAMSIM_BASE_REPLACE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// Writes `bytes` to a new file beside `path` and gives it that name: whoever has the old file open
// keeps it whole, and a failure leaves it as it was. NotFound or InvalidArgument with "path:
// reason".
absl::Status ReplaceFile(const std::string& path, absl::string_view bytes);

}  // namespace iamsim

#endif  // IAMSIM_BASE_REPLACE_FILE_H_
