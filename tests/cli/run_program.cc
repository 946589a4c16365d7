#include "cli/run_program.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace iamsim {
namespace {

// Removed when the test program ends.
struct TemporaryFiles {
  ~TemporaryFiles() {
    for (const std::string& path : paths) unlink(path.c_str());
  }
  std::vector<std::string> paths;
};

std::string Quote(const std::string& word) {
  return absl::StrCat("'", absl::StrReplaceAll(word, {{"'", "'\\''"}}), "'");
}

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

std::string TemporaryFile(const std::string& name, const std::string& text) {
  // Tests of one program run in parallel processes.
  const std::string path = absl::StrCat(testing::TempDir(), "iamsim-", getpid(), "-", name);
  std::ofstream out(path, std::ios::binary);
  out << text;
  static TemporaryFiles files;
  files.paths.push_back(path);
  return path;
}

Outcome RunProgram(const std::vector<std::string>& arguments, const Given& given) {
  const std::string in = TemporaryFile("in", given.input);
  const std::string out = TemporaryFile("out", "");
  const std::string err = TemporaryFile("err", "");
  std::string command = absl::StrCat("cd ", Quote(IAMSIM_SOURCE_DIR "/tests/cli/data"), " && env ");
  for (const std::string& variable : given.environment) {
    absl::StrAppend(&command, Quote(variable), " ");
  }
  absl::StrAppend(&command, Quote(IAMSIM_PROGRAM));
  for (const std::string& argument : arguments) absl::StrAppend(&command, " ", Quote(argument));
  absl::StrAppend(&command, " <", Quote(in), " >", Quote(out), " 2>", Quote(err));
  const int status = std::system(command.c_str());
  Outcome outcome;
  if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
  outcome.out = Read(out);
  outcome.err = Read(err);
  return outcome;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace iamsim
