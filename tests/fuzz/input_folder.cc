#include "fuzz/input_folder.h"

#include <cstddef>
#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "support/file_sections.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 32;

const TempFolder& Root() {
  static const TempFolder root(fs::exists("/dev/shm") ? fs::path("/dev/shm")
                                                      : fs::temp_directory_path());
  return root;
}

bool IsPlainName(absl::string_view name) {
  if (name.empty() || name.size() > 200 || name.front() == '/' || absl::StrContains(name, "..")) {
    return false;
  }
  return name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.%/") ==
         absl::string_view::npos;
}

}  // namespace

std::string InputFolder(absl::string_view name) { return Root().PathOf(name); }

bool WriteInput(absl::string_view text) {
  std::error_code ignored;
  for (const char* folder : {"from", "managed"}) fs::remove_all(InputFolder(folder), ignored);
  std::size_t written = 0;
  for (const FileSection& file : SplitFileSections(text)) {
    if (!IsPlainName(file.name) || written == kMaxFiles) continue;
    const bool managed = absl::StartsWith(file.name, "managed/");
    const fs::path path = InputFolder(absl::StrCat(managed ? "" : "from/", file.name));
    fs::create_directories(path.parent_path(), ignored);
    std::ofstream(path, std::ios::binary) << file.text;
    ++written;
  }
  return fs::exists(InputFolder("from"));
}

}  // namespace iamsim
