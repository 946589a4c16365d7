// Tested by tests/io/repeated_policies_test.cc.
#include "iamsim/io/repeated_policies.h"

#include <cstdint>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iamsim {
namespace {

// The same documents in a line whose policies begin `shift` bytes further on.
class Move {
 public:
  Move(std::uint32_t line, std::int64_t shift) : line_(line), shift_(shift) {}

  void operator()(PolicyList* policies) const {
    for (std::shared_ptr<const AttachedPolicy>& policy : *policies) {
      auto moved = std::make_shared<AttachedPolicy>(*policy);
      moved->start.line = line_;
      moved->start.offset += static_cast<std::uint64_t>(shift_);  // modulo 2^64
      moved->start.column = static_cast<std::uint32_t>(moved->start.column + shift_);
      policy = std::move(moved);
    }
  }
  void operator()(std::optional<PolicyList>* policies) const {
    if (*policies) (*this)(&**policies);
  }
  void operator()(std::optional<std::vector<PolicyLevel>>* levels) const {
    if (!*levels) return;
    for (PolicyLevel& level : **levels) (*this)(&level.policies);
  }

 private:
  std::uint32_t line_;
  std::int64_t shift_;
};

}  // namespace

std::optional<std::string> RepeatedPolicies::HeadOf(absl::string_view line) const {
  if (tail_.empty() || !absl::EndsWith(line, tail_)) return std::nullopt;
  // The tail was `,"policies": {…}}` of an object: what stands before it and a brace are an object
  // exactly when the line is one.
  return absl::StrCat(line.substr(0, line.size() - tail_.size()), "}");
}

bool RepeatedPolicies::Complete(const JsonNode& head, std::size_t line_size,
                                Request* request) const {
  if (head.size() == 0 || head.Find("policies")) return false;
  request->policies = policies_;
  const auto shift =
      static_cast<std::int64_t>(line_size - tail_.size()) - static_cast<std::int64_t>(head_size_);
  const Move move(head.begin().line, shift);
  SuppliedPolicies& policies = request->policies;
  move(&policies.identity);
  move(&policies.permissions_boundary);
  move(&policies.session);
  move(&policies.resource);
  move(&policies.service_control);
  move(&policies.resource_control);
  move(&policies.vpc_endpoint);
  return true;
}

void RepeatedPolicies::Keep(const JsonNode& line, const Request& request) {
  tail_.clear();
  const std::optional<JsonNode> policies = line.Find("policies");
  if (!policies) return;
  const absl::string_view text = line.document().text();
  const auto offset_of = [text](absl::string_view part) {
    return static_cast<std::size_t>(part.data() - text.data());
  };
  const std::size_t end = offset_of(policies->source()) + policies->source().size();
  const absl::string_view before =
      absl::StripTrailingAsciiWhitespace(text.substr(0, offset_of(policies->key_source())));
  if (absl::StripAsciiWhitespace(text.substr(end)) != "}" || !absl::EndsWith(before, ",")) return;
  head_size_ = before.size() - 1;
  tail_ = std::string(text.substr(head_size_));
  policies_ = request.policies;
}

}  // namespace iamsim
