#include "request/keys/tags.h"

#include <string>

#include "absl/container/flat_hash_set.h"

namespace iamsim {

Tags Overlay(Tags tags, const Tags& overlay) {
  absl::flat_hash_set<std::string> replaced;
  for (const auto& tag : overlay) replaced.insert(ContextKeyId(tag.first));
  std::erase_if(
      tags, [&replaced](const auto& tag) { return replaced.contains(ContextKeyId(tag.first)); });
  tags.insert(tags.end(), overlay.begin(), overlay.end());
  return tags;
}

}  // namespace iamsim
