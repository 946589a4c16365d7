// Tested by tests/base/some_of_test.cc.
#include "iamsim/base/some_of.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iamsim {

std::string SomeOf(absl::Span<const std::string> names, std::size_t most) {
  std::string text = absl::StrJoin(names.subspan(0, most), ", ");
  if (names.size() > most) absl::StrAppend(&text, " and ", names.size() - most, " more");
  return text;
}

}  // namespace iamsim
