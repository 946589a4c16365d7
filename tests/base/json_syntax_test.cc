// Every way in which a text is not JSON: what is said, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "iamsim/base/json_document.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

struct ErrorCase {
  std::string text;
  std::string error;
};

void ExpectErrors(const std::vector<ErrorCase>& rows, const JsonLimits& limits = {},
                  const JsonOrigin& origin = {}) {
  for (const ErrorCase& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_THAT(JsonDocument::Parse(row.text, "f", limits, origin), Fails(row.error));
  }
}

TEST(JsonSyntaxTest, SomethingMustBeThere) {
  ExpectErrors({
      {"", "f:1:1: expected a JSON value, found nothing"},
      {" \r\n\t", "f:2:2: expected a JSON value, found nothing"},
      {"]", "f:1:1: expected a JSON value, found `]`"},
      {",", "f:1:1: expected a JSON value, found `,`"},
      {"#x", "f:1:1: expected a JSON value, found `#`"},
  });
}

TEST(JsonSyntaxTest, NothingMayFollow) {
  ExpectErrors({
      {"{} x", "f:1:4: expected the end of the text, found `x`"},
      {"{}{}", "f:1:3: expected the end of the text, found `{`"},
      {"1 2", "f:1:3: expected the end of the text, found `2`"},
      {"\"a\"\n]", "f:2:1: expected the end of the text, found `]`"},
      {"null,", "f:1:5: expected the end of the text, found `,`"},
      {"[1]\n\n\"x", "f:3:1: expected the end of the text, found `\"x`"},
  });
}

TEST(JsonSyntaxTest, Objects) {
  ExpectErrors({
      {"{", "f:1:2: expected a key or `}`, found the end of the text"},
      {"{]", "f:1:2: expected a key or `}`, found `]`"},
      {"{,}", "f:1:2: expected a key or `}`, found `,`"},
      {"{1: 2}", "f:1:2: expected a key in double quotes, found `1`"},
      {"{a: 1}", "f:1:2: expected a key in double quotes, found `a`"},
      {"{'a': 1}", "f:1:2: expected a key in double quotes, found `'a'`"},
      {"{\"a\"", "f:1:5: expected `:` after the key, found the end of the text"},
      {"{\"a\"}", "f:1:5: expected `:` after the key, found `}`"},
      {"{\"a\" 1}", "f:1:6: expected `:` after the key, found `1`"},
      {"{\"a\" = 1}", "f:1:6: expected `:` after the key, found `=`"},
      {"{\"a\":", "f:1:6: /a: expected a value, found the end of the text"},
      {"{\"a\":}", "f:1:6: /a: expected a value, found `}`"},
      {"{\"a\": ,", "f:1:7: /a: expected a value, found `,`"},
      {"{\"a\"::1}", "f:1:6: /a: expected a value, found `:`"},
      {"{\"a\": 1", "f:1:8: expected `,` or `}`, found the end of the text"},
      {"{\"a\": 1]", "f:1:8: expected `,` or `}`, found `]`"},
      {"{\"a\": 1 \"b\": 2}", "f:1:9: expected `,` or `}`, found `\"b\"`"},
      {"{\"a\": \"x\"\n\"b\": 2}", "f:2:1: expected `,` or `}`, found `\"b\"`"},
      {"{\"a\": 1,}", "f:1:9: expected a key after `,`, found `}`"},
      {"{\"a\": 1,,\"b\": 2}", "f:1:9: expected a key after `,`, found `,`"},
      {"{\"a\": 1, b: 2}", "f:1:10: expected a key in double quotes, found `b`"},
      {"{\"a\": 1,", "f:1:9: expected a key after `,`, found the end of the text"},
  });
}

TEST(JsonSyntaxTest, Arrays) {
  ExpectErrors({
      {"[", "f:1:2: /0: expected a value or `]`, found the end of the text"},
      {"[}", "f:1:2: /0: expected a value or `]`, found `}`"},
      {"[,1]", "f:1:2: /0: expected a value or `]`, found `,`"},
      {"[1", "f:1:3: expected `,` or `]`, found the end of the text"},
      {"[1 2]", "f:1:4: expected `,` or `]`, found `2`"},
      {"[1}", "f:1:3: expected `,` or `]`, found `}`"},
      {"[1:2]", "f:1:3: expected `,` or `]`, found `:`"},
      {"[1,]", "f:1:4: /1: expected a value after `,`, found `]`"},
      {"[1,,2]", "f:1:4: /1: expected a value after `,`, found `,`"},
      {"[1,", "f:1:4: /1: expected a value after `,`, found the end of the text"},
      {"[[], [1, x]]", "f:1:10: /1/1: expected a value after `,`, found `x`"},
  });
}

