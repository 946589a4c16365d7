#ifndef IAMSIM_MATCH_CIDR_H_
#define IAMSIM_MATCH_CIDR_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace iamsim {

// One IPv4 or IPv6 address. IPv4-mapped IPv6 stays IPv6 (CO-27).
struct IpAddress {
  bool is_ipv6 = false;
  std::array<std::uint8_t, 16> bytes = {};  // IPv4: the first four
};

// Dotted decimal without leading zeros, or any IPv6 text form without zone. Nothing with a prefix.
std::optional<IpAddress> ParseIpAddress(absl::string_view text);

// A range `address/prefix`; host bits are masked away. No prefix: one address (OP-27).
struct Cidr {
  IpAddress address;
  int prefix = 0;

  // False across families.
  bool Contains(const IpAddress& other) const;
};
std::optional<Cidr> ParseCidr(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_MATCH_CIDR_H_
