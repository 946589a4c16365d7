#ifndef IAMSIM_IO_READ_H_
#define IAMSIM_IO_READ_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "iamsim/audit/batch.h"
#include "iamsim/base/json_document.h"
#include "iamsim/policy/parse.h"
#include "iamsim/request/request.h"
#include "iamsim/scenario/scenario.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {

// ---- requests

// One line of `iamsim simulate`: a self-contained request (formats.md). `document` is the parsed
// line. Identical documents among the lines are parsed once, by `cache`. Warnings of its documents
// go to `warnings`. Errors name place, expectation and nearest name.
absl::StatusOr<Request> ReadRequest(const JsonNode& line, PolicyCache& cache,
                                    std::vector<std::string>* warnings);

// {"key": value, …}: strings, numbers and booleans by their source text, or lists of them (CO-9).
absl::StatusOr<ContextMap> ReadContext(const JsonNode& node);

// The members that requests, scenario cases and `can` share (principal, action, …, `policies`) are
// read by one function; scenario files allow `via` and lists as well. Internal to io.

// ---- questions

// A line of a question file: a request without `policies`, of one principal, of those that a
// pattern matches, or, without `principal`, of everyone (formats.md). Errors as ReadRequest.
absl::StatusOr<BatchQuestion> ReadQuestion(const JsonNode& line);

// ---- snapshots

struct ReadOptions {
  bool strict = false;  // a damaged part is an error instead of a diagnostic
  // Files and folders of managed policies (io/read/managed_policies_reader.cc) for references that
  // the paths themselves do not resolve: documents by name, or with their ARN.
  std::vector<std::string> managed_policies = {};
  // Called for each file that is read, with how many there were. May be empty.
  std::function<void(std::size_t files)> progress = {};
};

// Reads the files and folders at `paths` into one snapshot: every format of io/read/readers.inc is
// recognised by its contents. A folder that holds `snapshot.json` is that bundle; any other folder
// is the sum of its *.json files. Errors: unreadable or unrecognised input. Damage inside a
// recognised file is a diagnostic, and what it hides is missing, not absent.
absl::StatusOr<SnapshotBuilder::Result> ReadSnapshot(absl::Span<const std::string> paths,
                                                     const ReadOptions& options = {});

// ---- scenarios

struct ScenarioOptions {
  // Asked instead of the snapshots that the files name. Null: those.
  std::shared_ptr<const Snapshot> snapshot = nullptr;
  std::vector<std::string> snapshot_paths = {};  // where `snapshot` was read from
};

// The scenario files at `paths`: a file, or a folder whose *.json files with a `tests` member are
// scenarios (others are skipped). Snapshots that several files name are read once. Errors: nothing
// found, or a file that is not a scenario; a misspelt member is an error with the nearest name.
absl::StatusOr<std::vector<Scenario>> ReadScenarios(absl::Span<const std::string> paths,
                                                    const ScenarioOptions& options = {});

}  // namespace iamsim

#endif  // IAMSIM_IO_READ_H_
