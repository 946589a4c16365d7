#include <gtest/gtest.h>

#include "iamsim/catalog/catalog.h"

namespace iamsim {
namespace {

TEST(CatalogWords, AreThoseOfAws) {
  EXPECT_EQ(ToString(AccessLevel::kList), "List");
  EXPECT_EQ(ToString(AccessLevel::kRead), "Read");
  EXPECT_EQ(ToString(AccessLevel::kTagging), "Tagging");
  EXPECT_EQ(ToString(AccessLevel::kWrite), "Write");
  EXPECT_EQ(ToString(AccessLevel::kPermissionsManagement), "Permissions management");
  EXPECT_EQ(ToString(KeyType::kString), "String");
  EXPECT_EQ(ToString(KeyType::kArn), "ARN");
  EXPECT_EQ(ToString(KeyType::kBool), "Bool");
  EXPECT_EQ(ToString(KeyType::kDate), "Date");
  EXPECT_EQ(ToString(KeyType::kIpAddress), "IPAddress");
  EXPECT_EQ(ToString(KeyType::kNumeric), "Numeric");
  EXPECT_EQ(ToString(KeyType::kBinary), "Binary");
}

}  // namespace
}  // namespace iamsim
