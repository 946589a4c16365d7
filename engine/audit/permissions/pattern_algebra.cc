// Tested by tests/audit/pattern_algebra_test.cc against the matchers themselves.
#include "audit/permissions/pattern_algebra.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "iamsim/match/glob.h"
#include "iamsim/match/variables.h"
#include "iamsim/model/wildcards.h"

namespace iamsim {
namespace {

using glob_code::kAnyOne;
using glob_code::kAnyRun;
using glob_code::kNothing;
using glob_code::kOneInField;
using glob_code::kRunInField;

bool IsCode(char c) {
  return static_cast<unsigned char>(c) >= static_cast<unsigned char>(kNothing);
}
bool IsRun(char c) { return c == kAnyRun || c == kRunInField; }
bool IsAscii(char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; }

// Whether symbol `outer` takes in all that symbol `inner` can be. A `?` is one code point, so that
// it takes a byte of ASCII only.
bool Takes(char outer, char inner) {
  switch (outer) {
    case kAnyRun:
      return true;
    case kRunInField:
      return inner != ':' && inner != kAnyRun && inner != kAnyOne;
    case kAnyOne:
      return IsAscii(inner) || inner == kAnyOne || inner == kOneInField;
    case kOneInField:
      return (IsAscii(inner) && inner != ':') || inner == kOneInField;
    case kNothing:
      return false;
    default:
      return outer == inner;
  }
}

// Whether one character can be both symbols, neither of which is a run.
bool MayBeSame(char a, char b) {
  if (!IsCode(a) && !IsCode(b)) return a == b;
  if (a == kOneInField && b == ':') return false;
  if (b == kOneInField && a == ':') return false;
  return true;
}

// Whether a run can take in something that the symbol can be.
bool MayTake(char run, char symbol) { return run == kAnyRun || symbol != ':'; }

// Adds the states that are reached without a symbol.
void Close(absl::string_view pattern, std::vector<char>* states) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if ((*states)[i] != 0 && IsRun(pattern[i])) (*states)[i + 1] = 1;
  }
}

std::size_t SharedLiterals(absl::string_view a, absl::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i] && !IsCode(a[i])) ++i;
  return i;
}

// Fields 1…5 as MR-5 reads them; a variable there is literal text (MR-13).
std::string EncodeField(absl::string_view field) {
  std::string encoded = EncodeGlob(field);
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] == kAnyRun && i + 1 < encoded.size()) encoded[i] = kRunInField;
    if (encoded[i] == kAnyOne) encoded[i] = kOneInField;
  }
  return encoded;
}

std::string EncodeSixth(absl::string_view field, char variable) {
  std::string encoded;
  const Template sixth = Template::Parse(field, true);
  for (const Template::Part& part : sixth.parts()) {
    if (part.kind == Template::Part::Kind::kVariable) {
      encoded.push_back(variable);
    } else if (part.literal) {
      AppendGlobLiteral(part.text, &encoded);
    } else {
      encoded += EncodeGlob(part.text);
    }
  }
  return encoded;
}

std::vector<std::string> EncodeResource(absl::string_view text, char variable) {
  if (text == "*") return {std::string(1, kAnyRun)};
  const ArnFields fields = SplitFields(text, kArnFields, true);
  std::string head;
  for (std::size_t i = 0; i < fields.size() && i + 1 < kArnFields; ++i) {
    if (i > 0) head += ':';
    head += EncodeField(fields[i]);
  }
  if (fields.size() == kArnFields) {
    head += ':';
    head += EncodeSixth(fields.back(), variable);
    return {std::move(head)};
  }
  std::string completed = head;  // MR-4
  for (std::size_t i = fields.size(); i < kArnFields; ++i) {
    completed += ':';
    completed += kAnyRun;
  }
  return {std::move(head), std::move(completed)};
}

}  // namespace

