#include "iamsim/base/file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/path_error.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

namespace fs = std::filesystem;

// What the C library would silently misread.
absl::Status CheckPath(absl::string_view path) {
  if (path.empty()) return absl::InvalidArgumentError("expected a file name, found an empty one");
  if (path.find('\0') != absl::string_view::npos) {
    return absl::InvalidArgumentError("expected a file name, found one with a NUL character");
  }
  return absl::OkStatus();
}

absl::Status TooLarge(absl::string_view path, std::size_t max_bytes) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": expected at most ", max_bytes, " bytes, found more"));
}

absl::StatusOr<std::string> ReadStream(std::FILE* stream, absl::string_view path,
                                       std::size_t max_bytes, std::size_t expected_bytes) {
  constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
  std::string bytes;
  // The last round asks for a whole block to find the end.
  bytes.reserve(std::min(expected_bytes + kBlockBytes, max_bytes));
  for (;;) {
    const std::size_t old_size = bytes.size();
    const std::size_t block = std::min(kBlockBytes, max_bytes - old_size);
    if (block == 0) {
      if (std::fgetc(stream) != EOF) return TooLarge(path, max_bytes);
      break;
    }
    bytes.resize(old_size + block);
    const std::size_t read = std::fread(bytes.data() + old_size, 1, block, stream);
    bytes.resize(old_size + read);
    if (read < block) break;
  }
  if (std::ferror(stream) != 0) return PathError(path, LastError());
  return bytes;
}

bool IsInside(const fs::path& path, const fs::path& root) {
  const auto [rest, end] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  // "/a/" ends in an empty component.
  return rest == root.end() || (rest->empty() && std::next(rest) == root.end());
}

// Absolute, without `..` and links as far as the path exists.
absl::StatusOr<fs::path> Canonical(const fs::path& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path.empty() ? fs::path(".") : path, error);
  if (error) return PathError(path.string(), error);
  fs::path canonical = fs::weakly_canonical(absolute, error);
  if (error) return PathError(path.string(), error);
  return canonical;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(absl::string_view path, std::size_t max_bytes) {
  if (path == "-") return ReadStream(stdin, path, max_bytes, 0);
  IAMSIM_RETURN_IF_ERROR(CheckPath(path));
  const std::string name(path);
  std::error_code error;
  const fs::file_status status = fs::status(name, error);
  if (!fs::exists(status)) {
    return PathError(path, error ? error : std::make_error_code(std::errc::io_error));
  }
  if (fs::is_directory(status)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": expected a file, found a folder"));
  }
  // Pipes and devices have no size; ReadStream counts what they give.
  std::size_t size = 0;
  if (fs::is_regular_file(status)) {
    const std::uintmax_t file_size = fs::file_size(name, error);
    if (error) return PathError(path, error);
    if (file_size > max_bytes) return TooLarge(path, max_bytes);
    size = static_cast<std::size_t>(file_size);
  }
  errno = 0;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(name.c_str(), "rb"),
                                                               &std::fclose);
  if (stream == nullptr) return PathError(path, LastError());
  return ReadStream(stream.get(), path, max_bytes, size);
}

absl::StatusOr<std::string> ResolveSibling(absl::string_view base, absl::string_view name,
                                           absl::string_view root) {
  IAMSIM_RETURN_IF_ERROR(CheckPath(name));
  const fs::path relative{std::string(name)};
  if (relative.is_absolute()) {
    return absl::InvalidArgumentError(absl::StrCat("expected a relative path, found `", name, "`"));
  }
  // The checked path is the one that is returned, so `link/..` cannot mean two things.
  const fs::path path = (fs::path(std::string(base)).parent_path() / relative).lexically_normal();
  IAMSIM_ASSIGN_OR_RETURN(const fs::path canonical, Canonical(path));
  IAMSIM_ASSIGN_OR_RETURN(const fs::path canonical_root, Canonical(std::string(root)));
  if (!IsInside(canonical, canonical_root)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected a path inside the folder `", root.empty() ? "." : root, "`, found `", name, "`"));
  }
  // A file called "-" is not standard input.
  return path == "-" ? std::string("./-") : path.string();
}

absl::StatusOr<std::vector<std::string>> ListFiles(absl::string_view folder,
                                                   absl::string_view suffix) {
  IAMSIM_RETURN_IF_ERROR(CheckPath(folder));
  std::error_code error;
  fs::recursive_directory_iterator entry(std::string(folder), error);
  if (error) return PathError(folder, error);
  std::vector<std::string> files;
  while (entry != fs::recursive_directory_iterator()) {
    const fs::file_status status = entry->symlink_status(error);
    if (error) return PathError(entry->path().string(), error);
    std::string path = entry->path().string();
    if (fs::is_regular_file(status) && absl::EndsWith(path, suffix)) {
      files.push_back(std::move(path));
    }
    // A folder that cannot be read must not look like an empty one.
    const std::string current = entry->path().string();
    entry.increment(error);
    if (error) return PathError(current, error);
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool IsFolder(absl::string_view path) {
  std::error_code error;
  return fs::is_directory(fs::path(std::string(path)), error);
}

}  // namespace iamsim
