// Tested by random_access_file_test.cc.
#include "base/random_access_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace iamsim {

std::unique_ptr<RandomAccessFile> RandomAccessFile::Open(absl::string_view path) {
  // A pipe would wait for its writer.
  const int descriptor = open(std::string(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return nullptr;
  struct stat status = {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor);
    return nullptr;
  }
  return std::unique_ptr<RandomAccessFile>(
      new RandomAccessFile(descriptor, static_cast<std::uint64_t>(status.st_size)));
}

RandomAccessFile::~RandomAccessFile() { close(descriptor_); }

bool RandomAccessFile::Read(std::uint64_t offset, std::size_t size, std::string* bytes) const {
  bytes->resize(size);
  for (std::size_t done = 0; done < size;) {
    const ssize_t read =
        pread(descriptor_, bytes->data() + done, size - done, static_cast<off_t>(offset + done));
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) return false;
    done += static_cast<std::size_t>(read);
  }
  return true;
}

}  // namespace iamsim
