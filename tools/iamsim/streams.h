#ifndef IAMSIM_TOOLS_IAMSIM_STREAMS_H_
#define IAMSIM_TOOLS_IAMSIM_STREAMS_H_

#include <istream>
#include <ostream>

#include "iamsim/io/write.h"

namespace iamsim {

// What a command reads and writes: results go to `out`, everything else to `err`.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  TextStyle style;  // of `out`
  bool err_is_terminal = false;
  int write_error = 0;  // errno of the first Print() that failed
};

// formats.md, "Commands".
enum class ExitCode : int { kYes = 0, kNo = 1, kNoAnswer = 2, kConditional = 3 };

}  // namespace iamsim

#endif  // IAMSIM_TOOLS_IAMSIM_STREAMS_H_
