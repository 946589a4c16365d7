#include "catalog/form.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "iamsim/match/glob.h"

namespace iamsim {
namespace {

constexpr int kColonsBeforeResource = 5;

// The size of the placeholder that `text` begins with, or 0.
std::size_t PlaceholderSize(absl::string_view text) {
  if (!absl::StartsWith(text, "${")) return 0;
  const std::size_t end = text.find('}');
  return end == absl::string_view::npos ? 0 : end + 1;
}

std::string EncodeArnForm(absl::string_view form) {
  std::string encoded;
  int colons = 0;
  while (!form.empty()) {
    const bool in_field = colons < kColonsBeforeResource;
    const char run = in_field ? glob_code::kRunInField : glob_code::kAnyRun;
    const std::size_t placeholder = PlaceholderSize(form);
    if (placeholder > 0) {
      encoded += in_field ? glob_code::kOneInField : glob_code::kAnyOne;
      encoded += run;
    } else if (form.front() == '*') {
      encoded += run;
    } else {
      if (form.front() == ':') ++colons;
      encoded += form.front();
    }
    form.remove_prefix(std::max<std::size_t>(placeholder, 1));
  }
  return encoded;
}

}  // namespace

bool FitsArnForm(absl::string_view form, absl::string_view arn) {
  return GlobMatch(EncodeArnForm(form), arn);
}

bool FitsKeyForm(absl::string_view form, absl::string_view key) {
  std::string encoded;
  while (!form.empty()) {
    const std::size_t placeholder = PlaceholderSize(form);
    if (placeholder > 0) {
      encoded += glob_code::kAnyOne;
      encoded += glob_code::kAnyRun;
    } else {
      encoded += form.front();
    }
    form.remove_prefix(std::max<std::size_t>(placeholder, 1));
  }
  return GlobMatch(encoded, key);
}

std::size_t LiteralSize(absl::string_view form) {
  std::size_t size = 0;
  while (!form.empty()) {
    const std::size_t placeholder = PlaceholderSize(form);
    if (placeholder == 0) ++size;
    form.remove_prefix(std::max<std::size_t>(placeholder, 1));
  }
  return size;
}

}  // namespace iamsim
