#ifndef IAMSIM_TOOLS_IAMSIM_SIMULATE_ARGUMENTS_H_
#define IAMSIM_TOOLS_IAMSIM_SIMULATE_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "iamsim/decide/simulation.h"
#include "iamsim/model/evaluation_options.h"
#include "snapshot_arguments.h"
#include "streams.h"

namespace iamsim {

// What `iamsim simulate` was asked for.
struct SimulateArguments {
  std::string file = "-";
  std::vector<std::string> option_texts;
  bool lenient = false;
  bool explain = false;
  bool json = false;  // the only format
  bool quiet = false;

  bool aws = false;
  std::optional<std::string> compat;
  std::optional<std::string> principal;
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<std::string> context;
  SnapshotArguments snapshot;

  // Of the texts above, once they are checked.
  EvaluationOptions options;
  SimulationShape shape = SimulationShape::kCurrent;
};

// One request a line, one answer a line, in the same order. Memory is bounded by the longest line
// and the policy cache.
ExitCode SimulateLines(const SimulateArguments& arguments, Streams& streams);

// Requests of AWS's policy simulator, answered in its shape.
ExitCode SimulateAws(const SimulateArguments& arguments, Streams& streams);

// The one SimulatePrincipalPolicy request that the options spell.
ExitCode SimulatePrincipal(const SimulateArguments& arguments, Streams& streams);

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_SIMULATE_ARGUMENTS_H_
