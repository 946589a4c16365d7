#ifndef IAMSIM_TOOLS_IAMSIM_DIFF_RUN_H_
#define IAMSIM_TOOLS_IAMSIM_DIFF_RUN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "catalog_arguments.h"
#include "change_arguments.h"
#include "iamsim/model/evaluation_options.h"
#include "question_arguments.h"
#include "snapshot_arguments.h"
#include "streams.h"

namespace iamsim {

enum class DiffFormat : std::uint8_t { kText, kJson, kMarkdown, kSarif, kJunit };

// What `iamsim diff` was asked for.
struct DiffArguments {
  SnapshotArguments snapshot;  // the one world that is changed, or looked through
  std::vector<std::string> before;
  std::vector<std::string> after;
  ChangeArguments change;
  std::optional<std::string> questions;
  QuestionArguments question;  // what derived questions are told
  CatalogArguments catalog;
  DiffFormat format = DiffFormat::kText;
  EvaluationOptions options;
  std::size_t threads = 0;  // 0: one for each core
  std::size_t max_questions = 0;
  bool dead = false;
  // Which changes count for the exit status.
  bool fails_on_denied = true;
  bool fails_on_allowed = true;
  bool fails_on_may_differ = true;
  bool all = false;
  bool quiet = false;
};

// Compares and prints. kNo when something changes that counts.
absl::StatusOr<ExitCode> RunDiff(const DiffArguments& arguments, Streams& streams);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_DIFF_RUN_H_
