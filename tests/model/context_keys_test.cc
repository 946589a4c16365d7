#include "iamsim/model/context_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using State = ContextKeys::State;

TEST(ContextKeysTest, UnmentionedKeyIsAbsentOrUnknown) {
  EXPECT_EQ(ContextKeys(true).Find("aws:SourceIp"), State::kAbsent);
  EXPECT_EQ(ContextKeys(false).Find("aws:SourceIp"), State::kUnknown);
  EXPECT_TRUE(ContextKeys(true).complete());
  EXPECT_FALSE(ContextKeys(false).complete());
}

TEST(ContextKeysTest, FindsAPresentKeyInAnyCase) {  // CO-2
  ContextKeys keys;
  keys.Set("aws:ResourceTag/Team", ContextValue::Scalar("ml"));
  EXPECT_EQ(keys.Find("AWS:resourcetag/TEAM"), State::kPresent);
  EXPECT_EQ(keys.Text("aws:resourceTag/team"), "ml");
  EXPECT_THAT(keys.Values("aws:resourceTag/team"), ElementsAre(ContextValue::Scalar("ml")));
}

TEST(ContextKeysTest, StateAndValuesInOneLook) {
  ContextKeys keys(/*complete=*/false);
  keys.Set("aws:SourceIp", ContextValue::Scalar("10.0.0.1"));
  keys.SetAbsent("aws:userid");
  absl::Span<const ContextValue> values;
  EXPECT_EQ(keys.Find("AWS:sourceip", &values), State::kPresent);
  EXPECT_THAT(values, ElementsAre(ContextValue::Scalar("10.0.0.1")));
  EXPECT_EQ(keys.Find("aws:UserId", &values), State::kAbsent);
  EXPECT_THAT(values, IsEmpty());
  EXPECT_EQ(keys.Find("aws:TagKeys", &values), State::kUnknown);
  EXPECT_THAT(values, IsEmpty());
}

TEST(ContextKeysTest, SetReplaces) {
  ContextKeys keys;
  keys.Set("k", ContextValue::Scalar("a"));
  keys.Set("K", ContextValue::Scalar("b"));
  EXPECT_THAT(keys.Values("k"), ElementsAre(ContextValue::Scalar("b")));
  keys.SetUnknown("k");
  EXPECT_EQ(keys.Find("k"), State::kUnknown);
  EXPECT_THAT(keys.Values("k"), IsEmpty());
  keys.SetAbsent("k");
  EXPECT_EQ(keys.Find("k"), State::kAbsent);
  keys.Set("k", ContextValue::Scalar("c"));
  EXPECT_EQ(keys.Find("k"), State::kPresent);
}

TEST(ContextKeysTest, KeepsTagsThatDifferByCaseOnly) {  // CO-3, OP-9
  ContextKeys keys;
  keys.Set("aws:ResourceTag/Team", ContextValue::Scalar("a"));
  keys.AddAlternative("aws:ResourceTag/team", ContextValue::Scalar("b"));
  EXPECT_THAT(keys.Values("aws:ResourceTag/TEAM"),
              ElementsAre(ContextValue::Scalar("a"), ContextValue::Scalar("b")));
}

TEST(ContextKeysTest, AlternativeOfAnAbsentOrUnknownKeyIsItsValue) {
  ContextKeys keys(false);
  keys.SetAbsent("a");
  keys.AddAlternative("a", ContextValue::Scalar("1"));
  keys.SetUnknown("b");
  keys.AddAlternative("b", ContextValue::Scalar("2"));
  keys.AddAlternative("c", ContextValue::Scalar("3"));
  EXPECT_EQ(keys.Text("a"), "1");
  EXPECT_EQ(keys.Text("b"), "2");
  EXPECT_EQ(keys.Text("c"), "3");
}

TEST(ContextKeysTest, EmptyListIsAbsent) {  // CO-7, OP-26
  ContextKeys keys(false);
  keys.Set("aws:TagKeys", ContextValue::List({}));
  EXPECT_EQ(keys.Find("aws:TagKeys"), State::kAbsent);
  EXPECT_THAT(keys.Values("aws:TagKeys"), IsEmpty());
  keys.AddAlternative("other", ContextValue::List({}));
  EXPECT_EQ(keys.Find("other"), State::kAbsent);
  keys.Set("team", ContextValue::Scalar("a"));
  keys.AddAlternative("Team", ContextValue::List({}));
  EXPECT_THAT(keys.Values("team"), ElementsAre(ContextValue::Scalar("a")));
}

TEST(ContextKeysTest, EmptyStringIsAValue) {  // CO-7, OP-6
  ContextKeys keys;
  keys.Set("a", ContextValue::Scalar(""));
  keys.Set("b", ContextValue::List({""}));
  EXPECT_EQ(keys.Find("a"), State::kPresent);
  EXPECT_EQ(keys.Find("b"), State::kPresent);
}

TEST(ContextKeysTest, SetAbsentBelowSettlesWhatHasNoValue) {
  ContextKeys keys(false);
  keys.Set("aws:PrincipalTag/team", ContextValue::Scalar("ml"));
  keys.SetUnknown("aws:PrincipalTag/env");
  keys.SetAbsentBelow("aws:PrincipalTag/");
  EXPECT_EQ(keys.Find("aws:PrincipalTag/team"), State::kPresent);
  EXPECT_EQ(keys.Find("aws:PrincipalTag/env"), State::kAbsent);
  EXPECT_EQ(keys.Find("AWS:principaltag/other"), State::kAbsent);
  EXPECT_EQ(keys.Find("aws:PrincipalTags"), State::kUnknown);
}

TEST(ContextKeysTest, WhatIsSaidAfterSetAbsentBelowCounts) {
  ContextKeys keys(false);
  keys.SetAbsentBelow("aws:PrincipalTag/");
  keys.Set("aws:PrincipalTag/team", ContextValue::Scalar("ml"));
  keys.SetUnknown("aws:PrincipalTag/env");
  EXPECT_EQ(keys.Text("aws:PrincipalTag/team"), "ml");
  EXPECT_EQ(keys.Find("aws:PrincipalTag/env"), State::kUnknown);
}

TEST(ContextKeysTest, RemoveBelowErasesValues) {
  ContextKeys keys(false);
  keys.Set("iam:ResourceTag/team", ContextValue::Scalar("ml"));
  keys.Set("iam:PassedToService", ContextValue::Scalar("ec2.amazonaws.com"));
  keys.RemoveBelow("IAM:ResourceTag/");
  EXPECT_EQ(keys.Find("iam:ResourceTag/team"), State::kAbsent);
  EXPECT_THAT(keys.Values("iam:ResourceTag/team"), IsEmpty());
  EXPECT_EQ(keys.Text("iam:PassedToService"), "ec2.amazonaws.com");
}

TEST(ContextKeysTest, TextIsThatOfScalarsOnly) {
  ContextKeys keys;
  keys.Set("list", ContextValue::List({"a"}));
  EXPECT_EQ(keys.Text("list"), "");
  EXPECT_EQ(keys.Text("absent"), "");
}

}  // namespace
}  // namespace iamsim
