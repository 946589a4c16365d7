#ifndef IAMSIM_ENGINE_AUDIT_PERMISSIONS_PATTERN_ALGEBRA_H_
#define IAMSIM_ENGINE_AUDIT_PERMISSIONS_PATTERN_ALGEBRA_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace iamsim {

// Patterns as sets of texts: what one pattern says about another, without any text at hand. Both
// answers err on the side that keeps a document from getting wider.

// Encoded patterns (match/glob.h). True only if `outer` matches every text that `inner` matches.
bool GlobCovers(absl::string_view outer, absl::string_view inner);
// False only if no text matches both.
bool GlobsMeet(absl::string_view a, absl::string_view b);

// One entry of Action or NotAction (MA-1 … MA-3), compared without regard to case.
class ActionGlob {
 public:
  explicit ActionGlob(absl::string_view text);

  const std::string& text() const { return text_; }
  const std::string& encoded() const { return encoded_; }  // lower case
  bool has_wildcards() const { return has_wildcards_; }
  bool Covers(const ActionGlob& inner) const;
  bool Meets(const ActionGlob& other) const;

  friend bool operator==(const ActionGlob& a, const ActionGlob& b) {
    return a.encoded_ == b.encoded_;
  }

 private:
  std::string text_;
  std::string encoded_;
  bool has_wildcards_;
};

// One entry of Resource or NotResource of an identity policy of Version 2012-10-17: MR-2 … MR-5
// with completion of short ARNs. A variable may have any value.
class ResourceGlob {
 public:
  explicit ResourceGlob(absl::string_view text);

  const std::string& text() const { return text_; }
  bool is_star() const { return text_ == "*"; }
  bool Covers(const ResourceGlob& inner) const;
  bool Meets(const ResourceGlob& other) const;

  friend bool operator==(const ResourceGlob& a, const ResourceGlob& b) {
    return a.text_ == b.text_;
  }

 private:
  std::string text_;
  // What it matches is the union of these. Variables are any run in `widest_` and match nothing in
  // `surest_`.
  std::vector<std::string> widest_;
  std::vector<std::string> surest_;
};

}  // namespace iamsim

#endif  // IAMSIM_ENGINE_AUDIT_PERMISSIONS_PATTERN_ALGEBRA_H_
