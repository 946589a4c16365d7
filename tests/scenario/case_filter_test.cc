#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "iamsim/scenario/scenario.h"

namespace iamsim {
namespace {

TEST(IsSelectedTest, NamesTagsAndTheirOpposites) {
  TestCase test;
  test.name = "reader writes [s3:PutObject arn:aws:s3:::b/*]";
  test.tags = {"scp", "team:ml"};
  const struct {
    std::vector<std::string> filters;
    bool selected;
  } rows[] = {
      {{}, true},
      {{""}, true},
      {{"writes"}, true},
      {{"Writes"}, false},
      {{"reader*"}, true},
      {{"writes*"}, false},
      {{"*arn:aws:s3:::?/*"}, true},
      {{"tag:scp"}, true},
      {{"tag:sc"}, false},
      {{"tag:team:*"}, true},
      {{"tag:reader"}, false},
      {{"!writes"}, false},
      {{"!reads"}, true},
      {{"!tag:scp"}, false},
      {{"!tag:slow"}, true},
      {{"writes", "tag:scp"}, true},
      {{"writes", "tag:slow"}, false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(IsSelected(test, row.filters), row.selected)
        << (row.filters.empty() ? "" : row.filters.front());
  }
}

TEST(IsSelectedTest, ACaseWithoutTagsHasNone) {
  TestCase test;
  test.name = "t";
  EXPECT_FALSE(IsSelected(test, std::vector<std::string>{"tag:*"}));
  EXPECT_TRUE(IsSelected(test, std::vector<std::string>{"!tag:*"}));
}

}  // namespace
}  // namespace iamsim
