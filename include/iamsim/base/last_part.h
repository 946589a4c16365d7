#ifndef IAMSIM_BASE_LAST_PART_H_
#define IAMSIM_BASE_LAST_PART_H_

#include "absl/strings/string_view.h"

namespace iamsim {

// What follows the last slash of a path or of the resource of an ARN; all of it without one.
inline absl::string_view LastPart(absl::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace iamsim

#endif  // IAMSIM_BASE_LAST_PART_H_
