#include "iamsim/match/cidr.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {
namespace {

constexpr std::size_t kLongestAddress = 45;  // an IPv6 address that ends in dotted decimal

int AddressBits(const IpAddress& address) { return address.is_ipv6 ? 128 : 32; }

// The bits of byte `index` that a prefix of `prefix` bits covers.
std::uint8_t PrefixMask(int prefix, std::size_t index) {
  const int bits = std::clamp(prefix - static_cast<int>(index) * 8, 0, 8);
  return static_cast<std::uint8_t>(0xFF00u >> static_cast<unsigned>(bits));
}

std::optional<int> ParsePrefix(absl::string_view text, int limit) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), absl::ascii_isdigit)) return std::nullopt;
  int prefix = 0;
  if (!absl::SimpleAtoi(text, &prefix) || prefix > limit) return std::nullopt;
  return prefix;
}

}  // namespace

std::optional<IpAddress> ParseIpAddress(absl::string_view text) {
  // inet_pton stops at a zero byte, and would take what precedes it.
  if (text.size() > kLongestAddress || text.find('\0') != absl::string_view::npos) {
    return std::nullopt;
  }
  char terminated[kLongestAddress + 1] = {};
  std::copy(text.begin(), text.end(), terminated);
  IpAddress address;
  address.is_ipv6 = text.find(':') != absl::string_view::npos;
  const int family = address.is_ipv6 ? AF_INET6 : AF_INET;
  if (inet_pton(family, terminated, address.bytes.data()) != 1) return std::nullopt;
  return address;
}

std::optional<Cidr> ParseCidr(absl::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> address = ParseIpAddress(text.substr(0, slash));
  if (!address.has_value()) return std::nullopt;
  Cidr cidr;
  cidr.address = *address;
  cidr.prefix = address->is_ipv6 ? defaults::kDefaultIpv6Prefix : 32;  // CO-27, OP-27
  if (slash != absl::string_view::npos) {
    const std::optional<int> prefix = ParsePrefix(text.substr(slash + 1), AddressBits(*address));
    if (!prefix.has_value()) return std::nullopt;
    cidr.prefix = *prefix;
  }
  // CO-27: `203.0.113.9/24` is the range of `203.0.113.0/24`.
  for (std::size_t i = 0; i < cidr.address.bytes.size(); ++i) {
    cidr.address.bytes[i] &= PrefixMask(cidr.prefix, i);
  }
  return cidr;
}

bool Cidr::Contains(const IpAddress& other) const {
  if (other.is_ipv6 != address.is_ipv6) return false;  // CO-27
  for (std::size_t i = 0; i < address.bytes.size(); ++i) {
    if ((other.bytes[i] & PrefixMask(prefix, i)) != address.bytes[i]) return false;
  }
  return true;
}

}  // namespace iamsim
