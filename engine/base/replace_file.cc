// Tested by tests/base/replace_file_test.cc.
#include "iamsim/base/replace_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "base/path_error.h"

namespace iamsim {
namespace {

bool WriteAll(int descriptor, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

absl::Status ReplaceFile(const std::string& path, absl::string_view bytes) {
  std::string temporary = absl::StrCat(path, ".XXXXXX");
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return PathError(path, LastError());
  // mkstemp lets nobody else read; a file that a program writes is as the user's mask says.
  const mode_t mask = umask(0);
  umask(mask);
  constexpr mode_t kEverybody = 0666;
  const bool done = WriteAll(descriptor, bytes) && fchmod(descriptor, kEverybody & ~mask) == 0;
  absl::Status status = done ? absl::OkStatus() : PathError(path, LastError());
  if (close(descriptor) != 0 && status.ok()) status = PathError(path, LastError());
  if (status.ok() && std::rename(temporary.c_str(), path.c_str()) != 0)
    status = PathError(path, LastError());
  if (!status.ok()) unlink(temporary.c_str());
  return status;
}

}  // namespace iamsim
