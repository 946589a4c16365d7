// Tested by tests/cli/graph_test.cc.
#include "other_program.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

extern char** environ;

namespace iamsim {
namespace {

// Files rather than pipes: the program may write before it has read everything.
class TemporaryStream {
 public:
  TemporaryStream() : file_(std::tmpfile()) {}
  ~TemporaryStream() {
    if (file_ != nullptr) std::fclose(file_);
  }
  TemporaryStream(const TemporaryStream&) = delete;
  TemporaryStream& operator=(const TemporaryStream&) = delete;

  bool ok() const { return file_ != nullptr; }
  int descriptor() const { return fileno(file_); }
  bool Fill(const std::string& text) {
    const bool all = std::fwrite(text.data(), 1, text.size(), file_) == text.size();
    const bool flushed = std::fflush(file_) == 0;
    return all && flushed && lseek(descriptor(), 0, SEEK_SET) == 0;
  }
  std::string Read() {
    std::string text;
    std::rewind(file_);
    char buffer[65536];
    for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, file_)) > 0;) {
      text.append(buffer, size);
    }
    return text;
  }

 private:
  std::FILE* file_;
};

absl::Status SystemError(absl::string_view what, int error) {
  return absl::InternalError(absl::StrCat(what, ": ", std::strerror(error)));
}

}  // namespace

absl::StatusOr<ProgramOutput> RunOtherProgram(const std::vector<std::string>& command,
                                              const std::string& input) {
  TemporaryStream in;
  TemporaryStream out;
  TemporaryStream err;
  if (!in.ok() || !out.ok() || !err.ok() || !in.Fill(input)) {
    return SystemError("cannot make a temporary file", errno);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.descriptor(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.descriptor(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.descriptor(), STDERR_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) {
    return absl::NotFoundError(absl::StrCat("`", command.front(), "` is not on the PATH"));
  }
  if (error != 0) return SystemError(absl::StrCat("cannot run `", command.front(), "`"), error);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return SystemError("cannot wait for a program", errno);
  }
  ProgramOutput output{out.Read(), err.Read()};
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return output;
  const std::vector<std::string> lines = absl::StrSplit(output.err, '\n');
  return absl::InternalError(
      absl::StrCat("`", command.front(), "` failed",
                   WIFEXITED(status) ? absl::StrCat(" with exit status ", WEXITSTATUS(status)) : "",
                   lines.front().empty() ? "" : absl::StrCat(": ", lines.front())));
}

}  // namespace iamsim
