#include "iamsim/match/timestamp.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {
namespace {

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Removes exactly `width` digits from the front of `text`; nothing when there are fewer or when the
// number is above `limit`.
std::optional<int> TakeNumber(absl::string_view* text, std::size_t width, int limit) {
  if (text->size() < width) return std::nullopt;
  int number = 0;
  for (const char digit : text->substr(0, width)) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(digit))) return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  if (number > limit) return std::nullopt;
  text->remove_prefix(width);
  return number;
}

// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, in seconds of its midnight. Days exist in the calendar.
std::optional<std::int64_t> TakeDate(absl::string_view* text, bool* has_day) {
  const std::optional<int> year = TakeNumber(text, 4, 9999);
  std::optional<int> month = 1;
  std::optional<int> day = 1;
  *has_day = false;
  if (absl::ConsumePrefix(text, "-")) {
    month = TakeNumber(text, 2, 12);
    if (absl::ConsumePrefix(text, "-")) {
      day = TakeNumber(text, 2, 31);
      *has_day = true;
    }
  }
  if (!year.has_value() || !month.has_value() || !day.has_value()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86400};
}

// `hh:mm` in seconds.
std::optional<int> TakeHourAndMinute(absl::string_view* text) {
  const std::optional<int> hour = TakeNumber(text, 2, 23);
  if (!hour.has_value() || !absl::ConsumePrefix(text, ":")) return std::nullopt;
  const std::optional<int> minute = TakeNumber(text, 2, 59);
  if (!minute.has_value()) return std::nullopt;
  return *hour * 3600 + *minute * 60;
}

// The whole of `text` as a zone, in seconds east of UTC. CO-24: no zone is UTC.
std::optional<int> ParseZone(absl::string_view text) {
  if (text.empty() || text == "Z") return 0;
  const int sign = absl::ConsumePrefix(&text, "-") ? -1 : absl::ConsumePrefix(&text, "+") ? 1 : 0;
  const std::optional<int> offset = TakeHourAndMinute(&text);
  if (sign == 0 || !offset.has_value() || !text.empty()) return std::nullopt;
  return sign * *offset;
}

// What follows the `T`: `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s`, and a zone. Adds to `time`.
bool AddTimeOfDay(absl::string_view text, Timestamp* time) {
  const std::optional<int> minutes = TakeHourAndMinute(&text);
  if (!minutes.has_value()) return false;
  time->seconds += *minutes;
  if (absl::ConsumePrefix(&text, ":")) {
    const std::optional<int> second = TakeNumber(&text, 2, 59);
    if (!second.has_value()) return false;
    time->seconds += *second;
    if (absl::ConsumePrefix(&text, ".")) {
      const auto end = std::find_if_not(text.begin(), text.end(), absl::ascii_isdigit);
      time->fraction.assign(text.begin(), end);
      if (time->fraction.empty()) return false;
      text.remove_prefix(time->fraction.size());
      time->fraction.erase(time->fraction.find_last_not_of('0') + 1);
    }
  }
  const std::optional<int> zone = ParseZone(text);
  if (!zone.has_value()) return false;
  time->seconds -= *zone;
  return true;
}

}  // namespace

std::optional<Timestamp> ParseTimestamp(absl::string_view text) {
  Timestamp time;
  if (IsDigits(text) && (defaults::kDigitsAreEpochSeconds || text.size() != 4)) {  // OP-19
    if (!absl::SimpleAtoi(text, &time.seconds)) return std::nullopt;
    return time;
  }
  bool has_day = false;
  const std::optional<std::int64_t> midnight = TakeDate(&text, &has_day);
  if (!midnight.has_value()) return std::nullopt;
  time.seconds = *midnight;
  if (text.empty()) return time;  // CO-24: 00:00:00Z
  if (!has_day || !absl::ConsumePrefix(&text, "T") || !AddTimeOfDay(text, &time)) {
    return std::nullopt;
  }
  return time;
}

}  // namespace iamsim
