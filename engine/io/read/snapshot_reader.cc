// Which reader reads what. Tested by tests/io/snapshot_reader_test.cc.
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/random_access_file.h"
#include "iamsim/base/file.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "io/read/concatenated_values.h"
#include "io/read/managed_policies_reader.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {

struct FileReader {
  absl::string_view noun;
  bool (*recognises)(const JsonNode& root);
  absl::Status (*read)(const JsonNode& root, SnapshotInput& input);
};

constexpr FileReader kFileReaders[] = {
#define IAMSIM_FILE_READER(Name, noun) {noun, Is##Name, Read##Name},
#define IAMSIM_FOLDER_READER(Name, noun)
#define IAMSIM_WORLD_READER(Name, noun)
#include "io/read/readers.inc"
#undef IAMSIM_FILE_READER
#undef IAMSIM_FOLDER_READER
#undef IAMSIM_WORLD_READER
};

struct FolderReader {
  absl::string_view noun;
  bool (*recognises)(const SnapshotFolder& folder);
  absl::Status (*read)(const SnapshotFolder& folder, SnapshotInput& input);
};

constexpr FolderReader kFolderReaders[] = {
#define IAMSIM_FILE_READER(Name, noun)
#define IAMSIM_FOLDER_READER(Name, noun) {noun, Is##Name, Read##Name},
#define IAMSIM_WORLD_READER(Name, noun)
#include "io/read/readers.inc"
#undef IAMSIM_FILE_READER
#undef IAMSIM_FOLDER_READER
#undef IAMSIM_WORLD_READER
};

struct WorldReader {
  absl::string_view noun;
  bool (*recognises)(const std::string& path);
  absl::StatusOr<SnapshotBuilder::Result> (*read)(const std::string& path,
                                                  const ReadOptions& options);
};

constexpr WorldReader kWorldReaders[] = {
#define IAMSIM_FILE_READER(Name, noun)
#define IAMSIM_FOLDER_READER(Name, noun)
#define IAMSIM_WORLD_READER(Name, noun) {noun, Is##Name, Read##Name},
#include "io/read/readers.inc"
#undef IAMSIM_FILE_READER
#undef IAMSIM_FOLDER_READER
#undef IAMSIM_WORLD_READER
};

// "a bundle or a dump"
template <class Reader, std::size_t size>
std::string NounsOf(const Reader (&readers)[size]) {
  std::vector<absl::string_view> nouns;
  for (const Reader& reader : readers) nouns.push_back(reader.noun);
  return absl::StrJoin(nouns, " or ");
}

absl::Status ReadFolder(const SnapshotFolder& folder, SnapshotInput& input) {
  for (const FolderReader& reader : kFolderReaders) {
    if (reader.recognises(folder)) return reader.read(folder, input);
  }
  return absl::InvalidArgumentError(
      absl::StrCat(folder.path, ": expected ", NounsOf(kFolderReaders), ", found no *.json file"));
}

// Smaller ones are as well read at once.
bool IsLargeFile(const std::string& path) {
  constexpr std::uint64_t kLargeFile = std::uint64_t{1} << 20;
  const std::unique_ptr<RandomAccessFile> file = RandomAccessFile::Open(path);
  return file != nullptr && file->size() >= kLargeFile;
}

std::string WithoutSlash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

// The name below `folder` of the first folder or file on the way to `file`.
absl::string_view FirstPart(const SnapshotFolder& folder, absl::string_view file) {
  const absl::string_view below = file.substr(folder.path.size() + 1);
  return below.substr(0, below.find('/'));
}

// formats.md: "paginated output concatenated". `error`: why the text is no JSON as a whole.
absl::Status ReadPages(absl::string_view text, const std::string& path, const absl::Status& error,
                       SnapshotInput& input) {
  const std::vector<ConcatenatedValue> values = SplitValues(text);
  if (values.size() < 2) return error;
  for (const ConcatenatedValue& value : values) {
    const absl::StatusOr<std::shared_ptr<const JsonDocument>> page =
        JsonDocument::Parse(std::string(value.text), path, kDumpLimits, {.start = value.start});
    if (!page.ok()) return &value == &values[0] ? error : page.status();
    if (!IsGaad((*page)->root())) return error;
    IAMSIM_RETURN_IF_ERROR(ReadGaad((*page)->root(), input));
  }
  return absl::OkStatus();
}

}  // namespace