TEST(JsonSyntaxTest, Words) {
  ExpectErrors({
      {"True", "f:1:1: expected a JSON value, found `True`, did you mean `true`?"},
      {"[nul]", "f:1:2: /0: expected a value or `]`, found `nul`, did you mean `null`?"},
      {"{\"a\": FALSE}", "f:1:7: /a: expected a value, found `FALSE`, did you mean `false`?"},
      {"truely", "f:1:5: expected the end of the text, found `ly`"},
      {"tru", "f:1:1: expected a JSON value, found `tru`, did you mean `true`?"},
      {"None", "f:1:1: expected a JSON value, found `None`"},
      {"NaN", "f:1:1: expected a JSON value, found `NaN`"},
      {"[Infinity]", "f:1:2: /0: expected a value or `]`, found `Infinity`"},
      {"[é]", "f:1:2: /0: expected a value or `]`, found `é`"},
      {"['a']", "f:1:2: /0: expected a string in double quotes, found `'a'`"},
  });
}

TEST(JsonSyntaxTest, Numbers) {
  ExpectErrors({
      {"01", "f:1:1: expected a JSON number, found `01`"},
      {"[1, 007]", "f:1:5: expected a JSON number, found `007`"},
      {"-", "f:1:1: expected a JSON number, found `-`"},
      {"-x", "f:1:1: expected a JSON number, found `-x`"},
      {"+1", "f:1:1: expected a JSON number, found `+1`"},
      {"[.5]", "f:1:2: /0: expected a JSON number, found `.5`"},
      {"[5.]", "f:1:2: /0: expected a JSON number, found `5.`"},
      {"1.e3", "f:1:1: expected a JSON number, found `1.e3`"},
      {"1e", "f:1:1: expected a JSON number, found `1e`"},
      {"{\"a\": 1e+}", "f:1:7: /a: expected a JSON number, found `1e+`"},
      {"0x1F", "f:1:1: expected a JSON number, found `0x1F`"},
      {"-Infinity", "f:1:1: expected a JSON number, found `-Infinity`"},
      {"111122223333-x", "f:1:1: expected a JSON number, found `111122223333-x`"},
  });
}

TEST(JsonSyntaxTest, NumbersThat64BitsCannotHold) {
  const std::string long_integer(400, '9');
  ExpectErrors({
      {"18446744073709551616",
       "f:1:1: expected an integer of at most 64 bits, found `18446744073709551616`"},
      {"{\"a\": [-9223372036854775809]}",
       "f:1:8: /a/0: expected an integer of at most 64 bits, found `-9223372036854775809`"},
      {long_integer, "f:1:1: expected an integer of at most 64 bits, found `" +
                         long_integer.substr(0, 40) + "…`"},
      {"1e309", "f:1:1: expected a number that a double can hold, found `1e309`"},
      {"[0, -1.0E+400]", "f:1:5: /1: expected a number that a double can hold, found `-1.0E+400`"},
  });
}

