#ifndef IAMSIM_BASE_SHARED_TEXT_H_
#define IAMSIM_BASE_SHARED_TEXT_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace iamsim {

// A text whose copies are one text: for what a dump repeats many times. Immutable.
class SharedText {
 public:
  SharedText(std::string text)  // NOLINT(google-explicit-constructor): a text is one
      : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(const char* text)  // NOLINT(google-explicit-constructor)
      : SharedText(std::string(text)) {}

  const std::string& text() const { return *text_; }

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || *a.text_ == *b.text_;
  }

 private:
  std::shared_ptr<const std::string> text_;
};

// Gives equal texts the same SharedText. Not thread-safe.
class SharedTexts {
 public:
  // Costs one hash of `text`; valid until the next call.
  const SharedText& Share(absl::string_view text) {
    const auto found = texts_.find(text);
    if (found != texts_.end()) return found->second;
    SharedText shared{std::string(text)};
    const absl::string_view key = shared.text();  // which the entry keeps
    return texts_.emplace(key, std::move(shared)).first->second;
  }

 private:
  absl::flat_hash_map<absl::string_view, SharedText> texts_;
};

}  // namespace iamsim

#endif  // IAMSIM_BASE_SHARED_TEXT_H_
