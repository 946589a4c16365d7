#ifndef IAMSIM_IO_REPEATED_POLICIES_H_
#define IAMSIM_IO_REPEATED_POLICIES_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iamsim/base/json_document.h"
#include "iamsim/request/request.h"

namespace iamsim {

// Lines of `simulate` that follow one another mostly ask another question of the same policies,
// which are nearly all of their text. This keeps the policies with which the last line ended: of a
// line that ends in the same bytes only the beginning has to be read. Not thread-safe.
class RepeatedPolicies {
 public:
  // `line` without the policies that end it, as JSON of its own with the same places; nullopt when
  // it does not end as the kept one. `line` is valid JSON exactly when the result is and has no
  // `policies`. Costs a comparison of bytes.
  std::optional<std::string> HeadOf(absl::string_view line) const;

  // Gives `request`, read from HeadOf(the text of `line`), the policies that the text ends in.
  // `line` is the whole text's size and number. False when `head` has policies of its own: then the
  // whole line has to be read.
  bool Complete(const JsonNode& head, std::size_t line_size, Request* request) const;

  // Keeps the policies of `request`, which was read from `line` without warnings, if the line ends
  // in them.
  void Keep(const JsonNode& line, const Request& request);

 private:
  std::string tail_;  // from the comma before `policies` to the end of the line; empty: none kept
  std::size_t head_size_ = 0;  // of the line that the policies were read from
  SuppliedPolicies policies_;
};

}  // namespace iamsim

#endif  // IAMSIM_IO_REPEATED_POLICIES_H_
