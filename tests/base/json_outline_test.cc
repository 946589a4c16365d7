#include "base/json_outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/json_document.h"
#include "support/json_dump.h"
#include "support/status_matchers.h"
#include "support/temp_folder.h"

namespace iamsim {
namespace {

class JsonOutlineTest : public ::testing::Test {
 protected:
  std::optional<JsonOutline> Outline(const std::string& text) {
    file_ = RandomAccessFile::Open(folder_.Write("f", text));
    return ReadJsonOutline(*file_);
  }

  // Whether `text` has an outline whose parts are JSON. If so, it must be JSON as a whole, and the
  // parts must say what the whole says.
  bool HasParts(const std::string& text) {
    const std::optional<JsonOutline> outline = Outline(text);
    if (!outline) return false;
    const auto whole = JsonDocument::Parse(text, "f");
    JsonPartReader parts(*file_, "f", JsonLimits());
    std::vector<JsonNode> members;
    if (whole.ok()) members = (*whole)->root().children();
    for (std::size_t m = 0; m < outline->members.size(); ++m) {
      const JsonOutline::Member& member = outline->members[m];
      if (!member.is_array) {
        const auto value = JsonDocument::Parse(
            text.substr(member.value.begin.offset, member.value.size), "f", {.max_depth = 63},
            {.start = member.value.begin, .pointer = JoinPointer("", member.name)});
        if (!value.ok()) return false;
        if (m < members.size()) ExpectSame((*value)->root(), members[m]);
        continue;
      }
      std::vector<JsonNode> elements;
      if (m < members.size()) elements = members[m].children();
      for (std::size_t i = 0; i < member.elements.size(); ++i) {
        const auto element = parts.ReadElement(member, i);
        if (!element.ok()) return false;
        if (i < elements.size()) ExpectSame(*element, elements[i]);
      }
      EXPECT_EQ(elements.size(), whole.ok() ? member.elements.size() : 0U);
    }
    EXPECT_THAT(whole, IsOk()) << text;
    EXPECT_EQ(members.size(), outline->members.size()) << text;
    return true;
  }

  static void ExpectSame(const JsonNode& part, const JsonNode& whole) {
    EXPECT_EQ(ToString(part.place()), ToString(whole.place()));
    EXPECT_EQ(part.source(), whole.source());
    const std::vector<JsonNode> children = part.children();
    const std::vector<JsonNode> all = whole.children();
    ASSERT_EQ(children.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(children[i].key(), all[i].key());
      ExpectSame(children[i], all[i]);
    }
  }

  TempFolder folder_;
  std::unique_ptr<RandomAccessFile> file_;
};

TEST_F(JsonOutlineTest, TellsWhereThePartsStand) {
  const auto outline =
      Outline(" {\"a\": [1,\n  {\"]\": \"}\"} , \"x,\\\"\"],\n\"b\":null,\"c\":[]}\n");
  ASSERT_TRUE(outline.has_value());
  EXPECT_EQ(outline->begin, (SourcePosition{1, 1, 2}));
  ASSERT_EQ(outline->members.size(), 3U);
  const JsonOutline::Member& a = outline->members[0];
  EXPECT_EQ(a.name, "a");
  EXPECT_TRUE(a.is_array);
  ASSERT_EQ(a.elements.size(), 3U);
  EXPECT_EQ(a.elements[0].begin, (SourcePosition{8, 1, 9}));
  EXPECT_EQ(a.elements[0].size, 1U);
  EXPECT_EQ(a.elements[1].begin, (SourcePosition{13, 2, 3}));
  EXPECT_EQ(a.elements[1].size, 10U);
  EXPECT_EQ(a.elements[2].size, 6U);
  const JsonOutline::Member& b = outline->members[1];
  EXPECT_FALSE(b.is_array);
  EXPECT_EQ(b.value.begin.line, 3U);
  EXPECT_EQ(b.value.size, 4U);
  EXPECT_TRUE(outline->members[2].is_array);
  EXPECT_TRUE(outline->members[2].elements.empty());
}

TEST_F(JsonOutlineTest, PartsSayWhatTheWholeSays) {
  for (const char* text :
       {"{}", " { } ", R"({"a":[]})", R"({"a":[[],[[]],{}],"b":{"c":[1,2]},"d":"[{\"","e":-1.5e3})",
        "{\"l\" :\r\n[ true ,\tfalse , null , 0 ] ,\n \"m\" : \"\" }",
        R"({"a":["\\","\\\"","\"]","\u005d"],"":[{"k":"}"}]})"}) {
    EXPECT_TRUE(HasParts(text)) << text;
  }
}

