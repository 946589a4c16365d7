// The quick parser against the exact one: what it takes, the exact one takes too, with the same
// values at the same places.
#include "base/json_parsers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/file.h"
#include "support/json_dump.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

// Whether the quick parser takes `text`; fails where it may not.
bool TakesQuickly(const std::string& text, const JsonLimits& limits = {}) {
  const auto quick = JsonParsers::Prepare(text, "f", limits);
  if (!quick.ok() || !JsonParsers::Quick(quick->get(), limits)) return false;
  const auto exact = JsonParsers::Prepare(text, "f", limits);
  const absl::Status status = JsonParsers::Exact(exact->get(), limits);
  EXPECT_THAT(status, IsOk()) << text;
  if (status.ok()) {
    EXPECT_EQ(DumpJson(**quick), DumpJson(**exact)) << text;
  }
  return true;
}

TEST(JsonParsersTest, QuickTakesWhatIsPlain) {
  const std::vector<std::string> texts = {
      "{}",
      "[]",
      " \r\n\t[ ]\n ",
      "{\"a\" : {\"b\":[ { } , [\n] ]} , \"c\":null}\n",
      "[true, false,null ,0,-0,10.0,1E+2,-1.50e-7,18446744073709551615,-9223372036854775808]",
      "[0.1000000000000000055511151231257827,1.7976931348623157e308,5e-324,1e-400]",
      "[\"\",\"a b\",\"\u00E9\u20AC\U0001F600\",\"\x7F\"]",
      R"(["\"\\\/\b\f\n\r\t","\u00e9\u20AC\ud83d\ude00","\ufeffx","\\","\\\"", "a\\"])",
      R"({"a\"b" :1,"\u0061c":2,"\\":3,"é":4,"":5 })",
      "[[[[[[[[[[1]]]]]]]]]]",
      "[1 ]",
      "[\"x\" ]",
      "{\"a\":true }",
  };
  for (const std::string& text : texts) EXPECT_TRUE(TakesQuickly(text)) << text;
}

TEST(JsonParsersTest, QuickTakesObjectsWithManyKeys) {
  std::string text = "{\"k\":0";
  for (int i = 0; i < 200; ++i) absl::StrAppend(&text, ",\"k", i, "\":", i);
  EXPECT_TRUE(TakesQuickly(text + "}"));
  EXPECT_FALSE(TakesQuickly(text + ",\"k77\":1}"));
}

TEST(JsonParsersTest, QuickDeclinesWhatIsForbidden) {
  const std::vector<std::string> texts = {
      "",
      " ",
      "{",
      "[",
      "]",
      "{}x",
      "{}{}",
      "[] []",
      "[1,]",
      "[,1]",
      "[1 2]",
      "{\"a\":1,}",
      "{\"a\" 1}",
      "{\"a\":}",
      "{a:1}",
      "{1:1}",
      "{\"a\":1 \"b\":2}",
      "[1}",
      "{\"a\":1]",
      "[01]",
      "[1.]",
      "[.5]",
      "[-]",
      "[+1]",
      "[1e]",
      "[1x]",
      "[0x1F]",
      "[NaN]",
      "[nul]",
      "[nulll]",
      "[truex]",
      "[True]",
      "[tru]",
      "[18446744073709551616]",
      "[-9223372036854775809]",
      "[123456789012345678901234567890]",
      "[1e400]",
      "[\"a]",
      "[\"\t\"]",
      "[\"\n\"]",
      "[\"a\"b]",
      "[\"a\"\"b\"]",
      R"(["\x"])",
      R"(["\u12"])",
      R"(["\u0000"])",
      R"(["\ud83d"])",
      R"(["\ude00"])",
      R"(["\ud83dx"])",
      R"(["\ud83d\u0041"])",
      R"({"\u0000":1})",
      R"({"\ude00":1})",
      R"({"a":1,"a":2})",
      R"({"a":1,"\u0061":2})",
      R"([{"a":{"b":1,"b":2}}])",
      "[1] // c",
      "/* c */ [1]",
      "[1,\v2]",
      "[1,\f2]",
  };
  for (const std::string& text : texts) EXPECT_FALSE(TakesQuickly(text)) << text;
}

