// Matching of encoded patterns (iamsim/match/glob.h).
//
// Without kRunInField a pattern is a sequence of fixed segments with any-runs between them. The
// first segment is anchored at the start of the text and the last one at its end; each segment in
// between may as well take its leftmost occurrence, because an any-run can swallow whatever
// follows. Nothing is ever tried again, hence no backtracking and no memory.
//
// A run that stops at a colon breaks that argument: the leftmost occurrence may lie before a colon
// that the next run cannot cross. Such patterns are rare (a `*` inside one of the first five fields
// of an ARN), and a set of reachable pattern positions decides them in one pass over the text.
//
// Tested by tests/match/glob_test.cc, against a recursive matcher over all short patterns.
#include "iamsim/match/glob.h"

#include <cstddef>
#include <vector>

#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

using glob_code::kAnyOne;
using glob_code::kAnyRun;
using glob_code::kFieldSeparator;
using glob_code::kNothing;
using glob_code::kOneInField;
using glob_code::kRunInField;

bool IsCode(char c) {
  return static_cast<unsigned char>(c) >= static_cast<unsigned char>(kNothing);
}
bool IsRun(char c) { return c == kAnyRun || c == kRunInField; }
bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// Bytes of the code point that starts `text`.
std::size_t SymbolLength(absl::string_view text) {
  return static_cast<unsigned char>(text.front()) < 0x80u ? 1 : CodePointLength(text);
}

// Removes what `fixed`, a pattern without runs, matches from the front of `text`.
bool ConsumeFixed(absl::string_view fixed, absl::string_view* text) {
  for (const char c : fixed) {
    if (text->empty()) return false;
    std::size_t length = 1;
    if (c == kAnyOne || (c == kOneInField && text->front() != ':')) {
      length = SymbolLength(*text);
    } else if (text->front() != (c == kFieldSeparator ? ':' : c)) {
      return false;
    }
    text->remove_prefix(length);
  }
  return true;
}

// Removes what `fixed` matches from the back of `text`: a fixed pattern has a known number of code
// points, so only one place comes into question.
bool ConsumeFixedAtEnd(absl::string_view fixed, absl::string_view* text) {
  std::size_t cut = text->size();
  for (const char c : fixed) {
    if (IsContinuation(c)) continue;
    if (cut == 0) return false;
    do {
      --cut;
    } while (cut > 0 && IsContinuation((*text)[cut]));
  }
  absl::string_view end = text->substr(cut);
  text->remove_suffix(end.size());
  return ConsumeFixed(fixed, &end) && end.empty();
}

// Removes everything up to the end of the leftmost occurrence of `fixed` in `text`.
bool ConsumeThrough(absl::string_view fixed, absl::string_view* text) {
  if (fixed.empty()) return true;
  while (!text->empty()) {
    if (!IsCode(fixed.front())) {
      const std::size_t start = text->find(fixed.front());
      if (start == absl::string_view::npos) return false;
      text->remove_prefix(start);
    }
    absl::string_view rest = *text;
    if (ConsumeFixed(fixed, &rest)) {
      *text = rest;
      return true;
    }
    text->remove_prefix(SymbolLength(*text));
  }
  return false;
}

bool MatchSegments(absl::string_view pattern, absl::string_view text) {
  const std::size_t first = pattern.find(kAnyRun);
  if (first == absl::string_view::npos) return ConsumeFixed(pattern, &text) && text.empty();
  const std::size_t last = pattern.rfind(kAnyRun);
  if (!ConsumeFixed(pattern.substr(0, first), &text)) return false;
  if (!ConsumeFixedAtEnd(pattern.substr(last + 1), &text)) return false;
  for (std::size_t begin = first; begin < last;) {
    const std::size_t end = pattern.find(kAnyRun, begin + 1);
    if (!ConsumeThrough(pattern.substr(begin + 1, end - begin - 1), &text)) return false;
    begin = end;
  }
  return true;
}

// The positions of a pattern up to which it matches the text read so far: a nondeterministic
// automaton whose states are pattern positions.
class Positions {
 public:
  explicit Positions(absl::string_view pattern) : pattern_(pattern) { Add(0, &active_); }

  bool empty() const { return active_.empty(); }
  // Whether the text read so far matches.
  bool match() const { return !active_.empty() && active_.back() == pattern_.size(); }
  // Whether every text that begins like it does.
  bool match_any_rest() const { return match() && !pattern_.empty() && pattern_.back() == kAnyRun; }

  // Reads one more code point.
  void Advance(absl::string_view symbol) {
    next_.clear();
    for (const std::size_t at : active_) {
      if (at == pattern_.size()) continue;
      const char c = pattern_[at];
      if (IsRun(c)) {
        if (c == kAnyRun || symbol != ":") Add(at, &next_);
        continue;
      }
      const std::size_t length = IsCode(c) ? 1 : SymbolLength(pattern_.substr(at));
      absl::string_view rest = symbol;
      if (ConsumeFixed(pattern_.substr(at, length), &rest) && rest.empty()) {
        Add(at + length, &next_);
      }
    }
    active_.swap(next_);
  }

 private:
  // Adds `at`, and what follows it if runs there take nothing. INVARIANT: positions come in
  // ascending order, except that one within a row of runs may come again.
  void Add(std::size_t at, std::vector<std::size_t>* positions) const {
    if (!positions->empty() && at <= positions->back()) return;
    for (; at < pattern_.size() && IsRun(pattern_[at]); ++at) {
      // Earlier positions reach nothing that an any-run does not reach as well.
      if (pattern_[at] == kAnyRun) positions->clear();
      positions->push_back(at);
    }
    positions->push_back(at);
  }

  absl::string_view pattern_;
  std::vector<std::size_t> active_;
  std::vector<std::size_t> next_;
};

bool MatchPositions(absl::string_view pattern, absl::string_view text) {
  Positions positions(pattern);
  while (!text.empty() && !positions.empty() && !positions.match_any_rest()) {
    const absl::string_view symbol = text.substr(0, SymbolLength(text));
    text.remove_prefix(symbol.size());
    positions.Advance(symbol);
  }
  return positions.match();
}

}  // namespace

void AppendGlobLiteral(absl::string_view text, std::string* encoded) {
  const std::size_t begin = encoded->size();
  encoded->append(text.data(), text.size());
  for (std::size_t i = begin; i < encoded->size(); ++i) {
    if (IsCode((*encoded)[i])) (*encoded)[i] = kNothing;
  }
}

void AppendGlob(absl::string_view pattern, std::string* encoded) {
  const std::size_t begin = encoded->size();
  AppendGlobLiteral(pattern, encoded);
  for (std::size_t i = begin; i < encoded->size(); ++i) {
    char& c = (*encoded)[i];
    if (c == '*') c = kAnyRun;
    if (c == '?') c = kAnyOne;
  }
}

std::string EncodeGlob(absl::string_view pattern) {
  std::string encoded;
  encoded.reserve(pattern.size());
  AppendGlob(pattern, &encoded);
  return encoded;
}

bool GlobMatch(absl::string_view encoded, absl::string_view text) {
  if (encoded.find(kRunInField) != absl::string_view::npos) return MatchPositions(encoded, text);
  return MatchSegments(encoded, text);
}

}  // namespace iamsim
