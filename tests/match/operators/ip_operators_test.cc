#include <gtest/gtest.h>

#include "match/condition_case.h"

namespace iamsim {
namespace {

TEST(IpOperatorsTest, Compare) {  // CO-27
  ExpectConditions({
      {"inside", "IpAddress", {"203.0.113.0/24"}, One("203.0.113.7"), true},
      {"outside", "IpAddress", {"203.0.113.0/24"}, One("203.0.114.7"), false},
      {"one of several", "IpAddress", {"10.0.0.0/8", "203.0.113.7"}, One("203.0.113.7"), true},
      {"host bits are masked", "IpAddress", {"203.0.113.9/24"}, One("203.0.113.1"), true},
      {"IPv6 as numbers", "IpAddress", {"2001:db8::1"}, One("2001:DB8:0:0:0:0:0:1"), true},
      {"everything", "IpAddress", {"0.0.0.0/0"}, One("198.51.100.1"), true},
      {"T-20: families never match", "IpAddress", {"203.0.113.0/24"}, One("2001:db8::1"), false},
      {"negated, inside", "NotIpAddress", {"203.0.113.0/24"}, One("203.0.113.7"), false},
      {"negated, outside", "NotIpAddress", {"203.0.113.0/24"}, One("203.0.114.7"), true},
      {"negated, in one of several",
       "NotIpAddress",
       {"10.0.0.0/8", "203.0.113.0/24"},
       One("203.0.113.7"),
       false},
      {"T-20: families never match, negated",
       "NotIpAddress",
       {"203.0.113.0/24"},
       One("2001:db8::1"),
       true},
      {"QK-2: negated, absent", "NotIpAddress", {"203.0.113.0/24"}, Absent(), true},
      {"no wildcards", "IpAddress", {"203.0.113.*"}, One("203.0.113.7"), false},
      {"no variables", "IpAddress", {"${aws:x, '203.0.113.7'}"}, One("203.0.113.7"), false},
  });
}

TEST(IpOperatorsTest, MalformedOperands) {  // CO-12, OP-10, OP-25
  ExpectConditions({
      {"malformed policy value", "IpAddress", {"203.0.113.0/33"}, One("203.0.113.7"), false},
      {"OP-25: malformed policy value, negated",
       "NotIpAddress",
       {"203.0.113.0/33"},
       One("203.0.113.7"),
       true},
      {"malformed context value", "IpAddress", {"0.0.0.0/0"}, One("here"), false},
      {"OP-10: malformed context value, negated",
       "NotIpAddress",
       {"10.0.0.0/8"},
       One("here"),
       false},
      {"CO-27: a context value with a prefix",
       "IpAddress",
       {"203.0.113.0/24"},
       One("203.0.113.7/32"),
       false},
      {"CO-27: the same, negated", "NotIpAddress", {"10.0.0.0/8"}, One("203.0.113.7/32"), false},
      {"context wins when both are", "NotIpAddress", {"here"}, One("there"), false},
  });
}
}  // namespace
}  // namespace iamsim
