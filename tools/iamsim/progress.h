#ifndef IAMSIM_TOOLS_IAMSIM_PROGRESS_H_
#define IAMSIM_TOOLS_IAMSIM_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "streams.h"

namespace iamsim {

// One line on standard error that says how far a long run is, and goes away when it is done.
// Nothing is shown during the first second, nor when standard error is no terminal.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // `noun`: what is counted ("principals"). `quiet`: say nothing. `streams` must outlive this.
  Progress(Streams& streams, std::string noun, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `of` 0: nobody knows. Cheap to call often.
  void Update(std::size_t done, std::size_t of, Clock::time_point now = Clock::now());

 private:
  Streams& streams_;
  std::string noun_;
  bool enabled_;
  bool shown_ = false;
  Clock::time_point begin_;
  Clock::time_point last_;
};

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_PROGRESS_H_
