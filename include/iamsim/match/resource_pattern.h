#ifndef IAMSIM_MATCH_RESOURCE_PATTERN_H_
#define IAMSIM_MATCH_RESOURCE_PATTERN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iamsim/match/variables.h"

namespace iamsim {

enum class PatternMatch : unsigned char {
  kNo,
  kYes,
  kUnresolved,  // a variable has no value: in Resource it matches nothing (VA-5), in NotResource it
                // excludes nothing (VA-6). Whatever the resource is.
  kUnknown,     // depends on a variable whose key is unknown
};

// One entry of Resource or NotResource, compiled once: MR-2 … MR-5, MR-13, VA-10. Immutable.
class ResourcePattern {
 public:
  // `complete_short_arns`: MR-4 applies (identity policies and permissions boundaries).
  ResourcePattern(absl::string_view text, bool variables_enabled, bool complete_short_arns);

  const std::string& text() const { return text_; }
  bool has_variables() const { return sixth_.has_variables(); }
  std::vector<absl::string_view> variables() const { return sixth_.keys(); }  // as written
  bool is_star() const { return star_; }
  // Fewer than six fields and not `*` (MR-4: rejected in some policy types).
  bool is_short() const { return short_; }

  // `resource` is `*` or an ARN, taken literally (MR-14). O(|pattern| × |resource|); allocates
  // nothing without variables and without a `*` inside one of the first five fields.
  PatternMatch Matches(absl::string_view resource, VariableLookup lookup) const;
  // The same; expands variables in `buffer`, whose memory can be used again and again.
  PatternMatch Matches(absl::string_view resource, VariableLookup lookup,
                       std::string* buffer) const;

 private:
  std::string text_;
  bool star_ = false;
  bool short_ = false;
  std::string head_;  // encoded fields 1…5 with their separators; all when there are no variables
  Template sixth_;    // field 6 when it has variables, else empty
  std::string completed_;  // encoded completion of a short pattern; empty when not completed
};

}  // namespace iamsim

#endif  // IAMSIM_MATCH_RESOURCE_PATTERN_H_
