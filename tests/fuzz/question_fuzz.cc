// Question files of `audit`, `diff` and `test --record`. The laws: reading never crashes; each line
// that is not blank is a question with something to ask, or an error of one line with its place in
// the file; and the lines behind a bad one are read all the same.
//
// Input: a question file.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>

#include "iamsim/base/check.h"
#include "iamsim/base/source_place.h"
#include "iamsim/io/question_file.h"

namespace {

constexpr std::size_t kMaxBytes = 65536;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::istringstream one(text);
  std::istringstream other(text);
  const auto file = iamsim::QuestionFile::Open("-", one);
  const auto lines = iamsim::QuestionFile::Open("-", other);
  IAMSIM_CHECK(file.ok() && lines.ok());
  while (const auto question = (*file)->Next()) {
    IAMSIM_CHECK((*lines)->Advance() && (*lines)->index() == (*file)->index());
    IAMSIM_CHECK((*lines)->Read().status() == question->status());
    if (question->ok()) {
      IAMSIM_CHECK(!(*question)->request.action.empty() && !(*question)->request.resource.empty());
    } else {
      IAMSIM_CHECK(iamsim::PlaceOf(question->status()).has_value());
      IAMSIM_CHECK(iamsim::Describe(question->status()).find('\n') == std::string::npos);
    }
  }
  IAMSIM_CHECK(!(*lines)->Advance());
  return 0;
}
