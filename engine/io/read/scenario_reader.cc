// Scenario files (formats.md). Tested by tests/io/scenario_reader_test.cc.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/file.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "io/read/case_fields.h"
#include "io/read/document_reader.h"
#include "io/read/format_members.h"
#include "io/read/managed_policies_reader.h"
#include "io/read/referenced_files.h"
#include "io/read/scenario_cases.h"
#include "io/read/scenario_members.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {

constexpr JsonLimits kScenarioLimits = {.allow_comments = true};

// The snapshots that scenarios name, by path: each is read once.
using SnapshotsByPath = absl::flat_hash_map<std::string, std::shared_ptr<const Snapshot>>;

// What the files of one call share.
struct Reading {
  const ScenarioOptions& options;
  SnapshotsByPath snapshots = {};
  std::vector<Scenario> scenarios = {};
};

// One file on its way to a Scenario.
class ScenarioReader {
 public:
  ScenarioReader(const std::string& root, Reading& reading)
      : root_(root),
        options_(reading.options),
        snapshots_(reading.snapshots),
        files_(root),
        documents_(cache_, &files_, found_) {}

  absl::StatusOr<Scenario> Read(const JsonNode& node);

 private:
  absl::Status FindWorld(const JsonNode& node);
  absl::Status ReadSnapshotMember(const JsonNode& node);
  absl::Status ReadTests(const JsonNode& node);
  void KeepDiagnostics();

  std::string root_;
  const ScenarioOptions& options_;
  SnapshotsByPath& snapshots_;
  PolicyCache cache_;
  ReferencedFiles files_;
  Diagnostics found_;  // of the document that is being read
  DocumentReader documents_;
  absl::flat_hash_set<std::string> told_;
  Scenario scenario_;
};

// Documents that the cases of one test share are read for each action; what is wrong with them is
// told once.
void ScenarioReader::KeepDiagnostics() {
  for (Diagnostic& diagnostic : found_) {
    if (told_.insert(diagnostic.ToString()).second) {
      scenario_.diagnostics.push_back(std::move(diagnostic));
    }
  }
  found_.clear();
}

absl::Status ScenarioReader::ReadSnapshotMember(const JsonNode& node) {
  SnapshotInput input(options_.read);
  input.EnterRoot(root_);
  std::string path;
  if (IsFileReference(node)) {
    IAMSIM_ASSIGN_OR_RETURN(path, files_.Locate(node));
    scenario_.snapshot_paths = {path};
    if (const auto known = snapshots_.find(path); known != snapshots_.end()) {
      scenario_.snapshot = known->second;
      return absl::OkStatus();
    }
    IAMSIM_RETURN_IF_ERROR(ReadSnapshotPath(path, input));
  } else {
    IAMSIM_RETURN_IF_ERROR(IsGaad(node) ? ReadGaad(node, input) : ReadBundle(node, input));
  }
  IAMSIM_RETURN_IF_ERROR(input.ExpectLastPage());
  for (const std::string& managed : options_.read.managed_policies) {
    IAMSIM_RETURN_IF_ERROR(ReadManagedPolicies(managed, input));
  }
  IAMSIM_ASSIGN_OR_RETURN(SnapshotBuilder::Result result, input.Build());
  scenario_.snapshot = result.snapshot;
  scenario_.diagnostics = std::move(result.diagnostics);
  if (!path.empty()) snapshots_.emplace(std::move(path), result.snapshot);
  return absl::OkStatus();
}

absl::Status ScenarioReader::FindWorld(const JsonNode& node) {
  scenario_.world = World::kSnapshot;
  if (options_.snapshot != nullptr) {
    scenario_.snapshot = options_.snapshot;
    scenario_.snapshot_paths = options_.snapshot_paths;
    return absl::OkStatus();
  }
  if (const std::optional<JsonNode> snapshot = node.Find("snapshot")) {
    return ReadSnapshotMember(*snapshot);
  }
  scenario_.snapshot = Snapshot::Empty();
  scenario_.world = World::kSelfContained;
  return absl::OkStatus();
}

absl::Status ScenarioReader::ReadTests(const JsonNode& node) {
  CommonOfTests common;
  if (const std::optional<JsonNode> context = node.Find("context")) {
    IAMSIM_ASSIGN_OR_RETURN(common.context, ReadContext(*context));
  }
  if (const std::optional<JsonNode> tags = node.Find("tags")) {
    IAMSIM_ASSIGN_OR_RETURN(common.tags, ReadCaseTags(*tags));
  }
  const std::optional<JsonNode> tests = node.Find("tests");
  if (!tests) return node.Error("expected `tests`, found none");
  if (!tests->is_array()) {
    return tests->Error(absl::StrCat("`tests`: expected a list, found ", tests->kind_name()));
  }
  for (const JsonNode& test : tests->children()) {
    IAMSIM_RETURN_IF_ERROR(ReadTestCases(test, common, documents_, &scenario_));
    KeepDiagnostics();
  }
  return absl::OkStatus();
}

absl::StatusOr<Scenario> ScenarioReader::Read(const JsonNode& node) {
  if (!node.is_object()) {
    return node.Error(absl::StrCat("expected a scenario, an object, found ", node.kind_name()));
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node, MembersOf(FormatObject::kScenario)));
  scenario_.file = node.document().file();
  scenario_.name = scenario_.file;
  if (const std::optional<JsonNode> name = node.Find("name")) {
    IAMSIM_ASSIGN_OR_RETURN(scenario_.name, ReadString(*name, "`name`"));
  }
  IAMSIM_RETURN_IF_ERROR(FindWorld(node));
  IAMSIM_RETURN_IF_ERROR(ReadTests(node));
  return std::move(scenario_);
}

absl::Status ReadFileScenario(const JsonDocument& document, const std::string& root,
                              Reading* reading) {
  IAMSIM_ASSIGN_OR_RETURN(Scenario scenario, ScenarioReader(root, *reading).Read(document.root()));
  reading->scenarios.push_back(std::move(scenario));
  return absl::OkStatus();
}

absl::Status ReadScenarioFolder(const std::string& folder, Reading* reading) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> files, ListFiles(folder, ".json"));
  const std::size_t before = reading->scenarios.size();
  for (const std::string& file : files) {
    IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(file, kDumpLimits.max_bytes));
    // Whatever else a folder of scenarios holds (policies, dumps, broken documents for `lint`) is
    // not parsed, but a scenario with a syntax error must not be passed over.
    if (!absl::StrContains(text, "\"tests\"")) continue;
    IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                            JsonDocument::Parse(std::move(text), file, kDumpLimits));
    if (!document->root().is_object() || !document->root().Find("tests")) continue;
    IAMSIM_RETURN_IF_ERROR(ReadFileScenario(*document, folder, reading));
  }
  if (reading->scenarios.size() > before) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      folder, ": expected a scenario, a *.json file with a `tests` member, found none"));
}

}  // namespace

absl::StatusOr<std::vector<Scenario>> ReadScenarios(absl::Span<const std::string> paths,
                                                    const ScenarioOptions& options) {
  Reading reading{.options = options};
  for (const std::string& path : paths) {
    if (IsFolder(path)) {
      IAMSIM_RETURN_IF_ERROR(ReadScenarioFolder(path, &reading));
      continue;
    }
    IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(path, kScenarioLimits.max_bytes));
    IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                            JsonDocument::Parse(std::move(text), path, kScenarioLimits));
    IAMSIM_RETURN_IF_ERROR(ReadFileScenario(*document, FolderOf(path), &reading));
  }
  return std::move(reading.scenarios);
}

}  // namespace iamsim
