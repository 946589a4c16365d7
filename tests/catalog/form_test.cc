#include "catalog/form.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(ArnForm, PlaceholdersStandForOneCharacterOrMore) {
  struct Case {
    const char* form;
    const char* arn;
    bool want;
  };
  const Case cases[] = {
      {"arn:${P}:s3:::${B}", "arn:aws:s3:::b", true},
      {"arn:${P}:s3:::${B}", "arn:aws:s3:::", false},
      {"arn:${P}:s3:::${B}", "arn::s3:::b", false},
      {"arn:${P}:s3:::${B}", "arn:aws:s3:::a:b", true},  // the sixth field may have colons
      {"arn:${P}:s3:::${B}", "arn:a:b:s3:::b", false},   // the others end at one
      {"arn:${P}:s3:::${B}", "arn:aws:S3:::b", false},
      {"arn:${P}:x:${R}:*:${A}/*", "arn:aws:x:r::a/", true},  // a star may be empty
      {"arn:${P}:x:${R}:*:${A}/*", "arn:aws:x:r:1:a/b:c", true},
      {"arn:${P}:x:::a/${A}${B}", "arn:aws:x:::a/bc", true},
      {"arn:${P}:x:::a/${A}${B}", "arn:aws:x:::a/b", false},
      {"arn:${P:x", "arn:${P:x", true},  // no placeholder
  };
  for (const Case& test : cases) {
    EXPECT_EQ(FitsArnForm(test.form, test.arn), test.want) << test.form << " " << test.arn;
  }
}

TEST(KeyForm, PlaceholdersMayHaveColonsAndStarsAreLiteral) {
  EXPECT_TRUE(FitsKeyForm("aws:resourcetag/${tagkey}", "aws:resourcetag/a:b"));
  EXPECT_FALSE(FitsKeyForm("aws:resourcetag/${tagkey}", "aws:resourcetag/"));
  EXPECT_TRUE(FitsKeyForm("x:a/${n}.value", "x:a/b.value"));
  EXPECT_FALSE(FitsKeyForm("x:a/${n}.value", "x:a/b.values"));
  EXPECT_FALSE(FitsKeyForm("x:*", "x:y"));
}

TEST(Form, LiteralSizeLeavesOutPlaceholders) {
  EXPECT_EQ(LiteralSize("aws:ResourceTag/${TagKey}"), 16u);
  EXPECT_EQ(LiteralSize("a${b}c"), 2u);
  EXPECT_EQ(LiteralSize(""), 0u);
}

}  // namespace
}  // namespace iamsim
