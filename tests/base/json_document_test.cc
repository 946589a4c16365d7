#include "iamsim/base/json_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<const JsonDocument> Parse(std::string text, const JsonLimits& limits = {},
                                          JsonOrigin origin = {}) {
  auto document = JsonDocument::Parse(std::move(text), "f", limits, std::move(origin));
  EXPECT_THAT(document, IsOk());
  return *std::move(document);
}

// The value under the names and indexes of `path`.
JsonNode At(const JsonNode& node, const std::vector<std::string>& path) {
  JsonNode at = node;
  for (const std::string& step : path) {
    at = at.is_object() ? at.Find(step).value() : at.children().at(std::stoul(step));
  }
  return at;
}

struct ScalarCase {
  std::string json;
  JsonKind kind;
  std::string text;
};

// PG-10 rests on this: a number keeps its lexeme, so `10` and `10.0` stay different strings.
TEST(JsonDocumentTest, ScalarsKeepTheirText) {
  const std::vector<ScalarCase> rows = {
      {"null", JsonKind::kNull, "null"},
      {"true", JsonKind::kBoolean, "true"},
      {"false", JsonKind::kBoolean, "false"},
      {"0", JsonKind::kNumber, "0"},
      {"-0", JsonKind::kNumber, "-0"},
      {"10", JsonKind::kNumber, "10"},
      {"10.0", JsonKind::kNumber, "10.0"},
      {"1E+2", JsonKind::kNumber, "1E+2"},
      {"-1.50e-7", JsonKind::kNumber, "-1.50e-7"},
      {"0.1000000000000000055511151231257827", JsonKind::kNumber,
       "0.1000000000000000055511151231257827"},
      {"18446744073709551615", JsonKind::kNumber, "18446744073709551615"},
      {"-9223372036854775808", JsonKind::kNumber, "-9223372036854775808"},
      {"1.7976931348623157e308", JsonKind::kNumber, "1.7976931348623157e308"},
      {"111122223333", JsonKind::kNumber, "111122223333"},
      {"\"\"", JsonKind::kString, ""},
      {"\"a b\"", JsonKind::kString, "a b"},
      {"\"\u00E9\u20AC\U0001F600\"", JsonKind::kString, "\u00E9\u20AC\U0001F600"},
      {R"("\"\\\/\b\f\n\r\t")", JsonKind::kString, "\"\\/\b\f\n\r\t"},
      {R"("\u00e9\u20AC\ud83d\ude00")", JsonKind::kString, "\u00E9\u20AC\U0001F600"},
      {R"("\ufeffx")", JsonKind::kString, "\uFEFFx"},
      {R"("\"")", JsonKind::kString, "\""},
      {R"("\"\"")", JsonKind::kString, "\"\""},
      {"\"\x7F\"", JsonKind::kString, "\x7F"},
  };
  for (const ScalarCase& row : rows) {
    // Alone, as element and as member: a number's end is found differently at the end of the text.
    for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
             {"", ""}, {" ", "\n"}, {"[", "]"}, {"{\"k\":", ",\"l\":1}"}, {"[[],", " , 1]"}}) {
      const std::string text = before + row.json + after;
      SCOPED_TRACE(text);
      const auto document = Parse(text);
      JsonNode node = document->root();
      if (node.is_object()) {
        node = node.children().at(0);
      } else if (node.is_array()) {
        node = node.children().at(before == "[" ? 0 : 1);
      }
      EXPECT_EQ(node.kind(), row.kind);
      EXPECT_EQ(node.text(), row.text);
      EXPECT_EQ(node.source(), row.json);
      EXPECT_EQ(node.size(), 0U);
      EXPECT_THAT(node.children(), IsEmpty());
      EXPECT_EQ(node.begin().offset, before.size());
      EXPECT_EQ(node.end().offset, before.size() + row.json.size());
    }
  }
}

