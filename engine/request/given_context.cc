#include "request/given_context.h"

#include "absl/strings/match.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {

GivenContext::GivenContext(const Request& request) {
  for (const std::string& key : request.absent_keys) absent_.insert(ContextKeyId(key));
  for (const auto& [key, value] : request.context) {
    std::string id = ContextKeyId(key);
    if (absent_.contains(id)) continue;
    if (defaults::kEmptyListIsAbsent && value.is_list && value.values.empty()) {
      absent_.insert(std::move(id));
    } else {
      values_.try_emplace(std::move(id), &value);
    }
  }
}

const ContextValue* GivenContext::Find(absl::string_view key) const {
  const auto found = values_.find(ContextKeyId(key));
  return found == values_.end() ? nullptr : found->second;
}

absl::string_view GivenContext::Text(absl::string_view key) const {
  const ContextValue* value = Find(key);
  return value == nullptr || value->is_list ? absl::string_view() : value->values.front();
}

bool GivenContext::IsAbsent(absl::string_view key) const {
  return absent_.contains(ContextKeyId(key));
}

bool GivenContext::IsTrue(absl::string_view key) const {
  return absl::EqualsIgnoreCase(Text(key), "true");
}

}  // namespace iamsim
