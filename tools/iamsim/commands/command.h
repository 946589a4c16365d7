#ifndef IAMSIM_TOOLS_IAMSIM_COMMANDS_COMMAND_H_
#define IAMSIM_TOOLS_IAMSIM_COMMANDS_COMMAND_H_

#include <memory>
#include <string>

#include "absl/types/span.h"
#include "arg_parser.h"
#include "streams.h"

namespace iamsim {

// One command: its arguments are members, so that Run() needs no more than the streams.
class Command {
 public:
  virtual ~Command() = default;
  virtual void Declare(Arguments& arguments) = 0;
  virtual ExitCode Run(Streams& streams) = 0;
};

struct CommandEntry {
  const char* name;
  const char* summary;
  std::unique_ptr<Command> (*make)();
};

// All commands, in the order of `iamsim --help`.
absl::Span<const CommandEntry> AllCommands();

// One factory a row of commands.inc, defined in commands/<name>_command.cc.
#define IAMSIM_COMMAND(name, factory, summary) std::unique_ptr<Command> factory();
#include "commands/commands.inc"
#undef IAMSIM_COMMAND

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_COMMANDS_COMMAND_H_