TEST(JsonSyntaxTest, Strings) {
  ExpectErrors({
      {"\"", "f:1:2: expected a closing `\"`, found the end of the text"},
      {"\"a\\", "f:1:4: expected a closing `\"`, found the end of the text"},
      {"\"a\\\"", "f:1:5: expected a closing `\"`, found the end of the text"},
      {"{\"a\": \"b\n}", "f:1:9: /a: expected a closing `\"`, found the end of the line"},
      {"{\"a\r\n\": 1}", "f:1:4: expected a closing `\"`, found the end of the line"},
      {"[\"a\tb\"]", "f:1:4: /0: expected the escape `\\u0009`, found a bare U+0009"},
      {"[\"\x1F\"]", "f:1:3: /0: expected the escape `\\u001f`, found a bare U+001F"},
      {"\"\\x\"", "f:1:2: expected an escape such as `\\n` or `\\\\`, found `\\x`"},
      {"\"C:\\é\"", "f:1:4: expected an escape such as `\\n` or `\\\\`, found `\\é`"},
      {"{\"\\'\": 1}", "f:1:3: expected an escape such as `\\n` or `\\\\`, found `\\'`"},
      {"\"\\\\\\u12G4\"", "f:1:4: expected four hexadecimal digits after `\\u`, found `\\u12G4`"},
      {"\"\\u12\"", "f:1:2: expected four hexadecimal digits after `\\u`, found `\\u12\"`"},
      {"\"\\ud800\"", "f:1:2: expected a surrogate pair such as `\\ud83d\\ude00`, found `\\ud800`"},
      {"\"\\ud800\\u0041\"",
       "f:1:2: expected a surrogate pair such as `\\ud83d\\ude00`, found `\\ud800`"},
      {"\"\\uDFFF\"", "f:1:2: expected a surrogate pair such as `\\ud83d\\ude00`, found `\\uDFFF`"},
      {"\"\\ud83d\\ude00\\ude00\"",
       "f:1:14: expected a surrogate pair such as `\\ud83d\\ude00`, found `\\ude00`"},
  });
}

TEST(JsonSyntaxTest, LongFindsAreCutBetweenCodePoints) {
  std::string word;
  for (int i = 0; i < 30; ++i) word += "aé";
  // 13 × 3 bytes and an `a` are 40 bytes.
  ExpectErrors(
      {{word, "f:1:1: expected a JSON value, found `" + word.substr(0, 40) + "…`"},
       {"b" + word, "f:1:1: expected a JSON value, found `b" + word.substr(0, 39) + "…`"},
       {"bb" + word, "f:1:1: expected a JSON value, found `bb" + word.substr(0, 39) + "…`"}});
}

TEST(JsonSyntaxTest, Encoding) {
  ExpectErrors({
      {"\xEF\xBB\xBF{}", "f:1:1: expected JSON without a byte order mark, found one"},
      {"\xEF\xBB", "f:1:1: expected UTF-8, found the byte 0xEF"},
      {std::string("\xFF\xFE{\0}\0", 6), "f:1:1: expected UTF-8, found UTF-16"},
      {std::string("\xFE\xFF\0{\0}", 6), "f:1:1: expected UTF-8, found UTF-16"},
      {"[\"é\",\n \"\xE9\"]", "f:2:3: expected UTF-8, found the byte 0xE9"},
      {"\xC0\x80", "f:1:1: expected UTF-8, found the byte 0xC0"},
      {"\"\xED\xA0\x80\"", "f:1:2: expected UTF-8, found the byte 0xED"},
  });
}

TEST(JsonSyntaxTest, NulCharacters) {
  ExpectErrors({
      {std::string("\0", 1), "f:1:1: expected text without NUL characters, found one"},
      {std::string("{}\0", 3), "f:1:3: expected text without NUL characters, found one"},
      {std::string("[\"a\0\"]", 6), "f:1:4: expected text without NUL characters, found one"},
      {"[1, \"a\\u0000\"]", "f:1:7: /1: expected text without NUL characters, found `\\u0000`"},
      {"{\"k\": {\"a\\\\\\u0000\": 1}}",
       "f:1:12: /k: expected text without NUL characters, found `\\u0000`"},
      {"{\"k\": \"\\\\u0000\\u0000\"}",
       "f:1:15: /k: expected text without NUL characters, found `\\u0000`"},
  });
  EXPECT_THAT(JsonDocument::Parse("\"\\\\u0000\"", "f"), IsOk());
}

// PG-6: a key may not stand twice in an object.
TEST(JsonSyntaxTest, DuplicateKeys) {
  ExpectErrors({
      {"{\"a\": 1, \"a\": 1}",
       "f:1:10: /a: expected distinct keys, found `a` again (first at 1:2)"},
      {"{\"Effect\": \"Deny\",\n \"x\": {\"Effect\": 1},\n \"Effect\": \"Allow\"}",
       "f:3:2: /Effect: expected distinct keys, found `Effect` again (first at 1:2)"},
      {"[{\"a\": 1}, {\"b\": {\"a\": 1, \"\": 2, \"\": 3}}]",
       "f:1:34: /1/b/: expected distinct keys, found `` again (first at 1:27)"},
      {"{\"a\": 1, \"\\u0061\": 1}",
       "f:1:10: /a: expected distinct keys, found `a` again (first at 1:2)"},
      {"{\"\\u0061\": {\"\\n\": 1}, \"b\": 2, \"a\": 1}",
       "f:1:31: /a: expected distinct keys, found `a` again (first at 1:2)"},
      {"{\"a/b\": 1, \"a/b\": 1}",
       "f:1:12: /a~1b: expected distinct keys, found `a/b` again (first at 1:2)"},
  });
}

