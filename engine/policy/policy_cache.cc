#include <utility>

#include "iamsim/policy/parse.h"

namespace iamsim {

ParsedPolicy PolicyCache::Parse(const JsonNode& node, PolicyKind kind) {
  const absl::string_view text = node.source();
  Entries& entries = entries_[kind];
  if (const auto found = entries.find(text); found != entries.end()) {
    ++hits_;
    return {.policy = found->second, .diagnostics = {}};
  }
  ParsedPolicy parsed = ParsePolicy(node, kind, options_);
  if (!parsed.diagnostics.empty() || text.size() > max_bytes_) return parsed;
  if (text.size() > max_bytes_ - bytes_) {
    entries_.clear();
    bytes_ = 0;
  }
  bytes_ += text.size();
  entries_[kind].emplace(parsed.policy->text, parsed.policy);
  return parsed;
}

}  // namespace iamsim
