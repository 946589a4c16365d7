// Tested by tests/cli/prepare_test.cc.

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "commands/command.h"
#include "iamsim/base/replace_file.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/write.h"
#include "iamsim/io/write_prepared.h"
#include "report.h"
#include "snapshot_arguments.h"

namespace iamsim {
namespace {

class PrepareCommand : public Command {
 public:
  void Declare(Arguments& arguments) override;
  ExitCode Run(Streams& streams) override;

 private:
  absl::Status Prepare(Streams& streams) const;

  SnapshotArguments snapshot_;
  std::optional<std::string> output_;
  bool quiet_ = false;
};

void PrepareCommand::Declare(Arguments& arguments) {
  DeclareSnapshotArguments(arguments, &snapshot_);
  arguments.Option("-o,--output", "FILE", "the prepared world, for `--from` of every command",
                   &output_);
  arguments.Flag("--quiet", "no summary, no progress", &quiet_);
  arguments.Example("iamsim prepare --from dump.json --from org -o world.iamsim");
}

absl::Status PrepareCommand::Prepare(Streams& streams) const {
  if (!output_ || output_->empty()) {
    return absl::InvalidArgumentError("no file to write: name it with `--output FILE`");
  }
  IAMSIM_ASSIGN_OR_RETURN(const SnapshotBuilder::Result world,
                          LoadSnapshot(snapshot_, &streams, quiet_));
  IAMSIM_ASSIGN_OR_RETURN(const std::string bytes,
                          PreparedBytes(*world.snapshot, world.diagnostics));
  IAMSIM_RETURN_IF_ERROR(ReplaceFile(*output_, bytes));
  if (quiet_) return absl::OkStatus();
  PrintDiagnostics(world.diagnostics, streams.err);
  const std::string summary =
      SnapshotText(*world.snapshot, world.diagnostics, /*all=*/false, streams.style);
  Print(streams, absl::StrCat("prepared  ", *output_, "\n     ",
                              summary.substr(0, summary.find('\n')), "\n"));
  return absl::OkStatus();
}

ExitCode PrepareCommand::Run(Streams& streams) {
  const absl::Status status = Prepare(streams);
  return status.ok() ? ExitCode::kYes : Fail(streams.err, status);
}

}  // namespace

std::unique_ptr<Command> MakePrepareCommand() { return std::make_unique<PrepareCommand>(); }

}  // namespace iamsim