TEST(JsonDocumentTest, ContainersKnowTheirChildrenInOrder) {
  const auto document =
      Parse(R"({"z": [1, [2, {"x": []}], "s"], "a": {}, "m": {"b": {"c": true}, "a": null}})");
  const JsonNode root = document->root();
  EXPECT_TRUE(root.is_object());
  EXPECT_EQ(root.size(), 3U);
  EXPECT_EQ(root.text(), "");
  EXPECT_EQ(root.source(), document->text());
  std::vector<std::string> keys;
  for (const JsonNode& member : root.children()) keys.emplace_back(member.key());
  EXPECT_THAT(keys, ElementsAre("z", "a", "m"));

  const JsonNode list = At(root, {"z"});
  EXPECT_TRUE(list.is_array());
  EXPECT_EQ(list.size(), 3U);
  EXPECT_EQ(list.source(), R"([1, [2, {"x": []}], "s"])");
  EXPECT_EQ(At(list, {"2"}).text(), "s");
  EXPECT_EQ(At(list, {"2"}).key(), "");
  EXPECT_EQ(At(list, {"1", "1"}).source(), R"({"x": []})");
  EXPECT_EQ(At(root, {"a"}).size(), 0U);
  EXPECT_EQ(At(root, {"m", "b", "c"}).text(), "true");
  EXPECT_EQ(root.key(), "");
}

TEST(JsonDocumentTest, FindsMembersByTheirExactName) {
  const auto document = Parse(R"({"a": 1, "A": 2, "\u00e9\n": 3, "": 4, "x": {"deep": 5}})");
  const JsonNode root = document->root();
  EXPECT_EQ(root.Find("a")->text(), "1");
  EXPECT_EQ(root.Find("A")->text(), "2");
  EXPECT_EQ(root.Find("\u00E9\n")->text(), "3");
  EXPECT_EQ(root.Find("")->text(), "4");
  EXPECT_FALSE(root.Find("b").has_value());
  EXPECT_FALSE(root.Find("deep").has_value());
  EXPECT_FALSE(root.Find("a")->Find("a").has_value());
  EXPECT_FALSE(Parse(R"([{"a": 1}])")->root().Find("a").has_value());
}

TEST(JsonDocumentTest, KindNamesReadWellInMessages) {
  const auto document = Parse(R"([null, true, 1, "s", [], {}])");
  std::vector<std::string> names;
  for (const JsonNode& node : document->root().children()) names.emplace_back(node.kind_name());
  EXPECT_THAT(names,
              ElementsAre("null", "a boolean", "a number", "a string", "an array", "an object"));
}

// RFC 6901.
TEST(JsonDocumentTest, PointersNameEveryValue) {
  const auto document = Parse(R"({"a/b": [0, {"m~n": {"": [[], "x"]}}], "\u00e9\"": 1})");
  const JsonNode root = document->root();
  EXPECT_EQ(root.pointer(), "");
  EXPECT_EQ(At(root, {"a/b"}).pointer(), "/a~1b");
  EXPECT_EQ(At(root, {"a/b", "0"}).pointer(), "/a~1b/0");
  EXPECT_EQ(At(root, {"a/b", "1", "m~n"}).pointer(), "/a~1b/1/m~0n");
  EXPECT_EQ(At(root, {"a/b", "1", "m~n", "", "1"}).pointer(), "/a~1b/1/m~0n//1");
  EXPECT_EQ(At(root, {"\u00E9\""}).pointer(), "/\u00E9\"");
  const auto long_list = Parse("[[1,2],{\"a\":1},3,4,5,6,7,8,9,10,\"last\"]");
  EXPECT_EQ(At(long_list->root(), {"10"}).pointer(), "/10");
}

struct PositionCase {
  std::string name;
  std::string text;
  std::vector<std::string> path;
  SourcePosition key;
  SourcePosition begin;
  SourcePosition end;
};

