#include "audit/permissions/action_set.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_join.h"

namespace iamsim {
namespace {

const ActionUniverse& Universe() {
  static const auto& universe =
      *new ActionUniverse(Catalog::Builtin(), {"new:One", "new:Two", "sqs:Added"});
  return universe;
}

ActionSet Set(std::vector<std::string> patterns, bool negated = false) {
  ActionSet set{negated, {}};
  for (const std::string& pattern : patterns) set.patterns.emplace_back(pattern);
  return set;
}

std::string Common(const ActionSet& a, const ActionSet& b) {
  const ActionSet common = Intersect(a, b, Universe());
  std::vector<std::string> texts;
  for (const ActionGlob& pattern : common.patterns) texts.push_back(pattern.text());
  return (common.negated ? "not " : "") + absl::StrJoin(texts, " ");
}

TEST(ActionSetTest, CommonPatternsStayAsTheyAreWritten) {
  EXPECT_EQ(Common(Set({"s3:*", "ec2:Describe*"}), Set({"s3:Get*", "iam:*"})), "s3:Get*");
  EXPECT_EQ(Common(Set({"*"}), Set({"future:*"})), "future:*");
  EXPECT_EQ(Common(Set({"*"}), Set({"iam:*"}, true)), "not iam:*");
  EXPECT_EQ(Common(Set({"iam:*"}, true), Set({"sts:*"}, true)), "not iam:* sts:*");
  EXPECT_EQ(Common(Set({"s3:Get*", "iam:Get*"}), Set({"iam:*"}, true)), "s3:Get*");
}

// MA-4.
TEST(ActionSetTest, WhatOverlapsIsListed) {
  EXPECT_EQ(Common(Set({"sqs:*Queue"}), Set({"sqs:Tag*", "sqs:Untag*"})),
            "sqs:TagQueue sqs:UntagQueue");
  EXPECT_EQ(Common(Set({"new:*"}), Set({"new:O*"}, true)), "new:two");
}

// Every action of the catalog, both ways of asking.
TEST(ActionSetTest, TheCommonPartHasExactlyTheCommonActions) {
  const std::vector<ActionSet> sets = {Set({"*"}),
                                       Set({"s3:*Object", "ec2:*"}),
                                       Set({"s3:Get*", "s3:Put*"}),
                                       Set({"*:Get*"}),
                                       Set({"s3:*", "iam:*"}, true),
                                       Set({"*:Describe*", "s3:?etObject"}, true),
                                       Set({"ec2:RunInstances", "new:One"})};
  for (const ActionSet& a : sets) {
    const auto in_a = a.MembersIn(Universe());
    for (const ActionSet& b : sets) {
      const auto in_b = b.MembersIn(Universe());
      const auto in_both = Intersect(a, b, Universe()).MembersIn(Universe());
      for (std::size_t i = 0; i < in_both.size(); ++i) {
        ASSERT_EQ(in_both[i], in_a[i] && in_b[i])
            << Universe().lower(static_cast<std::uint32_t>(i));
      }
    }
  }
}

// A prefix may stand for actions only where all of them are wanted.
TEST(ActionUniverseTest, CompactsWithoutWidening) {
  for (const char* pattern : {"s3:*", "s3:Get*", "ec2:*Volume*", "*:Tag*", "iam:*Role*"}) {
    const auto wanted = Set({pattern}).MembersIn(Universe());
    auto others = wanted;
    others.flip();
    const ActionSet made{
        false, Universe().Compact(wanted, others, [](const ActionGlob&) { return true; })};
    EXPECT_EQ(made.MembersIn(Universe()), wanted) << pattern;
    std::size_t count = 0;
    for (const bool in : wanted) count += in ? 1 : 0;
    EXPECT_LE(made.patterns.size(), count) << pattern;
  }
  const auto all_s3 = Set({"s3:*"}).MembersIn(Universe());
  auto others = all_s3;
  others.flip();
  EXPECT_EQ(Universe().Compact(all_s3, others, [](const ActionGlob&) { return true; }).size(), 1U);
}

}  // namespace
}  // namespace iamsim
