// Text to values in one pass. nlohmann's SAX parser checks the grammar and decodes strings, but
// says neither where a token stands nor that a key repeats, and takes integers that do not fit for
// doubles. JsonBuilder adds that: an iterator notes how far the parser has read, which is the end
// of the token at hand; its begin is the first text after the previous token.
#include "iamsim/base/json_document.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/json_syntax.h"
#include "base/json_value.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/base/utf8.h"

namespace iamsim {
namespace {

std::uint32_t Narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

// Reads characters and notes in `*read` how far.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char& operator*() const { return *at; }
  CountingIterator& operator++() {
    *read = ++at;
    return *this;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at == b.at;
  }

  const char* at;
  const char** read;
};

// The `\u0000` in the string that opens at `text[at]` and has one.
std::size_t FindNulEscape(absl::string_view text, std::size_t at) {
  while (!absl::StartsWith(text.substr(at), "\\u0000")) at += text[at] == '\\' ? 2U : 1U;
  return at;
}

}  // namespace

// The handler of nlohmann::json::sax_parse, which fixes the names of its events. An event returns
// false to stop; `status` then says why.
struct JsonBuilder {
  JsonBuilder(JsonDocument* target, const JsonLimits& json_limits)
      : document(*target), limits(json_limits), read(target->text_.data()) {
    progress_.comments = limits.allow_comments;
  }

  bool null() { return AddLiteral(JsonKind::kNull); }
  bool boolean(bool /*value*/) { return AddLiteral(JsonKind::kBoolean); }
  bool number_integer(std::int64_t /*value*/) { return AddNumber(); }
  bool number_unsigned(std::uint64_t /*value*/) { return AddNumber(); }
  bool number_float(double /*value*/, const std::string& lexeme);
  bool string(const std::string& value);
  bool binary(const std::vector<std::uint8_t>& /*value*/) { return ParseError(); }
  bool start_object(std::size_t /*size*/) { return Open(JsonKind::kObject); }
  bool start_array(std::size_t /*size*/) { return Open(JsonKind::kArray); }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  bool key(const std::string& name);
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) {
    return ParseError();
  }

  bool ParseError();

  JsonDocument& document;
  const JsonLimits& limits;
  const char* read;
  absl::Status status;

 private:
  struct KeyHash {
    const JsonBuilder* builder;
    std::size_t operator()(std::uint32_t key) const {
      return absl::Hash<absl::string_view>()(builder->NameOf(key));
    }
  };
  struct KeyEqual {
    const JsonBuilder* builder;
    bool operator()(std::uint32_t a, std::uint32_t b) const {
      return builder->NameOf(a) == builder->NameOf(b);
    }
  };
  using KeySet = absl::flat_hash_set<std::uint32_t, KeyHash, KeyEqual>;

  struct Key {
    std::uint32_t offset = 0;  // of the opening quote
    JsonDocument::Characters characters;
  };
  // A container that is not closed yet.
  struct Level {
    std::uint32_t value = 0;
    std::uint32_t first_key = 0;  // its keys are the last of `keys_`
    std::unique_ptr<KeySet> key_set = nullptr;
  };

  std::size_t ReadOffset() const { return static_cast<std::size_t>(read - document.text_.data()); }
  absl::string_view NameOf(std::uint32_t key) const;
  std::size_t NextToken() const;
  void Advance(JsonProgress::Last last, std::size_t begin, std::size_t end);
  JsonDocument::Characters Store(std::size_t begin, const std::string& decoded);
  bool CheckNoNul(std::size_t begin, bool in_value, const std::string& decoded);
  std::optional<std::uint32_t> EarlierKey();
  JsonDocument::Value& Add(JsonKind kind, std::size_t begin, std::size_t end);
  bool AddLiteral(JsonKind kind);
  bool AddNumber();
  bool Open(JsonKind kind);
  bool Close();
  JsonProgress::Container Innermost() const;
  bool Fail(std::size_t offset, bool in_value, absl::string_view message);

  JsonProgress progress_;
  std::vector<Level> levels_;
  std::vector<Key> keys_;  // of the open objects, outermost first
};

bool JsonBuilder::Fail(std::size_t offset, bool in_value, absl::string_view message) {
  SourcePlace place{.file = document.file_, .position = document.PositionAt(offset)};
  if (!levels_.empty()) {
    const Level& level = levels_.back();
    const JsonDocument::Value& container = document.values_[level.value];
    place.pointer = JsonNode(&document, level.value).pointer();
    if (in_value) {
      place.pointer = JoinPointer(place.pointer, container.kind == JsonKind::kArray
                                                     ? absl::StrCat(container.children)
                                                     : NameOf(Narrow(keys_.size() - 1)));
    }
  }
  status = SourceError(place, message);
  return false;
}

bool JsonBuilder::ParseError() {
  progress_.container = Innermost();
  const JsonSyntaxError error = ExplainJsonError(document.text_, progress_);
  return Fail(error.offset, error.in_value, error.message);
}

