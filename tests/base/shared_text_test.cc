#include "iamsim/base/shared_text.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsim {
namespace {

TEST(SharedTextTest, EqualTextsAreEqualSharedOrNot) {
  const SharedText text = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  EXPECT_EQ(text, SharedText(text));
  EXPECT_EQ(text, SharedText(std::string("arn:aws:iam::aws:policy/ReadOnlyAccess")));
  EXPECT_FALSE(text == SharedText("arn:aws:iam::aws:policy/Other"));
}

TEST(SharedTextTest, EqualTextsBecomeOne) {
  SharedTexts texts;
  const SharedText first = texts.Share("arn:aws:iam::aws:policy/ReadOnlyAccess");
  const std::string again = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  for (int i = 0; i < 1000; ++i) texts.Share(std::to_string(i));  // the table grows
  EXPECT_EQ(&texts.Share(again).text(), &first.text());
  EXPECT_NE(&texts.Share("other").text(), &first.text());
  EXPECT_EQ(texts.Share("").text(), "");
}

}  // namespace
}  // namespace iamsim
