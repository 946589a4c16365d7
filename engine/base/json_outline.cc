// A part is told by its brackets and quotes alone; whether it is JSON is seen when it is read. What
// stands between the parts must be exactly the object, its arrays, names, commas and blanks.
// Tested by json_outline_test.cc.
#include "base/json_outline.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/json_parsers.h"
#include "base/json_syntax.h"
#include "iamsim/base/status_macros.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kPartBytes = std::uint64_t{256} << 10;

// Bytes that mean something inside a part, outside of its strings.
constexpr std::array<bool, 256> kMeaningful = [] {
  std::array<bool, 256> meaningful = {};
  for (const char c : {'"', '{', '}', '[', ']', '\n'}) {
    meaningful[static_cast<unsigned char>(c)] = true;
  }
  return meaningful;
}();

class Outliner {
 public:
  // The next piece of the text, in order. False: not plain.
  bool Feed(absl::string_view block);
  // The outline, after the whole text.
  std::optional<JsonOutline> Take();

 private:
  // What comes next.
  enum class State {
    kObject,        // the opening brace
    kFirstName,     // or the end of the object
    kName,          // after a comma
    kInName,        // up to its closing quote
    kColon,         //
    kValue,         // a member's
    kFirstElement,  // or the end of the array
    kElement,       // after a comma
    kInString,      // of a part, up to its closing quote
    kInContainer,   // of a part, up to its closing bracket
    kInWord,        // of a part: a number or a literal
    kAfterMember,   // a comma or the end of the object
    kAfterElement,  // a comma or the end of the array
    kEnd,           // blanks
  };

  bool Step(const char*& at, const char* end);
  bool StepBetweenParts(char c);
  const char* SkipString(const char* at, const char* end);
  const char* SkipContainer(const char* at, const char* end);
  bool BeginPart(char c);
  void EndPart(const char* end);
  bool EndName();
  SourcePosition PositionOf(const char* at) const;
  void NoteLine(const char* newline);

  State state_ = State::kObject;
  JsonOutline outline_;
  JsonOutline::Part part_;  // while in a part
  std::size_t depth_ = 0;   // open brackets of the part
  bool in_array_ = false;   // the part is an element
  bool escaped_ = false;    // the string's next character stands after a backslash
  const char* block_ = nullptr;
  std::uint64_t block_offset_ = 0;
  std::uint32_t line_ = 1;
  std::uint64_t line_start_ = 0;
};

SourcePosition Outliner::PositionOf(const char* at) const {
  const std::uint64_t offset = block_offset_ + static_cast<std::uint64_t>(at - block_);
  return {.offset = offset,
          .line = line_,
          .column = static_cast<std::uint32_t>(offset - line_start_ + 1)};
}

void Outliner::NoteLine(const char* newline) {
  ++line_;
  line_start_ = block_offset_ + static_cast<std::uint64_t>(newline - block_) + 1;
}

// Whether an odd number of backslashes ends at `end`: they escape what follows.
bool EndsInEscape(const char* begin, const char* end) {
  const char* at = end;
  while (at > begin && at[-1] == '\\') --at;
  return (end - at) % 2 == 1;
}

// One past the closing quote, or `end` when it is not in this block.
const char* Outliner::SkipString(const char* at, const char* end) {
  if (escaped_) {
    escaped_ = false;
    ++at;
  }
  for (;;) {
    const auto* const quote =
        static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
    if (quote == nullptr) {
      escaped_ = EndsInEscape(at, end);
      return end;
    }
    if (!EndsInEscape(at, quote)) {
      state_ = depth_ == 0 ? State::kInWord : State::kInContainer;
      return quote + 1;
    }
    at = quote + 1;
  }
}

// One past the bracket that closes the part, or up to a string or the end of the block.
const char* Outliner::SkipContainer(const char* at, const char* end) {
  for (; at < end; ++at) {
    while (!kMeaningful[static_cast<unsigned char>(*at)]) {
      if (++at == end) return end;
    }
    switch (*at) {
      case '"':
        state_ = State::kInString;
        return at + 1;
      case '\n':
        NoteLine(at);
        break;
      case '{':
      case '[':
        ++depth_;
        break;
      default:
        if (--depth_ == 0) {
          EndPart(at + 1);
          return at + 1;
        }
    }
  }
  return end;
}

bool Outliner::BeginPart(char c) {
  switch (c) {
    case '{':
    case '[':
      depth_ = 1;
      state_ = State::kInContainer;
      return true;
    case '"':
      state_ = State::kInString;
      return true;
    default:
      state_ = State::kInWord;
      return std::strchr("}],:/", c) == nullptr;
  }
}

void Outliner::EndPart(const char* end) {
  part_.size = PositionOf(end).offset - part_.begin.offset;
  JsonOutline::Member& member = outline_.members.back();
  if (in_array_) {
    member.elements.push_back(part_);
  } else {
    member.value = part_;
  }
  state_ = in_array_ ? State::kAfterElement : State::kAfterMember;
}

