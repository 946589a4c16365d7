#include "iamsim/base/utf8.h"

#include <utf8proc.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"

namespace iamsim {
namespace {

const utf8proc_uint8_t* Bytes(absl::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// Bytes of the code point at the start of `text`, or 0 for bytes that are not UTF-8.
std::size_t Decode(absl::string_view text, utf8proc_int32_t* code_point) {
  const utf8proc_ssize_t size =
      utf8proc_iterate(Bytes(text), static_cast<utf8proc_ssize_t>(text.size()), code_point);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

std::size_t AsciiPrefix(absl::string_view text) {
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && absl::ascii_isascii(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

// utf8proc knows the full folding (C+F). Where that is one code point it is the simple one too
// (C); elsewhere the simple folding (S), if there is one, is the lower-case letter. The exception
// is U+0130, which has a Turkic (T) and a full folding but no simple one.
utf8proc_int32_t SimpleFold(utf8proc_int32_t code_point) {
  constexpr utf8proc_int32_t kCapitalIWithDot = 0x130;
  if (code_point == kCapitalIWithDot) return code_point;
  std::array<utf8proc_int32_t, 8> folded{};
  int boundary_class = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(code_point, folded.data(), utf8proc_ssize_t{folded.size()},
                              UTF8PROC_CASEFOLD, &boundary_class);
  if (count == 1) return folded[0];
  return utf8proc_tolower(code_point);
}

}  // namespace

std::size_t ValidUtf8Prefix(absl::string_view text) {
  std::size_t at = AsciiPrefix(text);
  while (at < text.size()) {
    utf8proc_int32_t code_point = 0;
    const std::size_t size = Decode(text.substr(at), &code_point);
    if (size == 0) return at;
    at += size;
    at += AsciiPrefix(text.substr(at));
  }
  return at;
}

bool IsAscii(absl::string_view text) { return AsciiPrefix(text) == text.size(); }

bool IsValidUtf8(absl::string_view text) { return ValidUtf8Prefix(text) == text.size(); }

std::size_t CodePointLength(absl::string_view text) {
  utf8proc_int32_t code_point = 0;
  const std::size_t size = Decode(text, &code_point);
  return size == 0 ? 1 : size;
}

std::string FoldCase(absl::string_view text) {
  if (IsAscii(text)) return absl::AsciiStrToLower(text);
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const std::size_t size = Decode(text, &code_point);
    if (size == 0) {
      folded += text.front();
      text.remove_prefix(1);
      continue;
    }
    std::array<utf8proc_uint8_t, 4> encoded{};
    const utf8proc_ssize_t length = utf8proc_encode_char(SimpleFold(code_point), encoded.data());
    folded.append(encoded.begin(), encoded.begin() + length);
    text.remove_prefix(size);
  }
  return folded;
}

}  // namespace iamsim
