#include "commands/command.h"

namespace iamsim {
namespace {

constexpr CommandEntry kCommands[] = {
#define IAMSIM_COMMAND(name, factory, summary) {(name), (summary), &(factory)},
#include "commands/commands.inc"
#undef IAMSIM_COMMAND
};

}  // namespace

absl::Span<const CommandEntry> AllCommands() { return kCommands; }

}  // namespace iamsim
