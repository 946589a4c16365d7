#include "request/given_context.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "iamsim/base/utf8.h"
#include "iamsim/model/evaluation_options.h"

namespace iamsim {
namespace {

constexpr std::size_t kFew = 32;

// OP-26.
bool CountsAsAbsent(const ContextValue& value) {
  return defaults::kEmptyListIsAbsent && value.is_list && value.values.empty();
}

// `is_ascii`: both are.
bool IsSameKey(absl::string_view a, absl::string_view b, bool is_ascii) {
  if (is_ascii) return a.size() == b.size() && absl::EqualsIgnoreCase(a, b);
  return ContextKeyId(a) == ContextKeyId(b);
}

}  // namespace

GivenContext::GivenContext(const Request& request) : request_(request) {
  if (request.context.size() + request.absent_keys.size() <= kFew) return;
  Table& table = table_.emplace();
  for (const std::string& key : request.absent_keys) table.absent.insert(ContextKeyId(key));
  for (const auto& [key, value] : request.context) {
    std::string id = ContextKeyId(key);
    if (table.absent.contains(id)) continue;
    if (CountsAsAbsent(value)) {
      table.absent.insert(std::move(id));
    } else {
      table.values.try_emplace(std::move(id), &value);
    }
  }
}

const GivenKeyTraits& GivenContext::traits() const {
  if (traits_) return *traits_;
  GivenKeyTraits& traits = traits_.emplace();
  traits.some_are_absent = !request_.absent_keys.empty();
  for (const std::string& key : request_.absent_keys) traits.are_ascii &= IsAscii(key);
  for (const auto& [key, value] : request_.context) {
    traits.are_ascii &= IsAscii(key);
    traits.some_are_absent |= CountsAsAbsent(value);
  }
  return traits;
}

bool GivenContext::IsAsciiWith(absl::string_view key) const {
  return traits().are_ascii && IsAscii(key);
}

bool GivenContext::IsListedAbsent(absl::string_view key) const {
  if (request_.absent_keys.empty()) return false;
  const bool is_ascii = IsAsciiWith(key);
  return std::any_of(request_.absent_keys.begin(), request_.absent_keys.end(),
                     [&](const std::string& absent) { return IsSameKey(absent, key, is_ascii); });
}

const ContextValue* GivenContext::Find(absl::string_view key) const {
  if (table_) {
    const auto found = table_->values.find(ContextKeyId(key));
    return found == table_->values.end() ? nullptr : found->second;
  }
  if (request_.context.empty()) return nullptr;
  const bool is_ascii = IsAsciiWith(key);
  for (const auto& [given, value] : request_.context) {
    if (is_ascii && given.size() != key.size()) continue;  // most others
    if (!IsSameKey(given, key, is_ascii)) continue;
    return CountsAsAbsent(value) || IsListedAbsent(key) ? nullptr : &value;
  }
  return nullptr;
}

absl::string_view GivenContext::Text(absl::string_view key) const {
  const ContextValue* value = Find(key);
  return value == nullptr || value->is_list ? absl::string_view() : value->values.front();
}

bool GivenContext::IsAbsent(absl::string_view key) const {
  if (table_) return table_->absent.contains(ContextKeyId(key));
  if (!traits().some_are_absent) return false;
  if (IsListedAbsent(key)) return true;
  return std::any_of(request_.context.begin(), request_.context.end(), [&](const auto& entry) {
    return CountsAsAbsent(entry.second) && IsSameKey(entry.first, key, IsAsciiWith(key));
  });
}

bool GivenContext::IsTrue(absl::string_view key) const {
  return absl::EqualsIgnoreCase(Text(key), "true");
}

}  // namespace iamsim
