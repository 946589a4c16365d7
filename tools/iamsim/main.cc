#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "program.h"

namespace {

// https://no-color.org: set and not empty.
bool WantsColor() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && no_color[0] != '\0') return false;
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (terminal == nullptr || std::string(terminal) != "dumb");
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away shows as a failed write, which RunProgram reports.
  std::signal(SIGPIPE, SIG_IGN);
  // std::cin gets a buffer of its own, and reading does not flush std::cout.
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  iamsim::Streams streams{std::cin, std::cout, std::cerr, {}};
  streams.style.color = WantsColor();
  streams.err_is_terminal = isatty(STDERR_FILENO) == 1;
  try {
    return static_cast<int>(
        iamsim::RunProgram(std::vector<std::string>(argv + 1, argv + argc), streams));
  } catch (const std::exception& error) {  // out of memory, say
    std::cerr << "iamsim: " << error.what() << "\n";
    return static_cast<int>(iamsim::ExitCode::kNoAnswer);
  }
}