std::string SnapshotFolder::Find(absl::string_view name) const {
  std::string wanted = absl::StrCat(path, "/", name);
  for (const std::string& file : files) {
    if (file == wanted) return wanted;
  }
  return "";
}

bool IsPlainFolder(const SnapshotFolder& folder) { return !folder.files.empty(); }

absl::Status ReadPlainFolder(const SnapshotFolder& folder, SnapshotInput& input) {
  // INVARIANT: files are sorted, so those of one subfolder stand together.
  for (std::size_t i = 0; i < folder.files.size();) {
    const std::string part(FirstPart(folder, folder.files[i]));
    SnapshotFolder inner{absl::StrCat(folder.path, "/", part), {}};
    const std::string prefix = absl::StrCat(inner.path, "/");
    for (; i < folder.files.size() && absl::StartsWith(folder.files[i], prefix); ++i) {
      inner.files.push_back(folder.files[i]);
    }
    if (inner.files.empty()) {
      IAMSIM_RETURN_IF_ERROR(ReadSnapshotFile(folder.files[i++], input));
    } else {
      IAMSIM_RETURN_IF_ERROR(ReadFolder(inner, input));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadSnapshotNode(const JsonNode& root, SnapshotInput& input) {
  for (const FileReader& reader : kFileReaders) {
    if (reader.recognises(root)) return reader.read(root, input);
  }
  if (IsPolicyDocument(root)) {
    return root.Error(
        "found a policy document, which does not say who has it: name it in a snapshot bundle, or "
        "give managed policies with `--managed-policies`");
  }
  return root.Error(absl::StrCat("expected ", NounsOf(kFileReaders)));
}

absl::StatusOr<std::shared_ptr<const JsonDocument>> ReadDump(const std::string& path) {
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(path, kDumpLimits.max_bytes));
  return JsonDocument::Parse(std::move(text), path, kDumpLimits);
}

absl::Status ReadSnapshotFile(const std::string& path, SnapshotInput& input) {
  input.NoteFile();
  for (const WorldReader& reader : kWorldReaders) {
    if (!reader.recognises(path)) continue;
    IAMSIM_ASSIGN_OR_RETURN(SnapshotBuilder::Result world, reader.read(path, input.options()));
    input.SetWorld(path, reader.noun, std::move(world));
    return absl::OkStatus();
  }
  if (IsLargeFile(path) && ReadGaadInParts(path, input)) return absl::OkStatus();
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(path, kDumpLimits.max_bytes));
  // Standard input cannot be read again.
  std::string kept = path == "-" ? text : "";
  const absl::StatusOr<std::shared_ptr<const JsonDocument>> document =
      JsonDocument::Parse(std::move(text), path, kDumpLimits);
  if (document.ok()) return ReadSnapshotNode((*document)->root(), input);
  if (path != "-") {
    IAMSIM_ASSIGN_OR_RETURN(kept, ReadFile(path, kDumpLimits.max_bytes));
  }
  return ReadPages(kept, path, document.status(), input);
}

absl::Status ReadSnapshotPath(const std::string& path, SnapshotInput& input) {
  if (!IsFolder(path)) return ReadSnapshotFile(path, input);
  SnapshotFolder folder{WithoutSlash(path), {}};
  IAMSIM_ASSIGN_OR_RETURN(folder.files, ListFiles(folder.path, ".json"));
  return ReadFolder(folder, input);
}

absl::StatusOr<SnapshotBuilder::Result> ReadSnapshot(absl::Span<const std::string> paths,
                                                     const ReadOptions& options) {
  SnapshotInput input(options);
  for (const std::string& path : paths) {
    input.EnterRoot(IsFolder(path) ? WithoutSlash(path) : FolderOf(path));
    IAMSIM_RETURN_IF_ERROR(ReadSnapshotPath(path, input));
  }
  IAMSIM_RETURN_IF_ERROR(input.ExpectLastPage());
  for (const std::string& path : options.managed_policies) {
    IAMSIM_RETURN_IF_ERROR(ReadManagedPolicies(path, input));
  }
  return input.Build();
}

}  // namespace iamsim
