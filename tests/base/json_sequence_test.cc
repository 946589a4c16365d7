#include "iamsim/base/json_sequence.h"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::pair<std::string, int>> Split(absl::string_view text) {
  std::vector<std::pair<std::string, int>> items;
  for (const JsonSequenceItem& item : SplitJsonSequence(text)) {
    items.emplace_back(std::string(item.text), static_cast<int>(item.first_line));
  }
  return items;
}

TEST(JsonSequenceTest, FindsOneDocumentLinesAndDocumentsBehindEachOther) {
  EXPECT_THAT(Split(""), IsEmpty());
  EXPECT_THAT(Split(" \n\t\r\n"), IsEmpty());
  EXPECT_THAT(Split("\n{\n \"a\": [\n1]}\n"), ElementsAre(Pair("{\n \"a\": [\n1]}", 2)));
  EXPECT_THAT(Split("{}\n\n{\"a\":1}\r\n"), ElementsAre(Pair("{}", 1), Pair("{\"a\":1}", 3)));
  EXPECT_THAT(Split("{}{\n} {}"), ElementsAre(Pair("{}", 1), Pair("{\n}", 1), Pair("{}", 2)));
}

TEST(JsonSequenceTest, BracketsInStringsAreText) {
  const std::string object = R"({"a}": "]{\"}\\", "b": []})";
  EXPECT_THAT(Split(absl::StrCat(object, object)), ElementsAre(Pair(object, 1), Pair(object, 1)));
}

TEST(JsonSequenceTest, ADamagedDocumentCostsNoOther) {
  EXPECT_THAT(Split("{\"a\": [\n{}\n{\"b\":1}"),
              ElementsAre(Pair("{\"a\": [", 1), Pair("{}", 2), Pair("{\"b\":1}", 3)));
  EXPECT_THAT(Split("{\"a\": \"x\n{}"), ElementsAre(Pair("{\"a\": \"x", 1), Pair("{}", 2)));
  EXPECT_THAT(Split("nonsense\n{}"), ElementsAre(Pair("nonsense", 1), Pair("{}", 2)));
  EXPECT_THAT(Split("{}},\n{}"), ElementsAre(Pair("{}", 1), Pair("},", 1), Pair("{}", 2)));
  EXPECT_THAT(Split("{]\n{}"), ElementsAre(Pair("{]", 1), Pair("{}", 2)));
}

TEST(JsonSequenceTest, AfterDamageLinesAreEnough) {
  EXPECT_THAT(Split("{[\n{} {}\n{[\n{}"), ElementsAre(Pair("{[", 1), Pair("{}", 2), Pair("{}", 2),
                                                      Pair("{[", 3), Pair("{}", 4)));
}

// One look at the rest of the text, however many documents do not end.
TEST(JsonSequenceTest, ManyDamagedDocumentsAreStillLinear) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "{[\n";
  EXPECT_EQ(SplitJsonSequence(text).size(), 200000U);
  text.clear();
  for (int i = 0; i < 1000000; ++i) text += "{}";
  EXPECT_EQ(SplitJsonSequence(text).size(), 1000000U);
}

}  // namespace
}  // namespace iamsim
