#ifndef IAMSIM_MATCH_TIMESTAMP_H_
#define IAMSIM_MATCH_TIMESTAMP_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iamsim {

// An instant (CO-24): whole seconds since the epoch and an exact decimal fraction.
struct Timestamp {
  std::int64_t seconds = 0;
  std::string fraction;  // digits after the point, without trailing zeros

  friend std::strong_ordering operator<=>(const Timestamp&, const Timestamp&) = default;
  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

// The W3C profile of ISO 8601 (date only: 00:00:00Z; no zone: UTC) or epoch seconds: digits only,
// four of them included (OP-19). Nothing for anything else, impossible dates included.
std::optional<Timestamp> ParseTimestamp(absl::string_view text);

}  // namespace iamsim

#endif  // IAMSIM_MATCH_TIMESTAMP_H_
