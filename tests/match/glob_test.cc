#include "iamsim/match/glob.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

using glob_code::kAnyOne;
using glob_code::kAnyRun;
using glob_code::kFieldSeparator;
using glob_code::kOneInField;
using glob_code::kRunInField;

struct GlobCase {
  const char* name;
  std::string pattern;  // encoded by EncodeGlob
  std::string text;
  bool want;
};

TEST(GlobTest, MatchesTheWholeText) {
  const GlobCase cases[] = {
      {"empty matches empty", "", "", true},
      {"empty does not match text", "", "a", false},
      {"literal", "abc", "abc", true},
      {"literal is anchored at the start", "bc", "abc", false},
      {"literal is anchored at the end", "ab", "abc", false},
      {"CO-22: case matters", "abc", "abC", false},
      {"CO-22: a run may be empty", "ab*", "ab", true},
      {"CO-22: a run may be all", "*", "any:thing/at all", true},
      {"a run alone matches empty", "*", "", true},
      {"two runs", "**", "", true},
      {"CO-22: a question mark is one character", "a?c", "abc", true},
      {"CO-22: and not none", "a?c", "ac", false},
      {"CO-22: and not two", "a?c", "abbc", false},
      {"CO-22: one code point of two bytes", "a?c", "aéc", true},
      {"CO-22: one code point of four bytes", "?", "😀", true},
      {"two question marks need two code points", "*??", "€", false},
      {"two question marks after a run", "*??", "x€", true},
      {"a run does not split a code point", "?*?", "é", false},
      {"segments in order", "*a*b*", "xxaxxbxx", true},
      {"segments in the wrong order", "*b*a*", "xxaxxbxx", false},
      {"segments may not overlap", "*aba*aba*", "ababa", false},
      {"segments may touch", "*aba*aba*", "abaaba", true},
      {"the end may not overlap the start", "aba*aba", "aba", false},
      {"the last occurrence counts at the end", "*ab", "abxab", true},
      {"a middle segment before the end", "*ab*b", "abb", true},
      {"a middle segment needs its own text", "*ab*b", "ab", false},
      {"MR-2: a run crosses slashes", "a/*/c", "a/b/b/c", true},
      {"a run crosses colons", "a*c", "a:b:c", true},
      {"newline is a character", "a?c", "a\nc", true},
  };
  for (const GlobCase& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(GlobMatch(EncodeGlob(row.pattern), row.text), row.want);
  }
}

TEST(GlobTest, EncodesOnlyWildcards) {
  EXPECT_EQ(EncodeGlob("a*b?é:"),
            absl::StrCat("a", std::string(1, kAnyRun), "b", std::string(1, kAnyOne), "é:"));
  std::string literal;
  AppendGlobLiteral("a*b?", &literal);
  EXPECT_EQ(literal, "a*b?");
}

TEST(GlobTest, BrokenUtf8InAPatternIsNoWildcard) {
  const std::string stray(1, kAnyRun);
  EXPECT_FALSE(GlobMatch(EncodeGlob(stray), "anything"));
  std::string literal;
  AppendGlobLiteral(stray, &literal);
  EXPECT_FALSE(GlobMatch(literal, "anything"));
}

TEST(GlobTest, InFieldWildcardsStopAtColons) {
  const std::string run(1, kRunInField);
  const std::string one(1, kOneInField);
  const std::string any(1, kAnyRun);
  const std::string border(1, kFieldSeparator);
  const GlobCase cases[] = {
      // encoded already
      {"MR-5: within a field", "a" + run + "c", "abbc", true},
      {"MR-5: not past a colon", "a" + run + "c", "a:c", false},
      {"MR-5: one within a field", "a" + one + "c", "abc", true},
      {"MR-5: one is not a colon", "a" + one + "c", "a:c", false},
      {"one is a whole code point", run + one, "é", true},
      {"one of the runs takes the colon", run + any + "c", "a:b:c", true},
      {"the leftmost occurrence may be the wrong one", any + "b" + run + "d", "b:bxd", true},
      {"no occurrence reaches the end", any + "b" + run + "d", "bx:bx:d", false},
      {"a border is a colon", "a" + border + "b", "a:b", true},
      {"a border is nothing else", "a" + border + "b", "a/b", false},
      {"a border between runs", run + border + run, "aa:bb", true},
      {"only one border", run + border + run, "aa:bb:cc", false},
  };
  for (const GlobCase& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(GlobMatch(row.pattern, row.text), row.want);
  }
}