TEST(JsonDocumentTest, PositionsCountBytesAndLineFeeds) {
  const std::vector<PositionCase> rows = {
      {"one line", R"({"a": 12})", {"a"}, {1, 1, 2}, {6, 1, 7}, {8, 1, 9}},
      {"LF", "{\n  \"a\":\n 12}", {"a"}, {4, 2, 3}, {10, 3, 2}, {12, 3, 4}},
      {"CRLF", "{\r\n\"a\": 12\r\n}", {"a"}, {3, 2, 1}, {8, 2, 6}, {10, 2, 8}},
      {"CR alone", "{\r\"a\": 12}", {"a"}, {2, 1, 3}, {7, 1, 8}, {9, 1, 10}},
      {"multi-byte",
       "{\"\u00E9\": \"\u20AC\", \"a\": 1}",
       {"a"},
       {14, 1, 15},
       {19, 1, 20},
       {20, 1, 21}},
      {"container", "[\n[\n]\n]", {"0"}, {0, 1, 1}, {2, 2, 1}, {5, 3, 2}},
      {"escapes", R"({"\u0061": "\n"})", {"a"}, {1, 1, 2}, {11, 1, 12}, {15, 1, 16}},
      {"line comment", "{ // \"a\": 0,\n\"a\": 12}", {"a"}, {13, 2, 1}, {18, 2, 6}, {20, 2, 8}},
      {"line comment that ends in CR",
       "{ // \"x\r\"a\": 12}",
       {"a"},
       {8, 1, 9},
       {13, 1, 14},
       {15, 1, 16}},
      {"block comments",
       "{\"a\" /* : 1 */ : /*\n*//**/ 12 /***/ }",
       {"a"},
       {1, 1, 2},
       {27, 2, 8},
       {29, 2, 10}},
      {"comment after number", "[12/* x */]", {"0"}, {0, 1, 1}, {1, 1, 2}, {3, 1, 4}},
      {"comment in a string", "[\"// /* x\"]", {"0"}, {0, 1, 1}, {1, 1, 2}, {10, 1, 11}},
      {"comment before a comma", "[1, 2 // c\n , 3]", {"2"}, {0, 1, 1}, {14, 2, 4}, {15, 2, 5}},
  };
  for (const PositionCase& row : rows) {
    SCOPED_TRACE(row.name);
    const auto document = Parse(row.text, {.allow_comments = true});
    const JsonNode node = At(document->root(), row.path);
    if (document->root().is_object()) {
      EXPECT_EQ(node.key_position(), row.key);
    }
    EXPECT_EQ(node.begin(), row.begin);
    EXPECT_EQ(node.end(), row.end);
    EXPECT_EQ(node.place().position, row.begin);
  }
}

TEST(JsonDocumentTest, PositionsOfALineOfALargerInput) {
  const auto document = Parse("[1,\n2]", {}, {.start = {.line = 100}});
  EXPECT_EQ(document->root().begin(), (SourcePosition{.offset = 0, .line = 100, .column = 1}));
  EXPECT_EQ(At(document->root(), {"1"}).begin(),
            (SourcePosition{.offset = 4, .line = 101, .column = 1}));
  EXPECT_EQ(document->PositionAt(2), (SourcePosition{.offset = 2, .line = 100, .column = 3}));
}

TEST(JsonDocumentTest, PlacesOfAPartOfALargerText) {
  const std::string whole = "{\"l\":\n  [{\"a\": [1,\n 2]}]}";
  const auto all = Parse(whole);
  const JsonNode entry = At(all->root(), {"l", "0"});
  const auto part =
      Parse(std::string(entry.source()), {}, {.start = entry.begin(), .pointer = entry.pointer()});
  for (const std::vector<std::string>& path :
       std::vector<std::vector<std::string>>{{}, {"a"}, {"a", "0"}, {"a", "1"}}) {
    const JsonNode in_all = At(entry, path);
    const JsonNode in_part = At(part->root(), path);
    EXPECT_EQ(ToString(in_part.place()), ToString(in_all.place()));
    EXPECT_EQ(in_part.begin(), in_all.begin());
    EXPECT_EQ(in_part.end(), in_all.end());
    if (path.size() == 1) {
      EXPECT_EQ(in_part.key_position(), in_all.key_position());
    }
    EXPECT_EQ(part->PositionAt(in_part.begin().offset), in_part.begin());
  }
  EXPECT_THAT(
      JsonDocument::Parse("{\"a\": x}", "f", {}, {.start = entry.begin(), .pointer = "/l/0"}),
      Fails("f:2:10: /l/0/a: expected a value, found `x`"));
  EXPECT_THAT(JsonDocument::Parse("x", "f", {}, {.start = entry.begin(), .pointer = "/l/0"}),
              Fails("f:2:4: /l/0: expected a JSON value, found `x`"));
}

TEST(JsonDocumentTest, KeySourcesAreAsWritten) {
  const auto document = Parse(R"({"a\"b" : [1], "\u0061": {}})");
  EXPECT_EQ(document->root().children().at(0).key_source(), R"("a\"b")");
  EXPECT_EQ(document->root().children().at(1).key_source(), R"("\u0061")");
  EXPECT_EQ(document->root().children().at(0).children().at(0).key_source(), "");
  EXPECT_EQ(document->root().key_source(), "");
}

