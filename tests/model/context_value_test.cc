#include "iamsim/model/context_value.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsim {
namespace {

TEST(ContextValueTest, OneElementListIsNotAScalar) {  // CO-9
  EXPECT_FALSE(ContextValue::Scalar("a").is_list);
  EXPECT_TRUE(ContextValue::List({"a"}).is_list);
  EXPECT_NE(ContextValue::Scalar("a"), ContextValue::List({"a"}));
  EXPECT_EQ(ContextValue::List({"a", "b"}), ContextValue::List({"a", "b"}));
  EXPECT_NE(ContextValue::List({"a", "b"}), ContextValue::List({"b", "a"}));
}

TEST(ContextKeyIdTest, IgnoresCaseAlsoInTagKeys) {  // CO-2
  EXPECT_EQ(ContextKeyId("aws:SourceIp"), ContextKeyId("AWS:sourceIP"));
  EXPECT_EQ(ContextKeyId("aws:ResourceTag/Team"), "aws:resourcetag/team");
  EXPECT_EQ(ContextKeyId("aws:PrincipalTag/GR\xC3\x96SSE"),
            ContextKeyId("aws:principaltag/gr\xC3\xB6sse"));
  EXPECT_NE(ContextKeyId("aws:SourceVpc"), ContextKeyId("aws:SourceVpce"));
  EXPECT_EQ(ContextKeyId(""), "");
}

TEST(ContextKeyIdTest, IsTheSameWithoutACopy) {
  for (const std::string& key :
       {std::string(), std::string("aws:SourceIp"), std::string("aws:PrincipalTag/GR\xC3\x96SSE"),
        "aws:ResourceTag/" + std::string(48, 'A'), "aws:ResourceTag/" + std::string(49, 'A'),
        std::string("aws:ResourceTag/\xE2\x84\xAA")}) {  // the Kelvin sign folds to a letter
    EXPECT_EQ(ContextKeyLookup(key).id(), ContextKeyId(key)) << key;
  }
}

}  // namespace
}  // namespace iamsim
