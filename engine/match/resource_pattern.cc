// MR-5: one Resource pattern against one ARN.
//
// AWS documents three things that do not fit together at first sight: segments are separated by
// colons (MR-2), a `*` at the end of a segment may run past the colons that follow (MR-3), and an
// incomplete ARN is completed with `*` (MR-4). All of it becomes one glob over the whole string:
// the position of a wildcard in its field says whether it may cross a colon, and a short pattern
// has a second glob, its completion.
//
// Tested by tests/match/resource_pattern_test.cc, against the algorithm of MR-5 taken literally.
#include "iamsim/match/resource_pattern.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "iamsim/match/glob.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {
namespace {

static_assert(defaults::kArnFieldsAreCaseSensitive, "OP-4: no field is folded here");

// One of fields 1…5. MR-13: a variable there is literal text, and with it the `*` of a `${*}` is a
// wildcard.
void AppendField(absl::string_view field, std::string* encoded) {
  const std::size_t begin = encoded->size();
  AppendGlob(field, encoded);
  for (std::size_t i = begin; i < encoded->size(); ++i) {
    char& c = (*encoded)[i];
    // MR-3: only a run that ends its field crosses colons.
    if (c == glob_code::kAnyRun && i + 1 < encoded->size()) c = glob_code::kRunInField;
    if (c == glob_code::kAnyOne) c = glob_code::kOneInField;
  }
}

// OP-18: the sixth field as Template encodes it, where a run crosses colons.
void ApplySixthFieldRule(std::size_t begin, std::string* encoded) {
  if (defaults::kResourceStarCrossesColons) return;
  const auto from = encoded->begin() + static_cast<std::ptrdiff_t>(begin);
  std::replace(from, encoded->end(), glob_code::kAnyRun, glob_code::kRunInField);
}

}  // namespace

ResourcePattern::ResourcePattern(absl::string_view text, bool variables_enabled,
                                 bool complete_short_arns)
    : text_(text), star_(text == "*") {
  if (star_) return;
  const ArnFields fields = SplitFields(text, kArnFields, variables_enabled);
  short_ = fields.size() < kArnFields;
  head_.reserve(text.size());
  for (std::size_t i = 0; i < fields.size() && i + 1 < kArnFields; ++i) {
    if (i > 0) head_ += ':';
    AppendField(fields[i], &head_);
  }
  if (short_ && complete_short_arns) {  // MR-4
    completed_ = head_;
    for (std::size_t i = fields.size(); i < kArnFields; ++i) {
      completed_ += ':';
      completed_ += glob_code::kAnyRun;
    }
  }
  if (fields.size() < kArnFields) return;
  head_ += ':';
  const std::size_t begin = head_.size();
  if (!variables_enabled || !absl::StrContains(fields.back(), "${")) {  // nearly always
    AppendGlob(fields.back(), &head_);
    ApplySixthFieldRule(begin, &head_);
    return;
  }
  Template sixth = Template::Parse(fields.back(), variables_enabled);
  if (sixth.has_variables()) {
    sixth_ = std::move(sixth);
  } else {
    sixth.Expand(NoVariables, Template::Wildcards::kGlob, &head_);
    ApplySixthFieldRule(begin, &head_);
  }
}

PatternMatch ResourcePattern::Matches(absl::string_view resource, VariableLookup lookup) const {
  std::string buffer;
  return Matches(resource, lookup, &buffer);
}

PatternMatch ResourcePattern::Matches(absl::string_view resource, VariableLookup lookup,
                                      std::string* buffer) const {
  const auto answer = [](bool matches) { return matches ? PatternMatch::kYes : PatternMatch::kNo; };
  if (star_) return PatternMatch::kYes;
  if (!completed_.empty()) {
    if (GlobMatch(completed_, resource)) return PatternMatch::kYes;
    if (!defaults::kUniteCompletionAndOverflow) return PatternMatch::kNo;  // OP-3
  }
  if (!has_variables()) return answer(GlobMatch(head_, resource));

  std::string& encoded = *buffer;
  encoded = head_;
  const Expansion expansion = sixth_.Expand(lookup, Template::Wildcards::kGlob, &encoded);
  if (expansion == Expansion::kUnresolved) return PatternMatch::kUnresolved;
  ApplySixthFieldRule(head_.size(), &encoded);
  const bool matches = GlobMatch(encoded, resource);
  // Here any-runs stand for the unknown values, which may also turn out to be absent.
  if (expansion == Expansion::kUnknown && matches) return PatternMatch::kUnknown;
  return answer(matches);
}

}  // namespace iamsim
