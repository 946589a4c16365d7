#ifndef IAMSIM_IO_READ_SNAPSHOT_INPUT_H_
#define IAMSIM_IO_READ_SNAPSHOT_INPUT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/base/json_document.h"
#include "iamsim/io/read.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "io/read/document_reader.h"
#include "io/read/referenced_files.h"

namespace iamsim {

// Dumps: as much as a large organization has.
inline constexpr JsonLimits kDumpLimits = {
    .max_bytes = std::size_t{1} << 30, .max_depth = 64, .allow_comments = true};

// What the readers of snapshot formats share: where findings go, and how documents are read.
class SnapshotInput {
 public:
  explicit SnapshotInput(const ReadOptions& options) : options_(options), files_(".") {}

  const ReadOptions& options() const { return options_; }
  SnapshotBuilder& builder() { return builder_; }
  ReferencedFiles& files() { return files_; }
  // From here on {"file": …} stays below `root`: the folder of a path of the command line.
  void EnterRoot(std::string root) { files_ = ReferencedFiles(std::move(root)); }

  // A file is about to be read.
  void NoteFile() {
    ++file_count_;
    if (options_.progress) options_.progress(file_count_);
  }

  // The file at `path`, which was just read, is a whole world by itself: `noun`.
  void SetWorld(absl::string_view path, absl::string_view noun, SnapshotBuilder::Result world);
  // What was read. Errors: something stands beside a world.
  absl::StatusOr<SnapshotBuilder::Result> Build();

  struct DocumentName {
    std::string name;
    std::string arn = "";        // of a managed policy
    bool named_by_file = false;  // `name` is the holder's: that of a {"file": …} goes before it
  };
  // The policy at `node`. Damage as Damage(); then the policy is there without contents. Errors: a
  // {"file"} that cannot be read.
  absl::StatusOr<std::shared_ptr<const AttachedPolicy>> ReadDocument(const JsonNode& node,
                                                                     PolicyKind kind,
                                                                     DocumentName name);
  // A policy whose document is not in the input although something holds it.
  absl::StatusOr<std::shared_ptr<const AttachedPolicy>> MissingDocument(const JsonNode& holder,
                                                                        absl::string_view member,
                                                                        DocumentName name);

  // A part that cannot be read: noted, or returned when reading is strict.
  absl::Status Damage(const absl::Status& status);
  void Warn(const JsonNode& node, std::string message);
  // Warns of members of `object` that are none of `known` but look like one of them. For formats
  // that others define and extend; our own use RejectUnknownMembers.
  void WarnOfMisspelt(const JsonNode& object, absl::Span<const absl::string_view> known);

  // A page of a listing was read; `truncated`: AWS said that more follow.
  void NotePage(const SourcePlace& page, bool truncated);
  // Damage when AWS said that pages follow and no last page was read.
  absl::Status ExpectLastPage();

 private:
  ReadOptions options_;
  std::size_t file_count_ = 0;
  struct World {
    std::string path;
    std::string noun;
    SnapshotBuilder::Result result;
  };
  std::optional<World> world_;
  std::optional<SourcePlace> truncated_page_;
  bool last_page_seen_ = false;
  SnapshotBuilder builder_;
  ReferencedFiles files_;
};

// A file that a reader may recognise, or a folder with the paths of all *.json files below it.
struct SnapshotFolder {
  std::string path;                // without a slash at the end
  std::vector<std::string> files;  // sorted

  // The path of `name` in this folder, or an empty string when there is no such file.
  std::string Find(absl::string_view name) const;
};

// Reads the snapshot files and folders at `path`, in whatever format of readers.inc they are.
absl::Status ReadSnapshotPath(const std::string& path, SnapshotInput& input);
absl::Status ReadSnapshotFile(const std::string& path, SnapshotInput& input);
// The one JSON value in the file at `path`, as large as dumps may be.
absl::StatusOr<std::shared_ptr<const JsonDocument>> ReadDump(const std::string& path);
// Reads the file if it is one page of account authorization details in the form in which AWS's
// tools write it, without holding all of it in memory. False, and nothing is added: any other file,
// and one with an error.
bool ReadGaadInParts(const std::string& path, SnapshotInput& input);
// Recognises the value at `root`. Errors: none of readers.inc does.
absl::Status ReadSnapshotNode(const JsonNode& root, SnapshotInput& input);

// One pair of functions for each line of readers.inc.
#define IAMSIM_FILE_READER(Name, noun) \
  bool Is##Name(const JsonNode& root); \
  absl::Status Read##Name(const JsonNode& root, SnapshotInput& input);
#define IAMSIM_FOLDER_READER(Name, noun)       \
  bool Is##Name(const SnapshotFolder& folder); \
  absl::Status Read##Name(const SnapshotFolder& folder, SnapshotInput& input);
#define IAMSIM_WORLD_READER(Name, noun)                                       \
  bool Is##Name(const std::string& path);                                     \
  absl::StatusOr<SnapshotBuilder::Result> Read##Name(const std::string& path, \
                                                     const ReadOptions& options);
#include "io/read/readers.inc"
#undef IAMSIM_FILE_READER
#undef IAMSIM_FOLDER_READER
#undef IAMSIM_WORLD_READER

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_SNAPSHOT_INPUT_H_