bool GlobCovers(absl::string_view outer, absl::string_view inner) {
  const std::size_t shared = SharedLiterals(outer, inner);
  outer.remove_prefix(shared);
  inner.remove_prefix(shared);
  if (outer.empty()) return inner.empty();
  if (!IsCode(outer.front())) return false;
  if (outer.size() == 1 && outer.front() == kAnyRun) return true;
  // The positions of `outer` that some way of reading `inner` so far leads to. A run of `inner`
  // must end up in a run of `outer`, which then stays where it is.
  std::vector<char> now(outer.size() + 1, 0);
  std::vector<char> next(outer.size() + 1, 0);
  now[0] = 1;
  Close(outer, &now);
  for (const char symbol : inner) {
    std::fill(next.begin(), next.end(), char{0});
    for (std::size_t i = 0; i < outer.size(); ++i) {
      if (now[i] == 0 || !Takes(outer[i], symbol)) continue;
      next[IsRun(outer[i]) ? i : i + 1] = 1;
    }
    Close(outer, &next);
    std::swap(now, next);
  }
  return now[outer.size()] != 0;
}

bool GlobsMeet(absl::string_view a, absl::string_view b) {
  const std::size_t shared = SharedLiterals(a, b);
  a.remove_prefix(shared);
  b.remove_prefix(shared);
  if (a.empty() && b.empty()) return true;
  if (!a.empty() && !b.empty() && !IsCode(a.front()) && !IsCode(b.front())) return false;
  while (!a.empty() && !b.empty() && a.back() == b.back() && !IsCode(a.back())) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (!a.empty() && !b.empty() && !IsCode(a.back()) && !IsCode(b.back())) return false;
  // `?` is one code point of several bytes: such patterns are not looked into.
  const auto is_foreign = [](char c) { return !IsAscii(c) && !IsCode(c); };
  if (std::any_of(a.begin(), a.end(), is_foreign) || std::any_of(b.begin(), b.end(), is_foreign)) {
    return true;
  }
  // reached[j]: some text leads to positions (i, j).
  std::vector<char> reached(b.size() + 1, 0);
  std::vector<char> below(b.size() + 1, 0);
  reached[0] = 1;
  for (std::size_t i = 0; i <= a.size(); ++i) {
    std::fill(below.begin(), below.end(), char{0});
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (reached[j] == 0) continue;
      const bool has_a = i < a.size();
      const bool has_b = j < b.size();
      if (has_a && IsRun(a[i])) {
        below[j] = 1;
        if (has_b && MayTake(a[i], b[j])) reached[j + 1] = 1;
      }
      if (has_b && IsRun(b[j])) {
        reached[j + 1] = 1;
        if (has_a && MayTake(b[j], a[i])) below[j] = 1;
      }
      if (has_a && has_b && !IsRun(a[i]) && !IsRun(b[j]) && MayBeSame(a[i], b[j])) {
        below[j + 1] = 1;
      }
    }
    if (i == a.size()) return reached[b.size()] != 0;
    std::swap(reached, below);
  }
  return false;
}

ActionGlob::ActionGlob(absl::string_view text)
    : text_(text),
      encoded_(EncodeGlob(absl::AsciiStrToLower(text))),
      has_wildcards_(HasWildcards(text)) {}

bool ActionGlob::Covers(const ActionGlob& inner) const {
  return has_wildcards_ ? GlobCovers(encoded_, inner.encoded_) : encoded_ == inner.encoded_;
}

bool ActionGlob::Meets(const ActionGlob& other) const {
  return has_wildcards_ || other.has_wildcards_ ? GlobsMeet(encoded_, other.encoded_)
                                                : encoded_ == other.encoded_;
}

ResourceGlob::ResourceGlob(absl::string_view text)
    : text_(text),
      widest_(EncodeResource(text, kAnyRun)),
      surest_(EncodeResource(text, kNothing)) {}

bool ResourceGlob::Covers(const ResourceGlob& inner) const {
  if (text_ == inner.text_ || is_star()) return true;
  return std::all_of(inner.widest_.begin(), inner.widest_.end(), [this](const std::string& one) {
    return std::any_of(surest_.begin(), surest_.end(),
                       [&one](const std::string& outer) { return GlobCovers(outer, one); });
  });
}

bool ResourceGlob::Meets(const ResourceGlob& other) const {
  return std::any_of(widest_.begin(), widest_.end(), [&other](const std::string& one) {
    return std::any_of(other.widest_.begin(), other.widest_.end(),
                       [&one](const std::string& two) { return GlobsMeet(one, two); });
  });
}

}  // namespace iamsim
