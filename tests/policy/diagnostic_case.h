#ifndef IAMSIM_TESTS_POLICY_DIAGNOSTIC_CASE_H_
#define IAMSIM_TESTS_POLICY_DIAGNOSTIC_CASE_H_

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/policy/parse.h"

namespace iamsim {

// A document and everything that is said about it.
struct DiagnosticCase {
  const char* name;
  PolicyKind kind;
  // A `@` stands before each place that a diagnostic names; it is no part of the text.
  std::string marked_text;
  // "error PG-3 /Statement/Effect: message", in document order.
  std::vector<std::string> expected;
  bool lenient = false;
};

inline void PrintTo(const DiagnosticCase& row, std::ostream* out) { *out << row.name; }

// Names the rows of a table whose first member is `name`.
template <class Case>
std::string CaseName(const ::testing::TestParamInfo<Case>& info) {
  return info.param.name;
}

// A document of one statement with these elements.
inline std::string OneStatement(absl::string_view elements) {
  return absl::StrCat(R"({"Version": "2012-10-17", "Statement": {)", elements, "}}");
}

struct MarkedText {
  std::string text;
  std::vector<std::string> places;  // "line:column"
};

inline MarkedText ReadMarks(absl::string_view marked) {
  MarkedText result;
  int line = 1;
  int column = 1;
  for (const char c : marked) {
    if (c == '@') {
      result.places.push_back(absl::StrCat(line, ":", column));
      continue;
    }
    result.text += c;
    ++column;
    if (c == '\n') {
      ++line;
      column = 1;
    }
  }
  return result;
}

inline void ExpectDiagnostics(const DiagnosticCase& row) {
  const MarkedText marked = ReadMarks(row.marked_text);
  ASSERT_EQ(marked.places.size(), row.expected.size()) << "marks of the row";
  const ParsedPolicy parsed =
      ParsePolicyText(marked.text, "f", row.kind, ParseOptions{.lenient = row.lenient});
  std::vector<std::string> expected;
  bool failed = false;
  for (std::size_t i = 0; i < row.expected.size(); ++i) {
    const std::size_t rule = row.expected[i].find(' ') + 1;
    const std::size_t pointer = row.expected[i].find(' ', rule) + 1;
    failed = failed || row.expected[i].rfind("error", 0) == 0;
    // A diagnostic about the whole document has no pointer.
    const std::string colon = row.expected[i][pointer] == '/' ? ": " : "";
    expected.push_back(absl::StrCat(row.expected[i].substr(0, pointer), "f:", marked.places[i],
                                    colon, row.expected[i].substr(pointer)));
  }
  std::vector<std::string> actual;
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    actual.push_back(absl::StrCat(diagnostic.severity == Severity::kError ? "error " : "warning ",
                                  diagnostic.rule, " ", diagnostic.ToString()));
  }
  EXPECT_THAT(actual, ::testing::ElementsAreArray(expected)) << marked.text;
  EXPECT_EQ(parsed.policy == nullptr, failed) << "a policy is null when it has an error";
  EXPECT_EQ(parsed.status().ok(), !failed);
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_POLICY_DIAGNOSTIC_CASE_H_
