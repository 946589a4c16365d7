#include "iamsim/base/json_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "iamsim/base/json_document.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

void WriteSample(JsonWriter& out) {
  out.BeginObject();
  out.Member("id", "r1");
  out.Key("none").Null();
  out.Key("n").Integer(-12);
  out.Key("empty").BeginObject().EndObject();
  out.Key("list").BeginArray().Bool(true).Bool(false).BeginArray().EndArray().EndArray();
  out.Strings("names", {"a", "b"});
  out.Strings("no names", {});
  out.Key("raw").Raw("{\"x\": 1}");
  out.EndObject();
}

TEST(JsonWriterTest, CompactIsOneLineInTheOrderOfTheCalls) {
  JsonWriter out;
  WriteSample(out);
  EXPECT_EQ(out.text(), R"({"id":"r1","none":null,"n":-12,"empty":{},"list":[true,false,[]],)"
                        R"("names":["a","b"],"no names":[],"raw":{"x": 1}})");
}

TEST(JsonWriterTest, IndentedPutsEveryMemberOnItsLine) {
  JsonWriter out(2);
  WriteSample(out);
  EXPECT_EQ(out.text(), R"({
  "id": "r1",
  "none": null,
  "n": -12,
  "empty": {},
  "list": [
    true,
    false,
    []
  ],
  "names": [
    "a",
    "b"
  ],
  "no names": [],
  "raw": {"x": 1}
})");
}

TEST(JsonWriterTest, ScalarsMayBeTheWholeText) {
  EXPECT_EQ(JsonWriter().String("a").text(), "\"a\"");
  EXPECT_EQ(JsonWriter(4).Integer(std::numeric_limits<std::int64_t>::min()).text(),
            "-9223372036854775808");
  EXPECT_EQ(JsonWriter().Integer(std::numeric_limits<std::int64_t>::max()).text(),
            "9223372036854775807");
}

TEST(JsonWriterTest, TakeStartsAnew) {
  JsonWriter out;
  EXPECT_EQ(out.BeginArray().EndArray().Take(), "[]");
  EXPECT_EQ(out.text(), "");
  EXPECT_EQ(out.BeginObject().EndObject().Take(), "{}");
}

struct QuoteCase {
  std::string text;
  std::string quoted;
};

// RFC 8259, section 7.
TEST(JsonWriterTest, EscapesWhatJsonRequires) {
  const std::vector<QuoteCase> rows = {
      {"", R"("")"},
      {"a/b", R"("a/b")"},
      {R"(a"b\c)", R"("a\"b\\c")"},
      {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
      {std::string("\0\x01\x1F\x7F", 4), "\"\\u0000\\u0001\\u001f\x7F\""},
      {"\u00E9\u20AC\U0001F600\u2028", "\"\u00E9\u20AC\U0001F600\u2028\""},
      {"a\xFF\xE2\x82z", "\"a\uFFFD\uFFFD\uFFFDz\""},
  };
  for (const QuoteCase& row : rows) {
    SCOPED_TRACE(row.quoted);
    EXPECT_EQ(JsonQuote(row.text), row.quoted);
  }
}

TEST(JsonWriterTest, EveryCharacterSurvivesReadingBack) {
  std::string text;
  for (char c = 1; c < 0x7F; ++c) text += c;
  text += "\u0080\u07FF\u0800\uFFFF\U00010000\U0010FFFF";
  JsonWriter out(1);
  out.BeginObject().Member(text, text).EndObject();
  const auto document = JsonDocument::Parse(out.Take(), "written");
  ASSERT_THAT(document, IsOk());
  const auto member = (*document)->root().Find(text);
  ASSERT_TRUE(member.has_value());
  EXPECT_EQ(member->text(), text);
}

// Long texts are looked at several bytes at a time.
TEST(JsonWriterTest, EveryByteIsWrittenTheSameWhereverItStands) {
  const auto inside = [](absl::string_view text) {
    const std::string quoted = JsonQuote(text);
    return quoted.substr(1, quoted.size() - 2);
  };
  for (int byte = 0; byte < 256; ++byte) {
    const std::string one(1, static_cast<char>(byte));
    for (std::size_t place = 0; place < 17; ++place) {
      const std::string before(place, 'a');
      const std::string after(16 - place, '~');
      EXPECT_EQ(inside(before + one + after), before + inside(one) + after) << byte << " " << place;
    }
  }
}

TEST(JsonWriterDeathTest, MisuseIsABug) {
  EXPECT_DEATH(JsonWriter().BeginObject().Null(), "check failed");
  EXPECT_DEATH(JsonWriter().BeginObject().Key("a").Key("b"), "check failed");
  EXPECT_DEATH(JsonWriter().BeginObject().Key("a").EndObject(), "check failed");
  EXPECT_DEATH(JsonWriter().BeginObject().EndArray(), "check failed");
  EXPECT_DEATH(JsonWriter().BeginArray().Key("a"), "check failed");
  EXPECT_DEATH(JsonWriter().Key("a"), "check failed");
  EXPECT_DEATH(JsonWriter().EndObject(), "check failed");
  EXPECT_DEATH(JsonWriter().Null().Null(), "check failed");
  EXPECT_DEATH(JsonWriter().BeginArray().Take(), "check failed");
}

}  // namespace
}  // namespace iamsim