JsonProgress::Container JsonBuilder::Innermost() const {
  if (levels_.empty()) return JsonProgress::Container::kNone;
  const bool array = document.values_[levels_.back().value].kind == JsonKind::kArray;
  return array ? JsonProgress::Container::kArray : JsonProgress::Container::kObject;
}

// The begin of the token that the parser has just read.
std::size_t JsonBuilder::NextToken() const {
  const std::string& text = document.text_;
  for (std::size_t at = progress_.end;;) {
    switch (text[at]) {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case ',':
      case ':':
        ++at;
        break;
      case '/':
        at = SkipJsonComment(text, at);
        break;
      default:
        return at;
    }
  }
}

void JsonBuilder::Advance(JsonProgress::Last last, std::size_t begin, std::size_t end) {
  progress_.last = last;
  progress_.begin = begin;
  progress_.end = end;
}

bool JsonBuilder::CheckNoNul(std::size_t begin, bool in_value, const std::string& decoded) {
  if (decoded.find('\0') == std::string::npos) return true;
  return Fail(FindNulEscape(document.text_, begin), in_value,
              "expected text without NUL characters, found `\\u0000`");
}

// The characters of the string that was read from `begin`, its opening quote.
JsonDocument::Characters JsonBuilder::Store(std::size_t begin, const std::string& decoded) {
  JsonDocument::Characters characters{.size = Narrow(decoded.size())};
  // Every escape is longer than what it stands for.
  if (ReadOffset() - begin - 2 == decoded.size()) {
    characters.offset = Narrow(begin + 1);
  } else {
    characters.offset = Narrow(document.strings_.size());
    characters.decoded = true;
    document.strings_ += decoded;
  }
  return characters;
}

absl::string_view JsonBuilder::NameOf(std::uint32_t key) const {
  return document.Resolve(keys_[key].characters);
}

// The key of the innermost object that equals the last one of `keys_`. Few keys are compared one by
// one, many are hashed: an object of n keys costs O(n).
std::optional<std::uint32_t> JsonBuilder::EarlierKey() {
  constexpr std::size_t kFewKeys = 16;
  Level& level = levels_.back();
  const std::uint32_t last = Narrow(keys_.size() - 1);
  if (last - level.first_key < kFewKeys) {
    const absl::string_view name = NameOf(last);
    for (std::uint32_t i = level.first_key; i < last; ++i) {
      if (NameOf(i) == name) return i;
    }
    return std::nullopt;
  }
  if (level.key_set == nullptr) {
    level.key_set = std::make_unique<KeySet>(4 * kFewKeys, KeyHash{this}, KeyEqual{this});
    for (std::uint32_t i = level.first_key; i < last; ++i) level.key_set->insert(i);
  }
  const auto [earlier, is_new] = level.key_set->insert(last);
  if (is_new) return std::nullopt;
  return *earlier;
}

bool JsonBuilder::key(const std::string& name) {
  const std::size_t begin = NextToken();
  if (!CheckNoNul(begin, false, name)) return false;
  keys_.push_back({.offset = Narrow(begin), .characters = Store(begin, name)});
  // PG-6 rests on this: the last of two equal keys must never win silently.
  if (const std::optional<std::uint32_t> earlier = EarlierKey()) {
    const SourcePosition first = document.PositionAt(keys_[*earlier].offset);
    return Fail(begin, true,
                absl::StrCat("expected distinct keys, found ", JsonExcerpt(name),
                             " again (first at ", first.line, ":", first.column, ")"));
  }
  Advance(JsonProgress::Last::kKey, begin, ReadOffset());
  return true;
}

JsonDocument::Value& JsonBuilder::Add(JsonKind kind, std::size_t begin, std::size_t end) {
  const std::uint32_t index = Narrow(document.values_.size());
  JsonDocument::Value& value = document.values_.emplace_back();
  value.kind = kind;
  value.begin = Narrow(begin);
  value.end = Narrow(end);
  value.next = index + 1;
  value.parent = index;
  value.text = {.offset = value.begin, .size = value.end - value.begin};
  if (!levels_.empty()) {
    value.parent = levels_.back().value;
    JsonDocument::Value& parent = document.values_[value.parent];
    value.ordinal = parent.children++;
    if (parent.kind == JsonKind::kObject) {
      value.key_offset = keys_.back().offset;
      value.key = keys_.back().characters;
    }
  }
  Advance(JsonProgress::Last::kOtherValue, begin, end);
  return value;
}

bool JsonBuilder::AddLiteral(JsonKind kind) {
  Add(kind, NextToken(), ReadOffset());
  return true;
}

