#ifndef IAMSIM_ENGINE_BASE_RANDOM_ACCESS_FILE_H_
#define IAMSIM_ENGINE_BASE_RANDOM_ACCESS_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// A file that is read in pieces, so that it need not be in memory as a whole. Not mapped: a file
// that another program cuts must not end this one. Thread-compatible.
class RandomAccessFile {
 public:
  // Null unless `path` names a regular file that can be read; ReadFile says why not.
  static std::unique_ptr<RandomAccessFile> Open(absl::string_view path);
  ~RandomAccessFile();
  RandomAccessFile(const RandomAccessFile&) = delete;
  RandomAccessFile& operator=(const RandomAccessFile&) = delete;

  // As it was when the file was opened.
  std::uint64_t size() const { return size_; }
  // The bytes from `offset` on, `size` of them. False when they are not there (any more).
  bool Read(std::uint64_t offset, std::size_t size, std::string* bytes) const;

 private:
  RandomAccessFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  int descriptor_;
  std::uint64_t size_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_RANDOM_ACCESS_FILE_H_
