#include "iamsim/match/cidr.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsim {
namespace {

TEST(IpAddressTest, ReadsOneAddress) {
  for (const char* text : {"0.0.0.0", "203.0.113.7", "255.255.255.255", "::", "::1", "2001:db8::1",
                           "2001:0DB8:0000:0000:0000:0000:0000:0001", "::ffff:192.0.2.1"}) {
    EXPECT_TRUE(ParseIpAddress(text).has_value()) << text;
  }
  for (const std::string& text :
       {std::string(), std::string("203.0.113"), std::string("203.0.113.256"),
        std::string("203.0.113.07"), std::string("203.0.113.7 "), std::string(" 203.0.113.7"),
        std::string("203.0.113.7/32"), std::string("::1/128"), std::string("fe80::1%eth0"),
        std::string("2001:db8:::1"), std::string("1:2:3:4:5:6:7"), std::string("localhost"),
        std::string("203.0.113.7\0x", 13), std::string(1000, '1')}) {
    EXPECT_FALSE(ParseIpAddress(text).has_value()) << text;
  }
}

TEST(CidrTest, Contains) {
  const struct {
    const char* name;
    const char* range;
    const char* address;
    bool want;
  } cases[] = {
      {"CO-27: inside", "203.0.113.0/24", "203.0.113.255", true},
      {"CO-27: just below", "203.0.113.0/24", "203.0.112.255", false},
      {"CO-27: just above", "203.0.113.0/24", "203.0.114.0", false},
      {"CO-27: host bits are masked", "203.0.113.9/24", "203.0.113.1", true},
      {"CO-27: a prefix inside a byte", "10.0.0.0/9", "10.127.255.255", true},
      {"CO-27: past a prefix inside a byte", "10.0.0.0/9", "10.128.0.0", false},
      {"CO-27: no prefix is /32", "203.0.113.9", "203.0.113.9", true},
      {"CO-27: no prefix is /32 only", "203.0.113.9", "203.0.113.8", false},
      {"CO-27: 0.0.0.0/0 holds every IPv4 address", "0.0.0.0/0", "255.1.2.3", true},
      {"CO-27: and no IPv6 address", "0.0.0.0/0", "::", false},
      {"CO-27: ::/0 holds every IPv6 address", "::/0", "2001:db8::1", true},
      {"CO-27: and no IPv4 address", "::/0", "0.0.0.0", false},
      {"CO-27: addresses are compared as numbers", "2001:db8::1",
       "2001:0DB8:0000:0000:0000:0000:0000:0001", true},
      {"OP-27: an IPv6 value without prefix is /128", "2001:db8::1", "2001:db8::2", false},
      {"CO-27: IPv6 range", "2001:db8::/33", "2001:db8:7fff::1", true},
      {"CO-27: past an IPv6 range", "2001:db8::/33", "2001:db8:8000::1", false},
      {"CO-27: no IPv4-mapped conversion", "192.0.2.0/24", "::ffff:192.0.2.1", false},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const std::optional<Cidr> range = ParseCidr(row.range);
    const std::optional<IpAddress> address = ParseIpAddress(row.address);
    ASSERT_TRUE(range.has_value());
    ASSERT_TRUE(address.has_value());
    EXPECT_EQ(range->Contains(*address), row.want);
  }
}

TEST(CidrTest, RejectsWhatIsNoRange) {
  for (const char* text :
       {"", "/24", "203.0.113.0/", "203.0.113.0/33", "203.0.113.0/-1", "203.0.113.0/+8",
        "203.0.113.0/ 8", "203.0.113.0/08", "203.0.113.0/24/24", "203.0.113.0/255.255.255.0",
        "2001:db8::/129", "203.0.113.*", "203.0.113.0/9999999999", "2001:db8::/032"}) {
    EXPECT_FALSE(ParseCidr(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace iamsim