TEST(JsonSyntaxTest, EqualKeysInDifferentObjectsAreFine) {
  EXPECT_THAT(JsonDocument::Parse(
                  R"({"a": {"a": {"a": 1}, "b": 1}, "b": [{"a": 1}, {"a": 2}], "A": 1})", "f"),
              IsOk());
}

std::string ManyKeys(int count) {
  std::string text = "{";
  for (int i = 0; i < count; ++i) {
    text += (i == 0 ? "" : ",");
    // Keys with escapes and values with keys of their own, to move all storage about.
    text += "\"k\\u002d" + std::to_string(i) + "\":{\"k-0\":" + std::to_string(i) + "}";
  }
  return text;
}

TEST(JsonSyntaxTest, DuplicateKeysOfLargeObjects) {
  for (const int count : {15, 16, 17, 18, 5000}) {
    SCOPED_TRACE(count);
    EXPECT_THAT(JsonDocument::Parse(ManyKeys(count) + "}", "f"), IsOk());
    for (const int repeated : {0, count - 1}) {
      const std::string key = "k-" + std::to_string(repeated);
      const auto parsed = JsonDocument::Parse(ManyKeys(count) + ",\"" + key + "\":1}", "f");
      ASSERT_FALSE(parsed.ok());
      EXPECT_THAT(std::string(parsed.status().message()),
                  ::testing::StartsWith("expected distinct keys, found `" + key + "` again"));
      EXPECT_EQ(PlaceOf(parsed.status())->pointer, "/" + key);
      EXPECT_EQ(PlaceOf(parsed.status())->position->offset, ManyKeys(count).size() + 1);
    }
  }
}

TEST(JsonSyntaxTest, Depth) {
  EXPECT_THAT(JsonDocument::Parse("[[1]]", "f", {.max_depth = 2}), IsOk());
  EXPECT_THAT(JsonDocument::Parse("[[{}]]", "f", {.max_depth = 2}),
              Fails("f:1:3: /0/0: expected at most 2 levels of nesting, found more"));
  EXPECT_THAT(JsonDocument::Parse("{\"a\": [], \"b\": {\"c\": []}}", "f", {.max_depth = 2}),
              Fails("f:1:22: /b/c: expected at most 2 levels of nesting, found more"));
  EXPECT_THAT(JsonDocument::Parse("1", "f", {.max_depth = 0}), IsOk());
  EXPECT_THAT(JsonDocument::Parse("[]", "f", {.max_depth = 0}),
              Fails("f:1:1: expected at most 0 levels of nesting, found more"));
  const std::string deep = std::string(64, '[') + std::string(64, ']');
  EXPECT_THAT(JsonDocument::Parse(deep, "f"), IsOk());
  EXPECT_THAT(JsonDocument::Parse("[" + deep + "]", "f"),
              Fails(::testing::HasSubstr("f:1:65: /0/0/")));
  EXPECT_THAT(JsonDocument::Parse(std::string(1000000, '['), "f"),
              Fails(::testing::HasSubstr("expected at most 64 levels of nesting")));
}

TEST(JsonSyntaxTest, Size) {
  EXPECT_THAT(JsonDocument::Parse("[1]", "f", {.max_bytes = 3}), IsOk());
  EXPECT_THAT(JsonDocument::Parse("[1] ", "f", {.max_bytes = 3}),
              Fails("f: expected at most 3 bytes of JSON, found 4"));
}

TEST(JsonSyntaxTest, CommentsMustBeAskedFor) {
  ExpectErrors({
      {"// c\n1", "f:1:1: expected JSON without comments, found a comment"},
      {"[1, /* c */ 2]", "f:1:5: /1: expected JSON without comments, found a comment"},
      {"{\"a\": 1 // c\n}", "f:1:9: expected JSON without comments, found a comment"},
      {"{} /", "f:1:4: expected the end of the text, found `/`"},
  });
}

