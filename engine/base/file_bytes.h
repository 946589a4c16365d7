#ifndef IAMSIM_ENGINE_BASE_FILE_BYTES_H_
#define IAMSIM_ENGINE_BASE_FILE_BYTES_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// The bytes of a regular file, mapped: they are read when they are looked at. A file that is cut
// while it is mapped ends the program when what was cut is looked at, so files that are mapped are
// replaced and never rewritten (base/replace_file.h).
class FileBytes {
 public:
  // InvalidArgument or NotFound with "path: reason".
  static absl::StatusOr<std::unique_ptr<const FileBytes>> Open(const std::string& path);
  // Bytes that are in memory anyway: for tests.
  static std::unique_ptr<const FileBytes> Of(std::string bytes);
  ~FileBytes();
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  absl::string_view bytes() const { return mapped_ == nullptr ? owned_ : view_; }

 private:
  FileBytes() = default;

  void* mapped_ = nullptr;
  absl::string_view view_;
  std::string owned_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_BASE_FILE_BYTES_H_
