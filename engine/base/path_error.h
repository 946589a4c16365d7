#ifndef IAMSIM_ENGINE_BASE_PATH_ERROR_H_
#define IAMSIM_ENGINE_BASE_PATH_ERROR_H_

#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// "path: reason" in lower case: NotFound when there is no such file, else InvalidArgument.
absl::Status PathError(absl::string_view path, const std::error_code& error);

// What errno says.
std::error_code LastError();

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_PATH_ERROR_H_
