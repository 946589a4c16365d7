#include "iamsim/match/decimal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace iamsim {
namespace {

TEST(DecimalTest, ComparesExactly) {
  const struct {
    const char* name;
    std::string a;
    std::string b;
    std::strong_ordering want;
  } cases[] = {
      {"T-19, CO-23: trailing zeros do not count", "2", "2.0", std::strong_ordering::equal},
      {"CO-23: nor do those of a fraction", "0.1", "0.10", std::strong_ordering::equal},
      {"leading zeros", "007", "7", std::strong_ordering::equal},
      {"a plus sign", "+7", "7", std::strong_ordering::equal},
      {"negative zero is zero", "-0.0", "0", std::strong_ordering::equal},
      {"zero with an exponent", "0e9", "0", std::strong_ordering::equal},
      {"a bare point at the end", "5.", "5", std::strong_ordering::equal},
      {"a bare point at the start", ".5", "0.5", std::strong_ordering::equal},
      {"CO-23: exponent", "1.5e3", "1500", std::strong_ordering::equal},
      {"negative exponent", "15E-1", "1.5", std::strong_ordering::equal},
      {"exponent with a plus sign", "1e+2", "100", std::strong_ordering::equal},
      {"more than a double holds", "9007199254740993", "9007199254740992",
       std::strong_ordering::greater},
      {"a fraction that a double rounds", "0.1000000000000000000001", "0.1",
       std::strong_ordering::greater},
      {"longer is not larger", "0.09", "0.1", std::strong_ordering::less},
      {"by the number of digits", "9", "10", std::strong_ordering::less},
      {"negative below positive", "-1", "0.001", std::strong_ordering::less},
      {"negative below zero", "-0.001", "0", std::strong_ordering::less},
      {"negatives turn around", "-10", "-9", std::strong_ordering::less},
      {"negatives of one magnitude turn around", "-1.5", "-1.2", std::strong_ordering::less},
      {"huge exponents cost nothing", "1e999999999999", "1e1000000000000",
       std::strong_ordering::less},
      {"huge negative exponents", "1e-999999999999", "0", std::strong_ordering::greater},
      {"a hundred thousand digits", std::string(100'000, '9'), "1e100000",
       std::strong_ordering::less},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const std::optional<Decimal> a = Decimal::Parse(row.a);
    const std::optional<Decimal> b = Decimal::Parse(row.b);
    ASSERT_TRUE(a.has_value());
    ASSERT_TRUE(b.has_value());
    EXPECT_TRUE((*a <=> *b) == row.want);
    EXPECT_TRUE((*b <=> *a) == 0 <=> row.want);
    EXPECT_EQ(*a == *b, row.want == 0);
  }
}

TEST(DecimalTest, AgreesWithIntegersOnAllSmallHundredths) {
  for (int a = -205; a <= 205; a += 3) {
    for (int b = -205; b <= 205; ++b) {
      const auto text = [](int n) {
        return absl::StrFormat("%s%d.%02d", n < 0 ? "-" : "", std::abs(n) / 100, std::abs(n) % 100);
      };
      const std::optional<Decimal> x = Decimal::Parse(text(a));
      const std::optional<Decimal> y = Decimal::Parse(absl::StrCat(b, "e-2"));
      ASSERT_TRUE(x.has_value());
      ASSERT_TRUE(y.has_value());
      ASSERT_TRUE((*x <=> *y) == (a <=> b)) << a << " and " << b;
    }
  }
}

TEST(DecimalTest, RejectsWhatIsNoNumber) {  // CO-23
  for (const char* text : {"",
                           "-",
                           "+",
                           ".",
                           "-.",
                           "e5",
                           ".e5",
                           "1e",
                           "1e+",
                           "1e1.5",
                           "0x10",
                           "NaN",
                           "nan",
                           "Infinity",
                           "inf",
                           " 1",
                           "1 ",
                           "1,000",
                           "1_000",
                           "--1",
                           "+-1",
                           "1.2.3",
                           "1f",
                           "१",
                           "1e9223372036854775808",
                           "10e9223372036854775807",
                           "0.01e-9223372036854775808"}) {
    EXPECT_FALSE(Decimal::Parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace iamsim