bool Outliner::EndName() {
  const std::string& name = outline_.members.back().name;
  for (const char c : name) {
    if (c < ' ' || c == '\\' || c == '\x7F') return false;  // also what is beyond ASCII
  }
  const auto repeated = [&name](const JsonOutline::Member& member) { return member.name == name; };
  if (std::any_of(outline_.members.begin(), outline_.members.end() - 1, repeated)) return false;
  state_ = State::kColon;
  return true;
}

// `c` is no blank.
bool Outliner::StepBetweenParts(char c) {
  switch (state_) {
    case State::kObject:
      state_ = State::kFirstName;
      return c == '{';
    case State::kFirstName:
    case State::kName:
      if (c == '}' && state_ == State::kFirstName) {
        state_ = State::kEnd;
        return true;
      }
      outline_.members.emplace_back();
      state_ = State::kInName;
      return c == '"';
    case State::kColon:
      state_ = State::kValue;
      return c == ':';
    case State::kAfterMember:
      state_ = c == ',' ? State::kName : State::kEnd;
      return c == ',' || c == '}';
    case State::kAfterElement:
      state_ = c == ',' ? State::kElement : State::kAfterMember;
      in_array_ = c == ',';
      return c == ',' || c == ']';
    default:
      return false;  // kEnd: nothing may follow
  }
}

// Takes the next character, or more, or ends a part before it.
bool Outliner::Step(const char*& at, const char* end) {
  const char c = *at;
  switch (state_) {
    case State::kInString:
      at = SkipString(at, end);
      return true;
    case State::kInContainer:
      at = SkipContainer(at, end);
      return true;
    case State::kInName:
      ++at;
      if (c == '"') return EndName();
      outline_.members.back().name += c;
      return true;
    case State::kInWord:
      if (IsJsonBlank(c) || c == ',' || c == ']' || c == '}') {
        EndPart(at);  // which does not take `c`
      } else {
        ++at;
      }
      return true;
    default:
      break;
  }
  if (IsJsonBlank(c)) {
    if (c == '\n') NoteLine(at);
    ++at;
    return true;
  }
  if (state_ == State::kObject) outline_.begin = PositionOf(at);
  if (state_ == State::kFirstElement && c == ']') {
    in_array_ = false;
    state_ = State::kAfterMember;
    ++at;
    return true;
  }
  if (state_ == State::kValue && c == '[') {
    outline_.members.back().is_array = true;
    in_array_ = true;
    state_ = State::kFirstElement;
    ++at;
    return true;
  }
  if (state_ == State::kValue || state_ == State::kFirstElement || state_ == State::kElement) {
    part_.begin = PositionOf(at++);
    depth_ = 0;
    return BeginPart(c);
  }
  ++at;
  return StepBetweenParts(c);
}

bool Outliner::Feed(absl::string_view block) {
  block_ = block.data();
  const char* const end = block_ + block.size();
  for (const char* at = block_; at < end;) {
    if (!Step(at, end)) return false;
  }
  block_offset_ += block.size();
  return true;
}

std::optional<JsonOutline> Outliner::Take() {
  if (state_ != State::kEnd) return std::nullopt;
  return std::move(outline_);
}

}  // namespace

std::optional<JsonOutline> ReadJsonOutline(const RandomAccessFile& file) {
  Outliner outliner;
  std::string block;
  for (std::uint64_t offset = 0; offset < file.size(); offset += block.size()) {
    const std::uint64_t size = std::min(kPartBytes, file.size() - offset);
    if (!file.Read(offset, static_cast<std::size_t>(size), &block) || !outliner.Feed(block)) {
      return std::nullopt;
    }
  }
  return outliner.Take();
}

JsonPartReader::JsonPartReader(const RandomAccessFile& file, std::string name,
                               const JsonLimits& limits)
    : file_(file), name_(std::move(name)), limits_(limits) {
  limits_.allow_comments = false;
  limits_.max_depth -= 2;  // the object and the array around an element
}

absl::StatusOr<JsonNode> JsonPartReader::ReadElement(const JsonOutline::Member& member,
                                                     std::size_t index) {
  const JsonOutline::Part& part = member.elements[index];
  const std::uint64_t begin = part.begin.offset;
  if (begin < block_begin_ || begin + part.size > block_begin_ + block_.size()) {
    const std::uint64_t size = std::min(std::max(part.size, kPartBytes), file_.size() - begin);
    block_begin_ = begin;
    if (!file_.Read(begin, static_cast<std::size_t>(size), &block_)) {
      block_.clear();
      return absl::DataLossError(absl::StrCat(name_, ": was cut while it was read"));
    }
  }
  if (document_ == nullptr) {
    IAMSIM_ASSIGN_OR_RETURN(document_, JsonParsers::Prepare("", name_, limits_));
  }
  const absl::string_view text = absl::string_view(block_).substr(
      static_cast<std::size_t>(begin - block_begin_), static_cast<std::size_t>(part.size));
  IAMSIM_RETURN_IF_ERROR(JsonParsers::Reuse(
      document_.get(), text,
      {.start = part.begin,
       .pointer = JoinPointer(JoinPointer("", member.name), absl::StrCat(index))},
      limits_));
  return document_->root();
}

}  // namespace iamsim
