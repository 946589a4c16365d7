#ifndef IAMSIM_TOOLS_IAMSIM_RECORD_BASELINE_H_
#define IAMSIM_TOOLS_IAMSIM_RECORD_BASELINE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "iamsim/model/evaluation_options.h"
#include "snapshot_arguments.h"
#include "streams.h"

namespace iamsim {

// `test --record`: prints the decisions of the questions in the files at `paths` ("-": standard
// input) as a scenario file. Nothing is printed when one cannot be answered. Errors: the first such
// question, unreadable input.
absl::Status RecordBaseline(const std::vector<std::string>& paths,
                            const SnapshotArguments& snapshot, const EvaluationOptions& options,
                            bool quiet, Streams& streams);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_RECORD_BASELINE_H_
