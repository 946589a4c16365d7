// Tested by tests/cli/snapshot_test.cc.

#include <string>

#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "iamsim/io/write.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

class SnapshotCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  SnapshotArguments snapshot_;
  bool all_ = false;
  bool json_ = false;
  bool quiet_ = false;
};

void SnapshotCommand::Declare(Arguments& arguments) {
  DeclareSnapshotArguments(arguments, &snapshot_);
  arguments.Flag("--all", "every line of every list", &all_);
  arguments.Flag("--json", "the summary as JSON (always complete)", &json_);
  arguments.Flag("--quiet", "no progress", &quiet_);
  arguments.Example("iamsim snapshot --from dump.json --from org");
}

ExitCode SnapshotCommand::Run(Streams& streams) {
  const absl::StatusOr<SnapshotBuilder::Result> world = LoadSnapshot(snapshot_, &streams, quiet_);
  if (!world.ok()) return Fail(streams.err, world.status());
  Print(streams, json_ ? absl::StrCat(SnapshotJson(*world->snapshot, world->diagnostics), "\n")
                       : SnapshotText(*world->snapshot, world->diagnostics, all_, streams.style));
  return ExitCode::kYes;
}

}  // namespace

std::unique_ptr<Command> MakeSnapshotCommand() { return std::make_unique<SnapshotCommand>(); }

}  // namespace iamsim
