#ifndef IAMSIM_REQUEST_KEYS_KEY_ROW_H_
#define IAMSIM_REQUEST_KEYS_KEY_ROW_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "iamsim/model/context_value.h"
#include "request/question.h"

namespace iamsim {

// What section 4 of the rules says of one context key, for one question.
struct KeyFact {
  enum class Kind : std::uint8_t {
    kOpen,    // nothing: absent in a complete context, unknown in an incomplete one
    kAbsent,  // certainly not in the request
    kValue,
    kTags,  // of a row that stands for a family of keys: one key per tag
  };
  Kind kind = Kind::kOpen;
  ContextValue value;
  Tags tags;
  bool others_are_absent = true;  // kTags: there are no further tags

  static KeyFact Open() { return {}; }
  static KeyFact Absent() { return {Kind::kAbsent, {}, {}, true}; }
  static KeyFact Scalar(std::string text) {
    return {Kind::kValue, ContextValue::Scalar(std::move(text)), {}, true};
  }
  static KeyFact List(std::vector<std::string> texts) {
    return {Kind::kValue, ContextValue::List(std::move(texts)), {}, true};
  }
  static KeyFact OfTags(Tags tags, bool others_are_absent) {
    return {Kind::kTags, {}, std::move(tags), others_are_absent};
  }
  static KeyFact AbsentIf(bool condition) { return condition ? Absent() : Open(); }
};

// One key, or with a `key` that ends in `/` or `:` every key that begins so.
struct KeyRow {
  absl::string_view key;
  enum class When : std::uint8_t {
    kAlways,
    kIncomplete,  // formats.md: keys of the request itself are not made up in a complete context
  } when;
  KeyFact (*derive)(const Question& question);
  // Two users, or two roles, of one account may differ in it.
  bool differs_in_account = false;
  // RC-29: it says who calls. Another value is taken, since formats.md wins, but not silently.
  bool says_who_calls = false;

  bool is_family() const { return key.back() == '/' || key.back() == ':'; }
};

// The groups, one per file. derive_keys.cc lists them.
absl::Span<const KeyRow> IdentityKeys();
absl::Span<const KeyRow> SessionKeys();
absl::Span<const KeyRow> NetworkKeys();
absl::Span<const KeyRow> ResourceKeys();
absl::Span<const KeyRow> RequestKeys();
absl::Span<const KeyRow> IamKeys();
absl::Span<const KeyRow> StsKeys();

}  // namespace iamsim

#endif  // IAMSIM_REQUEST_KEYS_KEY_ROW_H_
