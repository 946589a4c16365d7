#include "iamsim/base/fingerprint.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(FingerprintTest, IsTheSameInEveryRun) {
  EXPECT_EQ(Fingerprint().Hex(), "cbf29ce484222325");
  // FNV-1a of "a" is af63dc4c8601ec8c; then comes its length.
  EXPECT_EQ(Fingerprint().Add("a").Hex(), "dedf9f982e43402d");
}

TEST(FingerprintTest, TellsTextsApartByTheirEnds) {
  EXPECT_NE(Fingerprint().Add("ab").Add("c").Hex(), Fingerprint().Add("a").Add("bc").Hex());
  EXPECT_NE(Fingerprint().Add("").Hex(), Fingerprint().Hex());
  EXPECT_NE(Fingerprint().Add(1).Hex(), Fingerprint().Add(2).Hex());
}

}  // namespace
}  // namespace iamsim
