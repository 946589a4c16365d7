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
#include "io/read/members.h"
#include "io/read/referenced_files.h"
#include "io/read/scenario_members.h"
#include "io/read/snapshot_input.h"

namespace iamsim {
namespace {

constexpr JsonLimits kScenarioLimits = {.allow_comments = true};

// The snapshots that scenarios name, by path: each is read once.
using SnapshotsByPath = absl::flat_hash_map<std::string, std::shared_ptr<const Snapshot>>;

// One file on its way to a Scenario.
class ScenarioReader {
 public:
  ScenarioReader(const std::string& root, SnapshotsByPath& snapshots)
      : root_(root), snapshots_(snapshots), files_(root), documents_(cache_, &files_, found_) {}

  absl::StatusOr<Scenario> Read(const JsonNode& node);

 private:
  absl::Status ReadSnapshotMember(const JsonNode& node);
  absl::Status ReadTest(const JsonNode& test);
  absl::StatusOr<TestCase> ReadTestMembers(const JsonNode& test, std::string action);
  absl::Status RejectUnknown(const JsonNode& test) const;
  void KeepDiagnostics();

  std::string root_;
  SnapshotsByPath& snapshots_;
  PolicyCache cache_;
  ReferencedFiles files_;
  Diagnostics found_;  // of the document that is being read
  DocumentReader documents_;
  ContextMap context_;  // of all tests
  absl::flat_hash_set<std::string> told_;
  Scenario scenario_;
};

// Documents that the cases of one list share are read for each case; what is wrong with them is
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
  SnapshotInput input({});
  input.EnterRoot(root_);
  std::string path;
  if (IsFileReference(node)) {
    IAMSIM_ASSIGN_OR_RETURN(path, files_.Locate(node));
    scenario_.snapshot_file = path;
    if (const auto known = snapshots_.find(path); known != snapshots_.end()) {
      scenario_.snapshot = known->second;
      return absl::OkStatus();
    }
    IAMSIM_RETURN_IF_ERROR(ReadSnapshotPath(path, input));
  } else {
    IAMSIM_RETURN_IF_ERROR(IsGaad(node) ? ReadGaad(node, input) : ReadBundle(node, input));
  }
  IAMSIM_RETURN_IF_ERROR(input.ExpectLastPage());
  IAMSIM_ASSIGN_OR_RETURN(SnapshotBuilder::Result result, input.Build());
  scenario_.snapshot = result.snapshot;
  scenario_.diagnostics = std::move(result.diagnostics);
  if (!path.empty()) snapshots_.emplace(std::move(path), result.snapshot);
  return absl::OkStatus();
}

// The strings of `action` or `resource`, which may be a list. `is_list`: even of one.
struct Alternatives {
  std::vector<std::string> values;
  bool is_list = false;
};

absl::StatusOr<Alternatives> ReadAlternatives(
    const JsonNode& node, absl::StatusOr<std::string> (*read)(const JsonNode& node)) {
  Alternatives alternatives{{}, node.is_array()};
  const std::vector<JsonNode> elements =
      node.is_array() ? node.children() : std::vector<JsonNode>{node};
  for (const JsonNode& element : elements) {
    IAMSIM_ASSIGN_OR_RETURN(std::string value, read(element));
    alternatives.values.push_back(std::move(value));
  }
  if (!alternatives.values.empty()) return alternatives;
  return node.Error(absl::StrCat("`", node.key(), "`: expected at least one, found an empty list"));
}

constexpr absl::string_view kTestMembers[] = {"name",      "source", "principal", "via",
                                              "passRole",  "action", "resource",  "expect",
                                              "decidedBy", "comment"};

bool IsTestMember(absl::string_view name) {
  for (const absl::string_view member : kTestMembers) {
    if (name == member) return true;
  }
  return false;
}

absl::Status ScenarioReader::RejectUnknown(const JsonNode& test) const {
  std::vector<absl::string_view> names(std::begin(kTestMembers), std::end(kTestMembers));
  names.insert(names.end(), CaseMemberNames().begin(), CaseMemberNames().end());
  return RejectUnknownMembers(test, names);
}

absl::StatusOr<std::string> ReadPrincipal(const JsonNode& test) {
  IAMSIM_ASSIGN_OR_RETURN(std::string principal, RequiredString(test, "principal"));
  const bool pattern =
      principal != "*" && (absl::StrContains(principal, '*') || absl::StrContains(principal, '?'));
  if (!pattern) return principal;
  return test.Find("principal")
      ->Error(absl::StrCat(
          "principal patterns are not supported by this version, expected one principal, found `",
          principal, "`"));
}

// `over` and what `under` has for other keys. CO-2: whatever their spelling.
ContextMap Overlay(const ContextMap& under, ContextMap over) {
  absl::flat_hash_set<std::string> given;
  for (const auto& entry : over) given.insert(ContextKeyId(entry.first));
  for (const auto& entry : under) {
    if (!given.contains(ContextKeyId(entry.first))) over.insert(entry);
  }
  return over;
}

// The endpoint of `snapshot` that `aws:SourceVpce` names: its policy applies. Empty when the id is
// that of no endpoint of the snapshot, and only a key among others.
std::string EndpointOf(const ContextMap& context, const Snapshot& snapshot) {
  for (const auto& entry : context) {
    if (ContextKeyId(entry.first) != "aws:sourcevpce" || entry.second.is_list) continue;
    const std::string& id = entry.second.values.front();
    if (snapshot.FindVpcEndpoint(id) != nullptr) return id;
  }
  return "";
}

absl::StatusOr<TestCase> ScenarioReader::ReadTestMembers(const JsonNode& test, std::string action) {
  TestCase test_case;
  test_case.place = test.place();
  Request& request = test_case.request;
  request.action = std::move(action);
  IAMSIM_ASSIGN_OR_RETURN(test_case.name, RequiredString(test, "name"));
  if (const std::optional<JsonNode> source = test.Find("source")) {
    IAMSIM_ASSIGN_OR_RETURN(test_case.source, ReadString(*source, "`source`"));
  }
  IAMSIM_ASSIGN_OR_RETURN(request.principal, ReadPrincipal(test));
  for (const JsonNode& member : test.children()) {
    if (IsTestMember(member.key())) continue;
    IAMSIM_ASSIGN_OR_RETURN(const bool known, ReadCaseMember(member, documents_, &request));
    if (!known) return RejectUnknown(test);
  }
  request.context = Overlay(context_, std::move(request.context));
  request.source_vpce = EndpointOf(request.context, *scenario_.snapshot);
  if (const std::optional<JsonNode> via = test.Find("via")) {
    IAMSIM_ASSIGN_OR_RETURN(request.via, ReadVia(*via, documents_));
  }
  if (const std::optional<JsonNode> passed = test.Find("passRole")) {
    IAMSIM_ASSIGN_OR_RETURN(request.pass_role, ReadPassedRole(*passed));
  }
  const std::optional<JsonNode> expect = test.Find("expect");
  if (!expect) return test.Error("expected `expect`, found none");
  IAMSIM_ASSIGN_OR_RETURN(test_case.expect, ReadExpect(*expect));
  if (const std::optional<JsonNode> decided_by = test.Find("decidedBy")) {
    IAMSIM_ASSIGN_OR_RETURN(test_case.decided_by, ReadExpectedDecider(*decided_by));
  }
  return test_case;
}

absl::Status ScenarioReader::ReadTest(const JsonNode& test) {
  if (!test.is_object()) {
    return test.Error(absl::StrCat("expected a test, an object, found ", test.kind_name()));
  }
  const std::optional<JsonNode> action = test.Find("action");
  if (!action) {
    IAMSIM_RETURN_IF_ERROR(RejectUnknown(test));
    return test.Error("expected `action`, found none");
  }
  IAMSIM_ASSIGN_OR_RETURN(const Alternatives actions, ReadAlternatives(*action, ReadAction));
  Alternatives resources{{"*"}, false};
  if (const std::optional<JsonNode> resource = test.Find("resource")) {
    IAMSIM_ASSIGN_OR_RETURN(resources, ReadAlternatives(*resource, ReadResource));
  }
  for (const std::string& one_action : actions.values) {
    absl::StatusOr<TestCase> test_case = ReadTestMembers(test, one_action);
    if (!test_case.ok()) return test_case.status();
    KeepDiagnostics();
    for (const std::string& resource : resources.values) {
      TestCase one = *test_case;
      one.request.resource = resource;
      if (actions.is_list || resources.is_list) {
        absl::StrAppend(&one.name, " [", one_action, " ", resource, "]");
      }
      one.request.id = one.name;
      scenario_.cases.push_back(std::move(one));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Scenario> ScenarioReader::Read(const JsonNode& node) {
  static const auto& names = *new std::vector<absl::string_view>{"name",  "snapshot", "context",
                                                                 "tests", "$schema",  "comment"};
  if (!node.is_object()) {
    return node.Error(absl::StrCat("expected a scenario, an object, found ", node.kind_name()));
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(node, names));
  scenario_.file = node.document().file();
  scenario_.name = scenario_.file;
  if (const std::optional<JsonNode> name = node.Find("name")) {
    IAMSIM_ASSIGN_OR_RETURN(scenario_.name, ReadString(*name, "`name`"));
  }
  scenario_.snapshot = Snapshot::Empty();
  scenario_.world = World::kSelfContained;
  if (const std::optional<JsonNode> snapshot = node.Find("snapshot")) {
    scenario_.world = World::kSnapshot;
    IAMSIM_RETURN_IF_ERROR(ReadSnapshotMember(*snapshot));
  }
  if (const std::optional<JsonNode> context = node.Find("context")) {
    IAMSIM_ASSIGN_OR_RETURN(context_, ReadContext(*context));
  }
  const std::optional<JsonNode> tests = node.Find("tests");
  if (!tests) return node.Error("expected `tests`, found none");
  if (!tests->is_array()) {
    return tests->Error(absl::StrCat("`tests`: expected a list, found ", tests->kind_name()));
  }
  for (const JsonNode& test : tests->children()) IAMSIM_RETURN_IF_ERROR(ReadTest(test));
  return std::move(scenario_);
}

absl::StatusOr<Scenario> ReadFileScenario(const JsonDocument& document, const std::string& root,
                                          SnapshotsByPath& snapshots) {
  return ScenarioReader(root, snapshots).Read(document.root());
}

absl::Status ReadScenarioFolder(const std::string& folder, SnapshotsByPath& snapshots,
                                std::vector<Scenario>* scenarios) {
  IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> files, ListFiles(folder, ".json"));
  const std::size_t before = scenarios->size();
  for (const std::string& file : files) {
    IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(file, kDumpLimits.max_bytes));
    // Whatever else a folder of scenarios holds (policies, dumps, broken documents for `lint`) is
    // not parsed, but a scenario with a syntax error must not be passed over.
    if (!absl::StrContains(text, "\"tests\"")) continue;
    IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                            JsonDocument::Parse(std::move(text), file, kDumpLimits));
    if (!document->root().is_object() || !document->root().Find("tests")) continue;
    IAMSIM_ASSIGN_OR_RETURN(Scenario scenario, ReadFileScenario(*document, folder, snapshots));
    scenarios->push_back(std::move(scenario));
  }
  if (scenarios->size() > before) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      folder, ": expected a scenario, a *.json file with a `tests` member, found none"));
}

}  // namespace

absl::StatusOr<std::vector<Scenario>> ReadScenarios(absl::Span<const std::string> paths) {
  std::vector<Scenario> scenarios;
  SnapshotsByPath snapshots;
  for (const std::string& path : paths) {
    if (IsFolder(path)) {
      IAMSIM_RETURN_IF_ERROR(ReadScenarioFolder(path, snapshots, &scenarios));
      continue;
    }
    IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(path, kScenarioLimits.max_bytes));
    IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                            JsonDocument::Parse(std::move(text), path, kScenarioLimits));
    IAMSIM_ASSIGN_OR_RETURN(Scenario scenario,
                            ReadFileScenario(*document, FolderOf(path), snapshots));
    scenarios.push_back(std::move(scenario));
  }
  return scenarios;
}

}  // namespace iamsim