// The truth, in the plainest form: elements against characters, every possibility tried.
using Symbols = std::vector<std::string>;

bool RecursiveMatch(const Symbols& pattern, std::size_t p, const Symbols& text, std::size_t t) {
  if (p == pattern.size()) return t == text.size();
  const char code = pattern[p].front();
  if (code == kAnyRun || code == kRunInField) {
    if (RecursiveMatch(pattern, p + 1, text, t)) return true;
    return t < text.size() && (code == kAnyRun || text[t] != ":") &&
           RecursiveMatch(pattern, p, text, t + 1);
  }
  if (t == text.size()) return false;
  const bool fits = code == kAnyOne           ? true
                    : code == kOneInField     ? text[t] != ":"
                    : code == kFieldSeparator ? text[t] == ":"
                                              : text[t] == pattern[p];
  return fits && RecursiveMatch(pattern, p + 1, text, t + 1);
}

// All sequences over `alphabet` of at most `length` elements.
std::vector<Symbols> AllSequences(const Symbols& alphabet, std::size_t length) {
  std::vector<Symbols> all = {{}};
  for (std::size_t begin = 0, round = 0; round < length; ++round) {
    const std::size_t end = all.size();
    for (; begin < end; ++begin) {
      for (const std::string& symbol : alphabet) {
        Symbols longer = all[begin];
        longer.push_back(symbol);
        all.push_back(longer);
      }
    }
  }
  return all;
}

std::string Join(const Symbols& symbols) {
  std::string joined;
  for (const std::string& symbol : symbols) joined += symbol;
  return joined;
}

void ExpectAgreement(const std::vector<Symbols>& patterns, const std::vector<Symbols>& texts) {
  std::size_t matches = 0;
  for (const Symbols& pattern : patterns) {
    const std::string encoded = Join(pattern);
    for (const Symbols& text : texts) {
      const bool want = RecursiveMatch(pattern, 0, text, 0);
      matches += want ? 1 : 0;
      ASSERT_EQ(GlobMatch(encoded, Join(text)), want)
          << "pattern `" << testing::PrintToString(encoded) << "` text `" << Join(text) << "`";
    }
  }
  EXPECT_GT(matches, 0U);
}

TEST(GlobTest, AgreesWithRecursionOnAllShortPatternsOfEveryCode) {
  const auto code = [](char c) { return std::string(1, c); };
  ExpectAgreement(AllSequences({"a", ":", "é", code(kAnyRun), code(kAnyOne), code(kRunInField),
                                code(kOneInField), code(kFieldSeparator)},
                               4),
                  AllSequences({"a", ":", "é", "€"}, 4));
}

TEST(GlobTest, AgreesWithRecursionOnLongerPlainPatterns) {
  ExpectAgreement(AllSequences({"a", "b", std::string(1, kAnyRun)}, 7),
                  AllSequences({"a", "b"}, 7));
}

TEST(GlobTest, AgreesWithRecursionOnLongerPatternsWithFields) {
  ExpectAgreement(AllSequences({"a", ":", std::string(1, kAnyRun), std::string(1, kRunInField)}, 6),
                  AllSequences({"a", ":"}, 7));
}

// Generous for a sanitizer build; a matcher that backtracks needs longer than the universe has.
constexpr std::chrono::seconds kPatience(5);

TEST(GlobTest, HostilePatternsStayPolynomial) {
  const std::string text(100'000, 'a');
  std::string runs;
  std::string in_field;
  for (int i = 0; i < 30; ++i) {
    runs += "a*";
    in_field += absl::StrCat("a", std::string(1, kRunInField));
  }
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(GlobMatch(EncodeGlob(runs + "b"), text));
  EXPECT_TRUE(GlobMatch(EncodeGlob(runs), text));
  EXPECT_FALSE(GlobMatch(EncodeGlob(runs + "b*"), text));
  EXPECT_TRUE(GlobMatch(EncodeGlob(std::string(30, '*')), text));
  EXPECT_FALSE(GlobMatch(EncodeGlob(std::string(30, '*') + "b"), text));
  EXPECT_FALSE(GlobMatch(in_field + "b", text));
  EXPECT_TRUE(GlobMatch(in_field, text));
  EXPECT_LT(std::chrono::steady_clock::now() - start, kPatience);
}

}  // namespace
}  // namespace iamsim
