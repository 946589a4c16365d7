#include "fast/action_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iamsim/catalog/catalog.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

TEST(ActionNames, ExpandsAsThePatternMatches) {  // MA-1 … MA-3
  const Catalog& catalog = Catalog::Builtin();
  const ActionNames& names = ActionNames::Builtin();
  for (const char* text :
       {"*", "s3:*", "S3:Get*", "s3:GetObject", "s3:getobject", "s3:*Object", "s3:Get?bject", "*:*",
        "s*:List*", "nothing:*", "s3:Invented", "?3:*", "ec2:*Instance*", "**", "s3*"}) {
    const ActionPattern pattern(text);
    std::vector<bool> covered(names.count());
    std::uint32_t last_end = 0;
    for (const ActionSpan& span : names.Expand(pattern)) {
      ASSERT_LT(span.begin, span.end) << text;
      ASSERT_TRUE(span.begin > last_end || last_end == 0) << text;
      last_end = span.end;
      for (std::uint32_t id = span.begin; id < span.end; ++id) covered[id] = true;
    }
    for (std::uint32_t id = 0; id < names.count(); ++id) {
      const Action action = *ParseAction(catalog.text(static_cast<ActionId>(id)));
      ASSERT_EQ(names.Find(action.lower()), id);
      EXPECT_EQ(covered[id], pattern.Matches(action)) << text << " and " << action.text();
    }
  }
  EXPECT_EQ(names.Find("new:invented"), ActionNames::kNone);
}

TEST(ActionNames, CombinesSpans) {
  EXPECT_THAT(UnionOf({{5, 7}, {1, 2}, {2, 3}, {6, 9}}),
              ElementsAre(ActionSpan{1, 2}, ActionSpan{2, 3}, ActionSpan{5, 9}));
  EXPECT_THAT(ComplementOf({{1, 3}, {5, 9}}, 10),
              ElementsAre(ActionSpan{0, 1}, ActionSpan{3, 5}, ActionSpan{9, 10}));
  EXPECT_THAT(ComplementOf({{0, 10}}, 10), ElementsAre());
  EXPECT_THAT(ComplementOf({}, 10), ElementsAre(ActionSpan{0, 10}));
}

}  // namespace
}  // namespace iamsim
