// Every rule of engine/semantics.md that concerns evaluation is named by a test or a scenario.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

// Rules that change no verdict, with the reason why no test of decisions can name them.
const std::map<std::string, std::string>& NotAboutEvaluation() {
  static const auto& rules = *new std::map<std::string, std::string>{
      {"CO-32", "a finding for a linter"},
      {"SC-7", "how AWS words a denial"},
      {"VE-5", "findings for a linter"},
  };
  return rules;
}

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void Collect(const std::string& text, const std::regex& pattern, std::set<std::string>* ids) {
  for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern);
       it != std::sregex_iterator(); ++it) {
    ids->insert((*it)[1].str());
  }
}

std::set<std::string> DefinedRules() {
  std::set<std::string> ids;
  std::istringstream lines(ReadText(fs::path(IAMSIM_SOURCE_DIR) / "engine" / "semantics.md"));
  const std::regex list_item(R"(^- \*\*([A-Z][A-Z0-9]*-[0-9]+)\*\*)");
  const std::regex table_row(R"(^\| ([A-Z]+-[0-9]+) \|)");
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, list_item) || std::regex_search(line, match, table_row)) {
      ids.insert(match[1].str());
    }
  }
  return ids;
}

std::set<std::string> NamedRules() {
  std::set<std::string> ids;
  const std::regex id(R"(\b([A-Z][A-Z0-9]?-[0-9]+)\b)");
  for (const char* folder : {"tests", "scenarios"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(IAMSIM_SOURCE_DIR) / folder)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".cc" && extension != ".json")) continue;
      if (entry.path().filename() == "rule_coverage_test.cc") continue;
      Collect(ReadText(entry.path()), id, &ids);
    }
  }
  return ids;
}

TEST(RuleCoverage, EveryRuleIsNamedByATest) {
  const std::set<std::string> named = NamedRules();
  const std::set<std::string> defined = DefinedRules();
  ASSERT_GT(defined.size(), 250u) << "engine/semantics.md could not be read";
  std::string missing;
  for (const std::string& rule : defined) {
    if (named.count(rule) == 0 && NotAboutEvaluation().count(rule) == 0) missing += " " + rule;
  }
  EXPECT_EQ(missing, "") << "rules that no test and no scenario names";
}

TEST(RuleCoverage, ExceptionsAreRulesThatNoTestNames) {
  const std::set<std::string> named = NamedRules();
  const std::set<std::string> defined = DefinedRules();
  for (const auto& [rule, reason] : NotAboutEvaluation()) {
    EXPECT_EQ(defined.count(rule), 1u) << rule << " is no rule";
    EXPECT_EQ(named.count(rule), 0u) << rule << " is tested: remove it from the exceptions";
  }
}

}  // namespace
