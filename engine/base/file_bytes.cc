// Tested by tests/base/file_bytes_test.cc.
#include "base/file_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/path_error.h"

namespace iamsim {

absl::StatusOr<std::unique_ptr<const FileBytes>> FileBytes::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return PathError(path, LastError());
  std::unique_ptr<FileBytes> file(new FileBytes());
  struct stat status = {};
  absl::Status failed = absl::OkStatus();
  if (fstat(descriptor, &status) != 0) {
    failed = PathError(path, LastError());
  } else if (!S_ISREG(status.st_mode)) {
    failed = absl::InvalidArgumentError(absl::StrCat(path, ": expected a regular file"));
  } else if (status.st_size > 0) {  // nothing cannot be mapped
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    if (mapped == MAP_FAILED) {
      failed = PathError(path, LastError());
    } else {
      file->mapped_ = mapped;
      file->view_ = absl::string_view(static_cast<const char*>(mapped), size);
    }
  }
  close(descriptor);
  if (!failed.ok()) return failed;
  return std::unique_ptr<const FileBytes>(std::move(file));
}

std::unique_ptr<const FileBytes> FileBytes::Of(std::string bytes) {
  std::unique_ptr<FileBytes> file(new FileBytes());
  file->owned_ = std::move(bytes);
  return file;
}

FileBytes::~FileBytes() {
  if (mapped_ != nullptr) munmap(mapped_, view_.size());
}

}  // namespace iamsim
