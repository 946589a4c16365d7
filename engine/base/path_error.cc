// Tested through the files that use it.
#include "base/path_error.h"

#include <cctype>
#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

std::string Reason(const std::error_code& error) {
  std::string reason = error.message();
  if (!reason.empty()) {
    reason[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(reason[0])));
  }
  return reason;
}

}  // namespace

absl::Status PathError(absl::string_view path, const std::error_code& error) {
  const std::string message = absl::StrCat(path, ": ", Reason(error));
  return error == std::errc::no_such_file_or_directory ? absl::NotFoundError(message)
                                                       : absl::InvalidArgumentError(message);
}

std::error_code LastError() { return {errno, std::generic_category()}; }

}  // namespace iamsim
