#include "iamsim/snapshot/record_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;

// Records what it makes.
struct Maker {
  std::vector<std::size_t> made;
  RecordTable<std::string> Table(std::size_t size) {
    return {size, [this](std::size_t i) {
              made.push_back(i);
              return absl::StrCat("a record that is long enough for the heap ", i);
            }};
  }
};

TEST(RecordTableTest, RecordsThatAreThereAreGivenAsTheyAre) {
  const RecordTable<std::string> table(std::vector<std::string>{"a", "b"});
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table[1], "b");
  EXPECT_THAT(table.All(), ElementsAre("a", "b"));
}

TEST(RecordTableTest, EachRecordIsMadeOnceAndWhenItIsAskedFor) {
  Maker maker;
  const RecordTable<std::string> table = maker.Table(4);
  EXPECT_EQ(table.size(), 4U);
  EXPECT_THAT(maker.made, ElementsAre());
  const std::string* const address = &table[2];
  EXPECT_EQ(*address, "a record that is long enough for the heap 2");
  EXPECT_EQ(&table[2], address);
  EXPECT_THAT(maker.made, ElementsAre(2U));
  EXPECT_EQ(&table.All()[2], address);
  EXPECT_THAT(maker.made, ElementsAre(2U, 0U, 1U, 3U));
  EXPECT_EQ(table.All().size(), 4U);
  EXPECT_EQ(maker.made.size(), 4U);
}

TEST(RecordTableTest, RecordsKeepTheirAddressesWhenTheTableMoves) {
  Maker maker;
  RecordTable<std::string> table = maker.Table(2);
  const std::string* const address = &table[1];
  const RecordTable<std::string> moved = std::move(table);
  EXPECT_EQ(&moved[1], address);
}

TEST(RecordTableTest, AnEmptyTableHasNoRecords) {
  Maker maker;
  EXPECT_TRUE(maker.Table(0).All().empty());
  EXPECT_TRUE(RecordTable<std::string>().All().empty());
}

TEST(RecordTableTest, ThreadsSeeTheSameRecords) {
  Maker maker;
  const RecordTable<std::string> table = maker.Table(200);
  std::vector<std::jthread> threads;
  for (std::size_t begin = 0; begin < 4; ++begin) {
    threads.emplace_back([&table, begin] {
      for (std::size_t i = 0; i < 200; ++i) {
        const std::size_t at = (i + begin * 50) % 200;
        EXPECT_EQ(table[at], absl::StrCat("a record that is long enough for the heap ", at));
      }
      EXPECT_EQ(table.All().size(), 200U);
    });
  }
  threads.clear();
  EXPECT_EQ(maker.made.size(), 200U);
}

}  // namespace
}  // namespace iamsim
