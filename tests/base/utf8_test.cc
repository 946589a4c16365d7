#include "iamsim/base/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iamsim {
namespace {

struct Utf8Case {
  std::string name;
  std::string text;
  std::size_t valid;  // bytes
};

// RFC 3629, section 4, and Unicode's table 3-7.
TEST(Utf8Test, KnowsWhatIsUtf8) {
  const std::string long_ascii(37, 'a');
  const std::vector<Utf8Case> rows = {
      {"empty", "", 0},
      {"ASCII", "abc", 3},
      {"NUL", std::string("a\0b", 3), 3},
      {"two bytes", "\u00E9", 2},
      {"three bytes", "\u20AC", 3},
      {"four bytes", "\U0001F600", 4},
      {"last code point", "\xF4\x8F\xBF\xBF", 4},
      {"before the surrogates", "\xED\x9F\xBF", 3},
      {"after the surrogates", "\xEE\x80\x80", 3},
      {"noncharacter", "\xEF\xBF\xBF", 3},
      {"byte order mark", "\xEF\xBB\xBF", 3},
      {"stray continuation", "\x80", 0},
      {"overlong two", "\xC0\xAF", 0},
      {"overlong three", "\xE0\x80\xAF", 0},
      {"overlong four", "\xF0\x80\x80\xAF", 0},
      {"high surrogate", "\xED\xA0\x80", 0},
      {"low surrogate", "\xED\xBF\xBF", 0},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80", 0},
      {"five bytes", "\xF8\x88\x80\x80\x80", 0},
      {"0xFF", "\xFF", 0},
      {"cut short after text", "ab\xE2\x82", 2},
      {"wrong continuation", "\xE2\x28\xA1", 0},
      {"late, after whole words", long_ascii + "\x80", 37},
      {"late, after multi-byte text", "\u00E9\u20AC\xFF", 5},
  };
  for (const Utf8Case& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(ValidUtf8Prefix(row.text), row.valid);
    EXPECT_EQ(IsValidUtf8(row.text), row.valid == row.text.size());
  }
}

TEST(Utf8Test, CodePointLengthCountsStrayBytesOneByOne) {
  EXPECT_EQ(CodePointLength("a\u00E9"), 1U);
  EXPECT_EQ(CodePointLength("\u00E9a"), 2U);
  EXPECT_EQ(CodePointLength("\u20AC\u20AC"), 3U);
  EXPECT_EQ(CodePointLength("\U0001F600"), 4U);
  EXPECT_EQ(CodePointLength("\x80\x80"), 1U);
  EXPECT_EQ(CodePointLength("\xE2\x82"), 1U);
}

struct FoldingCase {
  std::string text;
  std::string folded;
};

// CO-21: Unicode simple case folding, no locale. Rows are lines of CaseFolding.txt.
TEST(Utf8Test, FoldsCaseSimply) {
  const std::vector<FoldingCase> rows = {
      {"", ""},
      {"AbC-09_[`{", "abc-09_[`{"},
      {"\u00C9", "\u00E9"},                          // 00C9; C; 00E9
      {"\u00B5", "\u03BC"},                          // 00B5; C; 03BC: micro sign to mu
      {"\u017F", "s"},                               // 017F; C; 0073: long s
      {"\u212A", "k"},                               // 212A; C; 006B: kelvin sign
      {"\u03A3\u03C3\u03C2", "\u03C3\u03C3\u03C3"},  // 03C2; C; 03C3: final sigma
      {"\u1E9E", "\u00DF"},                          // 1E9E; S; 00DF (F: 0073 0073)
      {"\u00DF", "\u00DF"},                          // 00DF has only F
      {"\u1F88", "\u1F80"},                          // 1F88; S; 1F80 (F: 1F00 03B9)
      {"\u1FFC", "\u1FF3"},                          // 1FFC; S; 1FF3
      {"\u0149", "\u0149"},                          // 0149 has only F
      {"I", "i"},                                    // 0049; C; 0069, never the Turkic 0131
      {"\u0130", "\u0130"},                          // 0130 has only F and T
      {"\u0131", "\u0131"},
      {"\u13A0\uAB70", "\u13A0\u13A0"},  // AB70; C; 13A0: Cherokee folds to capitals
      {"\U00010400", "\U00010428"},      // 10400; C; 10428
      {"\u6F22\u5B57", "\u6F22\u5B57"},
  };
  for (const FoldingCase& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(FoldCase(row.text), row.folded);
    EXPECT_EQ(FoldCase(row.folded), row.folded);
  }
}

TEST(Utf8Test, FoldingLeavesInvalidBytes) {
  EXPECT_EQ(FoldCase("A\xFFZ\xE2\x82"), "a\xFFz\xE2\x82");
}

}  // namespace
}  // namespace iamsim
