// Tested by tests/cli/progress_test.cc.

#include "progress.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::milliseconds kStep{200};
constexpr absl::string_view kClearLine = "\r\x1b[K";

}  // namespace

Progress::Progress(Streams& streams, std::string noun, bool quiet)
    : streams_(streams),
      noun_(std::move(noun)),
      enabled_(streams.err_is_terminal && !quiet),
      begin_(Clock::now()),
      last_(begin_) {}

Progress::~Progress() {
  if (shown_) streams_.err << kClearLine << std::flush;
}

void Progress::Update(std::size_t done, std::size_t of, Clock::time_point now) {
  if (!enabled_ || now - begin_ < kPatience || (shown_ && now - last_ < kStep)) return;
  last_ = now;
  shown_ = true;
  std::string line = absl::StrCat(kClearLine, done);
  const auto elapsed = std::chrono::duration<double>(now - begin_).count();
  const auto rate = static_cast<std::size_t>(static_cast<double>(done) / elapsed);
  if (of > 0) absl::StrAppend(&line, " of ", of);
  absl::StrAppend(&line, " ", noun_, ", ", rate, " a second");
  if (of > done && rate > 0) absl::StrAppend(&line, ", ", (of - done) / rate + 1, " s left");
  streams_.err << line << std::flush;
}

}  // namespace iamsim
