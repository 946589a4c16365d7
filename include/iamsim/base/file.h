#ifndef IAMSIM_BASE_FILE_H_
#define IAMSIM_BASE_FILE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// The bytes of `path` ("-": standard input), or NotFound / InvalidArgument with "path: reason".
// More than `max_bytes` is an error, found before more than that is read.
absl::StatusOr<std::string> ReadFile(absl::string_view path, std::size_t max_bytes);

// The path of `name`, which was named in the file `base`: relative names start in the folder of
// `base`. An absolute name, or one that leaves the folder `root` (after resolving `..` and links),
// is an error; formats.md: "paths may not leave the bundle's folder".
absl::StatusOr<std::string> ResolveSibling(absl::string_view base, absl::string_view name,
                                           absl::string_view root);

// Regular files below `folder` (not through links), sorted by path, whose name ends in `suffix`.
absl::StatusOr<std::vector<std::string>> ListFiles(absl::string_view folder,
                                                   absl::string_view suffix);

bool IsFolder(absl::string_view path);

}  // namespace iamsim

#endif  // IAMSIM_BASE_FILE_H_
