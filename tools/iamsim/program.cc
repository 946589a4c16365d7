#include "program.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "commands/command.h"
#include "iamsim/base/nearest_name.h"
#include "report.h"

namespace iamsim {
namespace {

std::string HelpText() {
  std::string out =
      "iamsim answers what AWS IAM would decide, offline.\n\n"
      "usage: iamsim COMMAND [OPTIONS] …\n\n";
  std::size_t width = 0;
  for (const CommandEntry& entry : AllCommands()) width = std::max(width, std::strlen(entry.name));
  for (const CommandEntry& entry : AllCommands()) {
    absl::StrAppend(&out, "  ", entry.name, std::string(width + 2 - std::strlen(entry.name), ' '),
                    entry.summary, "\n");
  }
  absl::StrAppend(&out,
                  "\n`iamsim COMMAND --help` has the options and an example; `iamsim --version`.\n"
                  "exit status: 0 yes, 1 no, 3 conditional, 2 could not answer.\n");
  return out;
}

const CommandEntry* FindCommand(absl::string_view name) {
  for (const CommandEntry& entry : AllCommands()) {
    if (name == entry.name) return &entry;
  }
  return nullptr;
}

absl::Status UnknownCommand(absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const CommandEntry& entry : AllCommands()) names.emplace_back(entry.name);
  return absl::InvalidArgumentError(
      absl::StrCat("unknown command `", name, "`", DidYouMean(name, names)));
}

}  // namespace

ExitCode RunProgram(const std::vector<std::string>& words, Streams& streams) {
  if (words.empty()) {
    streams.err << HelpText();
    return ExitCode::kNoAnswer;
  }
  if (words[0] == "--version") {
    Print(streams, absl::StrCat("iamsim ", IAMSIM_VERSION, "\n"));
    return Finish(streams, ExitCode::kYes);
  }
  const bool help = words[0] == "--help" || words[0] == "-h" || words[0] == "help";
  if (help && words.size() == 1) {
    Print(streams, HelpText());
    return Finish(streams, ExitCode::kYes);
  }
  const std::string& name = help ? words[1] : words[0];
  const CommandEntry* entry = FindCommand(name);
  if (entry == nullptr) return Fail(streams.err, UnknownCommand(name));

  const std::unique_ptr<Command> command = entry->make();
  Arguments arguments;
  command->Declare(arguments);
  const std::vector<std::string> rest =
      help ? std::vector<std::string>{"--help"}
           : std::vector<std::string>(words.begin() + 1, words.end());
  const absl::StatusOr<std::string> shown =
      ParseArguments(entry->name, entry->summary, arguments, rest);
  if (!shown.ok()) return Fail(streams.err, shown.status());
  if (!shown->empty()) {
    Print(streams, *shown);
    return Finish(streams, ExitCode::kYes);
  }
  return Finish(streams, command->Run(streams));
}

}  // namespace iamsim