TEST(JsonParsersTest, QuickKeepsTheDepthLimit) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(TakesQuickly(nested(64)));
  EXPECT_FALSE(TakesQuickly(nested(65)));
  EXPECT_TRUE(TakesQuickly(nested(3), {.max_depth = 3}));
  EXPECT_FALSE(TakesQuickly(nested(4), {.max_depth = 3}));
  EXPECT_FALSE(TakesQuickly("[]", {.max_depth = 0}));
  EXPECT_FALSE(TakesQuickly("[]", {.max_depth = -1}));
  // Its own limit keeps the stack small.
  EXPECT_FALSE(TakesQuickly(nested(100'000), {.max_depth = 1'000'000}));
}

// Texts of every length around the blocks that vector instructions take.
TEST(JsonParsersTest, LengthsAroundABlock) {
  for (std::size_t size = 0; size < 300; ++size) {
    const std::string filler(size, 'x');
    EXPECT_TRUE(TakesQuickly(absl::StrCat("[\"", filler, "\"]"))) << size;
    EXPECT_TRUE(TakesQuickly(absl::StrCat("[\"", filler, "\\n\",1]"))) << size;
    EXPECT_TRUE(TakesQuickly(absl::StrCat("[", std::string(size, ' '), "1]"))) << size;
    EXPECT_FALSE(TakesQuickly(absl::StrCat("[\"", filler))) << size;
    EXPECT_FALSE(TakesQuickly(absl::StrCat("[\"", filler, "\\\"]"))) << size;
  }
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t bound) { return random_() % bound; }

  std::string Mutate(std::string text) {
    static const std::vector<std::string> kWords = {"{",       "}",
                                                    "[",       "]",
                                                    ",",       ":",
                                                    "\"",      "\\",
                                                    "null",    "true",
                                                    "false",   "0",
                                                    "-1",      "1.5e3",
                                                    " ",       "\n",
                                                    "\t",      "\"a\"",
                                                    "\"a\":",  "\\u0041",
                                                    "\\ud83d", "\\ude00",
                                                    "\\n",     "\\u0000",
                                                    "//",      "/**/",
                                                    "é",       "\xFF",
                                                    "\xC3",    "\xED\xA0\x80",
                                                    "1e999",   "18446744073709551616"};
    const std::size_t at = Below(text.size() + 1);
    const std::size_t size = Below(std::min<std::size_t>(text.size() - at, 12) + 1);
    switch (Below(6)) {
      case 0:
        return text.insert(at, kWords[Below(kWords.size())]);
      case 1:
        return text.erase(at, size);
      case 2:
        return text.replace(at, size, kWords[Below(kWords.size())]);
      case 3:
        return text.insert(Below(text.size() + 1), text.substr(at, size));
      case 4:
        return text.substr(0, at);
      default:
        if (at < text.size()) text[at] = static_cast<char>(Below(256));
        return text;
    }
  }

 private:
  std::mt19937 random_;
};

// Scenario files (comments and all), and a text that has of everything a little.
std::vector<std::string> Seeds() {
  std::vector<std::string> seeds = {
      R"({"a":[1,-2.5e-3,true,false,null,"x\u00e9\ud83d\ude00\n"],"b":{"c":{},"d":[]},"e\"f":"é"})",
      "[ { \"Version\" : \"2012-10-17\" ,\n \"Statement\" : [ ] } , \"\\\\\" , 0 ]\n"};
  const auto files = ListFiles(absl::StrCat(IAMSIM_SOURCE_DIR, "/scenarios"), ".json");
  EXPECT_THAT(files, IsOk());
  for (const std::string& file : *files) {
    const auto text = ReadFile(file, 4000);
    if (text.ok()) seeds.push_back(*text);
  }
  return seeds;
}

TEST(JsonParsersTest, AgreeOnMutatedTexts) {
  Mutator mutator(20261122);
  std::size_t taken = 0;
  std::size_t declined = 0;
  for (const std::string& seed : Seeds()) {
    if (!absl::StrContains(seed, "//")) {
      EXPECT_TRUE(TakesQuickly(seed)) << seed;
    }
    for (int i = 0; i < 60; ++i) {
      std::string text = seed;
      for (std::size_t times = mutator.Below(4); times > 0; --times) text = mutator.Mutate(text);
      ++(TakesQuickly(text) ? taken : declined);
    }
  }
  EXPECT_GT(taken, 1000U);
  EXPECT_GT(declined, 1000U);
}

// Short texts of a few tokens come in every order.
TEST(JsonParsersTest, AgreeOnEveryShortSequenceOfTokens) {
  const std::vector<std::string> tokens = {"{", "}", "[", "]", ",", ":", "\"a\"", "1", "n", " "};
  std::size_t taken = 0;
  for (std::size_t number = 0; number < 1'000'000; ++number) {
    std::string text;
    std::size_t rest = number;
    for (int i = 0; i < 6; ++i, rest /= tokens.size()) text += tokens[rest % tokens.size()];
    if (TakesQuickly(text)) ++taken;
  }
  EXPECT_GT(taken, 100U);
}

}  // namespace
}  // namespace iamsim
