#ifndef IAMSIM_TESTS_SUPPORT_FILE_SECTIONS_H_
#define IAMSIM_TESTS_SUPPORT_FILE_SECTIONS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace iamsim {

struct FileSection {
  std::string name;
  std::string text;
};

// Several files in one text: a line "=== name" begins each, and the newline before the next one
// belongs to nobody. What stands before the first is a file called `input.json`, unless empty.
inline std::vector<FileSection> SplitFileSections(absl::string_view text) {
  std::vector<FileSection> files;
  FileSection current{"input.json", ""};
  const auto finish = [&files, &current]() {
    if (absl::EndsWith(current.text, "\n")) current.text.pop_back();
    if (!current.text.empty() || current.name != "input.json") files.push_back(std::move(current));
  };
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::string_view name = line;
    if (absl::ConsumePrefix(&name, "=== ")) {
      finish();
      current = {std::string(name), ""};
    } else {
      current.text.append(line.data(), line.size());
      current.text.push_back('\n');
    }
  }
  if (absl::EndsWith(text, "\n") && !current.text.empty()) current.text.pop_back();
  finish();
  return files;
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_FILE_SECTIONS_H_