TEST(JsonSyntaxTest, BrokenComments) {
  ExpectErrors(
      {
          {"/", "f:1:1: expected a JSON value, found `/`"},
          {"// only\n /* this */", "f:2:12: expected a JSON value, found nothing"},
          {"[1 /* c ]", "f:1:4: expected `*/` after `/*`, found the end of the text"},
          {"[1 /*/ ]", "f:1:4: expected `*/` after `/*`, found the end of the text"},
          {"{\"a\": /* ", "f:1:7: /a: expected `*/` after `/*`, found the end of the text"},
          {"[1, // c\n]", "f:2:1: /1: expected a value after `,`, found `]`"},
          {"[/*é*/ x]", "f:1:9: /0: expected a value or `]`, found `x`"},
          {"{} // c\n x", "f:2:2: expected the end of the text, found `x`"},
          {"{\"a\": 1, // c\n /* , */ \"a\": 2}",
           "f:2:10: /a: expected distinct keys, found `a` again (first at 1:2)"},
          {std::string("// \0\n1", 6), "f:1:4: expected text without NUL characters, found one"},
          {"// \xFF\n1", "f:1:4: expected UTF-8, found the byte 0xFF"},
      },
      {.allow_comments = true});
}

// Columns count bytes, lines end in LF.
TEST(JsonSyntaxTest, PlacesAfterWideTextAndLineEnds) {
  ExpectErrors({
      {"[\"\u00E9\u20AC\U0001F600\", x]", "f:1:15: /1: expected a value after `,`, found `x`"},
      {"[1,\r\n2,\r\n  x]", "f:3:3: /2: expected a value after `,`, found `x`"},
      {"[1,\n\n\n,]", "f:4:1: /1: expected a value after `,`, found `,`"},
      {"{\"\u00E9\": x}", "f:1:8: /\u00E9: expected a value, found `x`"},
  });
}

TEST(JsonSyntaxTest, PlacesInALineOfALargerInput) {
  ExpectErrors({{"", "f:41:1: expected a JSON value, found nothing"},
                {"[\n x]", "f:42:2: /0: expected a value or `]`, found `x`"},
                {"\xFF", "f:41:1: expected UTF-8, found the byte 0xFF"},
                {"{\"a\":1,\"a\":2}",
                 "f:41:8: /a: expected distinct keys, found `a` again (first at 41:2)"}},
               {}, {.start = {.line = 41}});
}

TEST(JsonSyntaxTest, MessagesAreOneLine) {
  EXPECT_THAT(JsonDocument::Parse("{\"a\\nb\": 1, \"a\\nb\": 2}", "f"),
              Fails("f:1:13: /a\\nb: expected distinct keys, found `a\\nb` again (first at 1:2)"));
  EXPECT_THAT(JsonDocument::Parse("[\x1B]", "f"),
              Fails("f:1:2: /0: expected a value or `]`, found the control character U+001B"));
}

// The law behind the tables: whatever is cut off a good text is reported inside the text or at its
// end, and never as a crash or as success.
TEST(JsonSyntaxTest, EveryCutIsAnErrorAtAPlace) {
  const std::string text =
      "{\"a\": [true, -1.5e3, \"\\ud83d\\ude00 \\\"é\\\"\", {}], /* c */ \"b\": null} ";
  const JsonLimits limits = {.allow_comments = true};
  ASSERT_THAT(JsonDocument::Parse(text, "f", limits), IsOk());
  for (std::size_t size = 0; size + 1 < text.size(); ++size) {
    SCOPED_TRACE(text.substr(0, size));
    const auto parsed = JsonDocument::Parse(text.substr(0, size), "f", limits);
    ASSERT_FALSE(parsed.ok());
    const auto place = PlaceOf(parsed.status());
    ASSERT_TRUE(place.has_value() && place->position.has_value());
    EXPECT_LE(place->position->offset, size);
    EXPECT_THAT(std::string(parsed.status().message()), ::testing::StartsWith("expected "));
  }
}

}  // namespace
}  // namespace iamsim
