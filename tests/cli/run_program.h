#ifndef IAMSIM_TESTS_CLI_RUN_PROGRAM_H_
#define IAMSIM_TESTS_CLI_RUN_PROGRAM_H_

#include <string>
#include <vector>

namespace iamsim {

struct Outcome {
  int code = -1;  // exit status; -1 when a signal ended the program
  std::string out;
  std::string err;
};

// What a test gives the program besides its arguments.
struct Given {
  std::string input;                     // standard input
  std::vector<std::string> environment;  // "NAME=value"
};

// Runs build/…/bin/iamsim with `arguments` in tests/cli/data.
Outcome RunProgram(const std::vector<std::string>& arguments, const Given& given = {});

// A file with `text` that lives as long as the test program; its path.
std::string TemporaryFile(const std::string& name, const std::string& text);

// Lines without their ends.
std::vector<std::string> LinesOf(const std::string& text);

}  // namespace iamsim

#endif  // IAMSIM_TESTS_CLI_RUN_PROGRAM_H_
