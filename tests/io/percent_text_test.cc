#include "io/read/percent_text.h"

#include <gtest/gtest.h>

#include <optional>

namespace iamsim {
namespace {

TEST(DecodePercentTest, DecodesEscapesInEitherCase) {
  EXPECT_EQ(DecodePercent("%7B%22a%22%3a1%7d"), "{\"a\":1}");
}

TEST(DecodePercentTest, PlusIsAnOrdinaryCharacter) {
  EXPECT_EQ(DecodePercent("a+b%2Bc%20d"), "a+b+c d");
}

TEST(DecodePercentTest, BytesBeyondAsciiComeBack) { EXPECT_EQ(DecodePercent("%C3%A9"), "é"); }

TEST(DecodePercentTest, RefusesWhatIsNotAnEscape) {
  for (const char* text : {"%", "%7", "a%7", "%7G", "%G7", "%%7B", "%-1"}) {
    EXPECT_EQ(DecodePercent(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace iamsim
