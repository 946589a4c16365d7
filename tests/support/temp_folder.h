#ifndef IAMSIM_TESTS_SUPPORT_TEMP_FOLDER_H_
#define IAMSIM_TESTS_SUPPORT_TEMP_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/base/check.h"

namespace iamsim {

// A folder of its own for one test, removed with it.
class TempFolder {
 public:
  TempFolder() : TempFolder(std::filesystem::temp_directory_path()) {}
  explicit TempFolder(const std::filesystem::path& parent) {
    std::string pattern = (parent / "iamsim-test-XXXXXX").string();
    IAMSIM_CHECK(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string PathOf(absl::string_view name) const { return absl::StrCat(path_, "/", name); }

  // Writes the file `name`, with the folders on the way to it, and returns its path.
  std::string Write(absl::string_view name, absl::string_view contents) const {
    const std::string path = PathOf(name);
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    file.close();
    IAMSIM_CHECK(file.good());
    return path;
  }

 private:
  std::string path_;
};

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_TEMP_FOLDER_H_