TEST_F(JsonOutlineTest, DeclinesWhatIsNotPlain) {
  for (const char* text : {"",
                           " ",
                           "[]",
                           "1",
                           "\"a\"",
                           "{",
                           "{\"a\"",
                           "{\"a\":",
                           "{\"a\":1",
                           "{\"a\":[",
                           "{\"a\":[1",
                           "{\"a\":[1]",
                           "{\"a\":[1],",
                           "{\"a\":[1],}",
                           "{\"a\":[1,]}",
                           "{\"a\":[,1]}",
                           "{,}",
                           "{\"a\" 1}",
                           "{\"a\":}",
                           "{a:1}",
                           "{\"a\":1}}",
                           "{\"a\":1} x",
                           "{} {}",
                           "{\"a\":1 \"b\":2}",
                           "{\"a\":[1 2]}",
                           "{\"a\":[1}",
                           "{\"a\":[1]]}",
                           "{\"a\":[{]}",
                           "{\"a\":1,\"a\":2}",
                           "{\"\\u0061\":1}",
                           "{\"\u00E9\":1}",
                           "{\"a\n\":1}",
                           "{ /* c */ \"a\":1}",
                           "{\"a\": /**/ 1}",
                           "{\"a\":[1] // c\n}",
                           "// c\n{}",
                           "\xEF\xBB\xBF{}",
                           "{\"a\":[\"b]}"}) {
    EXPECT_FALSE(Outline(text).has_value()) << text;
  }
}

// The outline takes these, because it looks at brackets and quotes only: the parts tell.
TEST_F(JsonOutlineTest, DamageInsideOfAPartShowsWhenItIsRead) {
  for (const char* text : {"{\"a\":[{]}]}", "{\"a\":[x]}", "{\"a\":[1x]}", "{\"a\":[\"b\"c]}",
                           "{\"a\":[{\"b\":1,\"b\":2}]}", "{\"a\":[{\"b\" 1}]}", "{\"a\":01}",
                           "{\"a\":[{/* } */}]}", "{\"a\":[\"\xFF\"]}", "{\"a\":[\"\t\"]}"}) {
    EXPECT_FALSE(HasParts(text)) << text;
  }
}

TEST_F(JsonOutlineTest, KeepsTheDepthLimitOfTheWhole) {
  const auto nested = [](std::size_t depth) {
    return absl::StrCat("{\"a\":", std::string(depth - 1, '['), std::string(depth - 1, ']'), "}");
  };
  EXPECT_TRUE(HasParts(nested(64)));
  EXPECT_FALSE(HasParts(nested(65)));
}

std::string RandomString(std::mt19937& random, std::size_t max_size) {
  static constexpr const char* kPieces[] = {"a", "b", "\\\"", "\\\\", "{",
                                            "]", ",", ":",    " ",    "\\n"};
  std::string text = "\"";
  for (std::size_t size = random() % max_size; size > 0; --size) text += kPieces[random() % 10];
  return text + "\"";
}

// Files of several blocks, so that whatever can stand at a block's border does.
TEST_F(JsonOutlineTest, PartsMayCrossBlocks) {
  std::mt19937 random(7);
  std::string text = "{\"list\":[";
  while (text.size() < 700'000) {
    absl::StrAppend(&text, text.back() == '[' ? "" : ",", random() % 2 == 0 ? "\n" : "", "{",
                    RandomString(random, 20), ":[", RandomString(random, 3000), ",",
                    random() % 1000, "]}");
  }
  EXPECT_TRUE(HasParts(text + "]}"));
  const std::string backslashes(600'001, '\\');
  EXPECT_TRUE(HasParts(absl::StrCat("{\"l\":[\"", backslashes, "\"\"]}")));
  EXPECT_FALSE(HasParts(absl::StrCat("{\"l\":[\"", backslashes, "\"]}")));
  EXPECT_TRUE(HasParts(absl::StrCat("{\"l\":[", std::string(600'000, ' '), "1]}")));
}

TEST_F(JsonOutlineTest, MutatedTextsAreJsonWhenTheirPartsAre) {
  const std::string seed =
      "{\"a\":[{\"b\":\"\\\\\\\"x\",\"c\":[1,2]},\"]\",[],-1],\"d\":{\"e\":null},\n\"f\":true}";
  static constexpr const char* kWords[] = {"{",  "}",  "[", "]",      ",",  ":",
                                           "\"", "\\", "1", " ",      "\n", "//",
                                           "/*", "*/", "x", "\"a\":", "\t", "\xC3"};
  std::mt19937 random(11);
  std::size_t taken = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = seed;
    for (std::size_t times = random() % 4; times > 0; --times) {
      const std::size_t at = random() % (text.size() + 1);
      text.replace(at, random() % 3, kWords[random() % std::size(kWords)]);
    }
    if (HasParts(text)) ++taken;
  }
  EXPECT_GT(taken, 2000U);
  EXPECT_LT(taken, 15'000U);
}

}  // namespace
}  // namespace iamsim