TEST(JsonDocumentTest, PositionAtKnowsEveryOffset) {
  const auto document = Parse("[\n\n1,\n 2]\n");
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> places = {
      {1, 1}, {1, 2}, {2, 1}, {3, 1}, {3, 2}, {3, 3}, {4, 1}, {4, 2}, {4, 3}, {4, 4}, {5, 1}};
  for (std::size_t offset = 0; offset < places.size(); ++offset) {
    SCOPED_TRACE(offset);
    EXPECT_EQ(document->PositionAt(offset),
              (SourcePosition{offset, places[offset].first, places[offset].second}));
  }
}

TEST(JsonDocumentTest, ErrorsAtANodeNameItsPlace) {
  const auto document = Parse("{\"a\": [1,\n {\"b\": 2}]}");
  EXPECT_EQ(Describe(At(document->root(), {"a", "1", "b"}).Error("expected x")),
            "f:2:8: /a/1/b: expected x");
  EXPECT_EQ(Describe(document->root().Error("expected x")), "f:1:1: expected x");
  EXPECT_EQ(document->file(), "f");
}

TEST(JsonDocumentTest, ShortTextsSurviveTheMoveIntoTheDocument) {
  // Short strings are stored inside std::string and move in memory.
  const auto document = Parse("[\"a\"]");
  EXPECT_EQ(At(document->root(), {"0"}).text(), "a");
}

TEST(ReadTest, Strings) {
  const auto document = Parse(R"({"s": "a\nb", "n": 1})");
  EXPECT_EQ(ReadString(At(document->root(), {"s"}), "`Sid`").value(), "a\nb");
  EXPECT_THAT(ReadString(At(document->root(), {"n"}), "`Sid`"),
              Fails("f:1:20: /n: expected a string for `Sid`, found a number"));
}

TEST(ReadTest, Booleans) {
  const auto document = Parse(R"([true, false, "true", null])");
  EXPECT_EQ(ReadBool(At(document->root(), {"0"}), "`x`").value(), true);
  EXPECT_EQ(ReadBool(At(document->root(), {"1"}), "`x`").value(), false);
  EXPECT_THAT(ReadBool(At(document->root(), {"2"}), "`x`"),
              Fails("f:1:15: /2: expected true or false for `x`, found a string"));
  EXPECT_THAT(ReadBool(At(document->root(), {"3"}), "`x`"),
              Fails("f:1:23: /3: expected true or false for `x`, found null"));
}

// PG-5: a bare string equals an array of one.
TEST(ReadTest, StringLists) {
  const auto document = Parse(R"(["a", ["a", "b"], [], ["a", 1], {}, [["a"]]])");
  const auto read = [&document](const std::string& index) {
    return ReadStringList(At(document->root(), {index}), "`Action`");
  };
  EXPECT_THAT(read("0").value(), ElementsAre("a"));
  EXPECT_THAT(read("1").value(), ElementsAre("a", "b"));
  EXPECT_THAT(read("2").value(), IsEmpty());
  EXPECT_THAT(read("3"), Fails("f:1:29: /3/1: expected a string for `Action`, found a number"));
  EXPECT_THAT(read("4"), Fails("f:1:33: /4: expected a string or an array of strings for "
                               "`Action`, found an object"));
  EXPECT_THAT(read("5"), Fails("f:1:38: /5/0: expected a string for `Action`, found an array"));
}

TEST(ReadTest, UnknownMembersAreRejectedAtTheirKey) {
  const auto document =
      Parse(R"({"Effect": 1, "o": {"Effect": 1, "Actoin": 2, "q": 3}, "p": {"zzz": 1}})");
  const std::vector<absl::string_view> allowed = {"Effect", "Action"};
  EXPECT_THAT(RejectUnknownMembers(At(document->root(), {"o"}), allowed),
              Fails("f:1:34: /o/Actoin: unknown key `Actoin`, did you mean `Action`?"));
  EXPECT_THAT(RejectUnknownMembers(At(document->root(), {"p"}), allowed),
              Fails("f:1:62: /p/zzz: expected one of the keys `Effect`, `Action`, found `zzz`"));
  EXPECT_THAT(RejectUnknownMembers(At(document->root(), {"p"}), {"zzz"}), IsOk());
  EXPECT_THAT(RejectUnknownMembers(At(document->root(), {"p"}), {}),
              Fails("f:1:62: /p/zzz: expected no keys, found `zzz`"));
  EXPECT_THAT(RejectUnknownMembers(At(document->root(), {"Effect"}), allowed),
              Fails("f:1:12: /Effect: expected an object, found a number"));
}

}  // namespace
}  // namespace iamsim
