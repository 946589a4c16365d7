#include "iamsim/match/timestamp.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(TimestampTest, ReadsInstants) {
  const struct {
    const char* name;
    const char* text;
    std::int64_t seconds;
    const char* fraction;
  } cases[] = {
      {"CO-24: epoch", "1709209800", 1709209800, ""},
      {"CO-24, OP-19: four digits are epoch seconds", "2024", 2024, ""},
      {"epoch with leading zeros", "0007", 7, ""},
      {"CO-24: a date without dashes is epoch seconds", "20240229", 20240229, ""},
      {"CO-24: year and month", "2024-02", 1706745600, ""},
      {"CO-24: date only is midnight UTC", "2024-02-29", 1709164800, ""},
      {"CO-24: minutes", "2024-02-29T12:30Z", 1709209800, ""},
      {"CO-24: seconds", "2024-02-29T12:30:05Z", 1709209805, ""},
      {"CO-24: fraction", "2024-02-29T12:30:05.25Z", 1709209805, "25"},
      {"CO-24: a fraction without zone", "2024-02-29T12:30:05.5", 1709209805, "5"},
      {"CO-24: a fraction of zeros", "2024-02-29T12:30:05.000Z", 1709209805, ""},
      {"CO-24: missing zone is UTC", "2024-02-29T12:30:05", 1709209805, ""},
      {"CO-24: missing zone after minutes", "2024-02-29T12:30", 1709209800, ""},
      {"CO-24: east of UTC", "2024-02-29T14:30:00+02:00", 1709209800, ""},
      {"CO-24: west of UTC", "2024-02-29T04:00-08:30", 1709209800, ""},
      {"a zone may change the day", "2024-03-01T00:00:00+00:01", 1709251140, ""},
      {"before the epoch", "1969-12-31T23:59:59Z", -1, ""},
      {"the first year", "0001-01-01", -62135596800, ""},
      {"the last year", "9999-12-31T23:59:59Z", 253402300799, ""},
      {"a leap day of a century", "2000-02-29", 951782400, ""},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const std::optional<Timestamp> time = ParseTimestamp(row.text);
    ASSERT_TRUE(time.has_value());
    EXPECT_EQ(time->seconds, row.seconds);
    EXPECT_EQ(time->fraction, row.fraction);
  }
}

TEST(TimestampTest, RejectsEverythingElse) {  // CO-24
  for (const char* text : {"",
                           "-5",
                           "1.5",
                           "1e9",
                           "99999999999999999999",
                           "2024-1",
                           "2024-13",
                           "2024-00",
                           "2024-02-30",
                           "2023-02-29",
                           "1900-02-29",
                           "2024-04-31",
                           "2024-02-00",
                           "2024-02-29 12:30Z",
                           "2024-02-29t12:30Z",
                           "2024-02-29T12:30z",
                           "2024-02-29T12Z",
                           "2024-02-29T24:00Z",
                           "2024-02-29T12:60Z",
                           "2024-02-29T12:30:60Z",
                           "2024-02-29T12:30:05.Z",
                           "2024-02-29T12:30:05+0200",
                           "2024-02-29T12:30:05+24:00",
                           "2024-02-29T12:30:05+02:60",
                           "2024-02-29T12:30:05Zx",
                           "2024-02-29T",
                           "2024-02-29Z",
                           "2024-02T12:30Z",
                           "2024-",
                           "2024-02-",
                           "24-02-29",
                           "*",
                           "2024-*"}) {
    EXPECT_FALSE(ParseTimestamp(text).has_value()) << text;
  }
}

TEST(TimestampTest, ComparesInstants) {  // CO-24
  const auto at = [](const char* text) { return ParseTimestamp(text).value(); };
  EXPECT_EQ(at("2024-02-29T12:30:00Z"), at("2024-02-29T14:30:00+02:00"));
  EXPECT_EQ(at("2024-02-29T12:30:00.50Z"), at("2024-02-29T12:30:00.5Z"));
  EXPECT_LT(at("2024-02-29T12:30:00Z"), at("2024-02-29T12:30:00.001Z"));
  EXPECT_LT(at("2024-02-29T12:30:00.09Z"), at("2024-02-29T12:30:00.1Z"));
  EXPECT_LT(at("2024-02-29T12:30:00.9Z"), at("2024-02-29T12:30:01Z"));
  EXPECT_LT(at("1969-12-31T23:59:59.9Z"), at("1970-01-01"));
  EXPECT_LT(at("2024"), at("2000-01-01"));  // OP-19
}

}  // namespace
}  // namespace iamsim