bool JsonBuilder::AddNumber() {
  const std::size_t begin = NextToken();
  // The parser reads one character more to see where a number ends, unless the text ends.
  std::size_t end = begin;
  const std::string& text = document.text_;
  while (end < text.size() && (absl::ascii_isdigit(static_cast<unsigned char>(text[end])) ||
                               std::strchr("+-.eE", text[end]) != nullptr)) {
    ++end;
  }
  Add(JsonKind::kNumber, begin, end);
  progress_.last = JsonProgress::Last::kNumber;
  return true;
}

bool JsonBuilder::number_float(double /*value*/, const std::string& lexeme) {
  if (lexeme.find_first_of(".eE") == std::string::npos) {
    return ParseError();
  }
  return AddNumber();
}

bool JsonBuilder::string(const std::string& value) {
  const std::size_t begin = NextToken();
  if (!CheckNoNul(begin, true, value)) return false;
  const JsonDocument::Characters characters = Store(begin, value);
  Add(JsonKind::kString, begin, ReadOffset()).text = characters;
  return true;
}

bool JsonBuilder::Open(JsonKind kind) {
  const std::size_t begin = NextToken();
  if (levels_.size() >= static_cast<std::size_t>(std::max(limits.max_depth, 0))) {
    return Fail(
        begin, true,
        absl::StrCat("expected at most ", limits.max_depth, " levels of nesting, found more"));
  }
  Level level{.value = Narrow(document.values_.size()), .first_key = Narrow(keys_.size())};
  Add(kind, begin, begin + 1).text = {};
  levels_.push_back(std::move(level));
  progress_.last =
      kind == JsonKind::kArray ? JsonProgress::Last::kOpenArray : JsonProgress::Last::kOpenObject;
  return true;
}

bool JsonBuilder::Close() {
  const Level& level = levels_.back();
  JsonDocument::Value& value = document.values_[level.value];
  const std::size_t end = ReadOffset();
  value.end = Narrow(end);
  value.next = Narrow(document.values_.size());
  keys_.resize(level.first_key);
  levels_.pop_back();
  Advance(JsonProgress::Last::kOtherValue, end - 1, end);
  return true;
}

JsonDocument::JsonDocument(std::string text, std::string file, std::uint32_t first_line)
    : text_(std::move(text)), file_(std::move(file)), first_line_(first_line) {
  line_starts_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(Narrow(at + 1));
  }
}

JsonDocument::~JsonDocument() = default;

absl::string_view JsonDocument::Resolve(const Characters& characters) const {
  const std::string& source = characters.decoded ? strings_ : text_;
  return absl::string_view(source).substr(characters.offset, characters.size);
}

SourcePosition JsonDocument::PositionAt(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
  return {.offset = offset,
          .line = first_line_ + Narrow(line),
          .column = Narrow(offset - line_starts_[line] + 1)};
}

// What no JSON text may contain anywhere, comments included.
absl::Status JsonDocument::CheckEncoding() const {
  const auto fail = [this](std::size_t offset, absl::string_view message) {
    return SourceError({.file = file_, .position = PositionAt(offset)}, message);
  };
  if (absl::StartsWith(text_, "\xEF\xBB\xBF")) {
    return fail(0, "expected JSON without a byte order mark, found one");
  }
  if (absl::StartsWith(text_, "\xFF\xFE") || absl::StartsWith(text_, "\xFE\xFF")) {
    return fail(0, "expected UTF-8, found UTF-16");
  }
  if (const std::size_t nul = text_.find('\0'); nul != std::string::npos) {
    return fail(nul, "expected text without NUL characters, found one");
  }
  if (const std::size_t valid = ValidUtf8Prefix(text_); valid < text_.size()) {
    return fail(valid, absl::StrFormat("expected UTF-8, found the byte 0x%02X",
                                       static_cast<unsigned char>(text_[valid])));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const JsonDocument>> JsonDocument::Parse(std::string text,
                                                                        std::string file,
                                                                        const JsonLimits& limits) {
  const std::size_t max_bytes =
      std::min<std::size_t>(limits.max_bytes, std::numeric_limits<std::uint32_t>::max() - 1);
  if (text.size() > max_bytes) {
    return SourceError(
        {.file = std::move(file)},
        absl::StrCat("expected at most ", max_bytes, " bytes of JSON, found ", text.size()));
  }
  std::shared_ptr<JsonDocument> document(
      new JsonDocument(std::move(text), std::move(file), limits.first_line));
  IAMSIM_RETURN_IF_ERROR(document->CheckEncoding());
  JsonBuilder builder(document.get(), limits);
  const char* const begin = document->text_.data();
  const char* const end = begin + document->text_.size();
  try {
    const bool strict = true;
    nlohmann::json::sax_parse(CountingIterator{begin, &builder.read},
                              CountingIterator{end, &builder.read}, &builder,
                              nlohmann::json::input_format_t::json, strict, limits.allow_comments);
  } catch (const nlohmann::json::exception&) {
    builder.ParseError();
  }
  IAMSIM_RETURN_IF_ERROR(builder.status);
  return document;
}

JsonNode JsonDocument::root() const { return {this, 0}; }

}  // namespace iamsim
