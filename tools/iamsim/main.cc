#include <unistd.h>
#ifdef IAMSIM_MIMALLOC
#include <mimalloc.h>
#include <sys/mman.h>
#endif

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
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

#ifdef IAMSIM_MIMALLOC
// A large world is hundreds of thousands of pieces, and a page fault each 4 KiB costs a fifth of
// its loading. The option is for segments to come: the first one, which the libraries began before
// main, is told by hand. All of it is a hint; nothing depends on it.
void UseLargePages() {
  constexpr std::uintptr_t kSegment = std::uintptr_t{32} << 20;  // mimalloc's, aligned
  mi_option_enable(mi_option_large_os_pages);
  const std::unique_ptr<char> inside(new char);
  const auto address = reinterpret_cast<std::uintptr_t>(inside.get());
  static_cast<void>(
      madvise(reinterpret_cast<void*>(address & ~(kSegment - 1)), kSegment, MADV_HUGEPAGE));
}
#endif

}  // namespace

int main(int argc, char** argv) {
#ifdef IAMSIM_MIMALLOC
  UseLargePages();
#endif
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
