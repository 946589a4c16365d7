#include "decide/session_limits.h"

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iamsim {

namespace {

// CH-2
constexpr int kMinSeconds = 900;
constexpr int kMaxChainedSeconds = 3600;
constexpr int kDefaultMaxSeconds = 3600;
// CH-5
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxTagKey = 128;
constexpr std::size_t kMaxTagValue = 256;

bool Contains(const std::vector<std::string>& keys, absl::string_view key) {
  return absl::c_any_of(
      keys, [key](const std::string& other) { return absl::EqualsIgnoreCase(other, key); });
}

std::optional<SessionRefusal> CheckDuration(const Hop& hop, CallerKind caller,
                                            const PrincipalRecord* role) {
  if (!hop.duration_seconds) return std::nullopt;
  const int seconds = *hop.duration_seconds;
  if (caller == CallerKind::kRoleSession && seconds > kMaxChainedSeconds) {
    return SessionRefusal{
        "CH-2", absl::StrCat("a chained session lasts at most ", kMaxChainedSeconds, " seconds, ",
                             seconds, " were asked for")};
  }
  const int max =
      role == nullptr ? kDefaultMaxSeconds : role->max_session_seconds.value_or(kDefaultMaxSeconds);
  if (seconds < kMinSeconds || seconds > max) {
    return SessionRefusal{"CH-2", absl::StrCat("a session of this role lasts ", kMinSeconds, " to ",
                                               max, " seconds, ", seconds, " were asked for")};
  }
  return std::nullopt;
}

std::optional<SessionRefusal> CheckTags(const SessionState& session, const Hop& hop) {
  if (hop.tags.size() > kMaxTags) {
    return SessionRefusal{"CH-5", absl::StrCat("a session has at most ", kMaxTags, " tags, ",
                                               hop.tags.size(), " were passed")};
  }
  for (const auto& [key, value] : hop.tags) {
    if (key.size() > kMaxTagKey || value.size() > kMaxTagValue) {
      return SessionRefusal{"CH-5",
                            absl::StrCat("the session tag `", key.substr(0, 40), "` is too long")};
    }
    for (const auto& [inherited, old_value] : session.tags) {
      if (absl::EqualsIgnoreCase(inherited, key) && value != old_value &&
          Contains(session.transitive_tag_keys, key)) {
        return SessionRefusal{"CH-4", absl::StrCat("the transitive tag `", inherited,
                                                   "` cannot be passed again with another value")};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<SessionRefusal> CheckSessionLimits(const SessionState& session, const Hop& hop,
                                                 CallerKind caller, const PrincipalRecord* role) {
  if (const auto refusal = CheckDuration(hop, caller, role)) return refusal;
  if (const auto refusal = CheckTags(session, hop)) return refusal;
  if (hop.source_identity && !session.source_identity.empty() &&
      *hop.source_identity != session.source_identity) {
    return SessionRefusal{"CH-6", absl::StrCat("the source identity `", session.source_identity,
                                               "` cannot be changed")};
  }
  return std::nullopt;
}

SessionState NextSession(const SessionState& session, const Hop& hop, CallerKind caller) {
  SessionState next;
  // What services and identity providers put into a session is not known (RC-27, RC-42).
  next.assumed = caller != CallerKind::kService && caller != CallerKind::kIdentityProvider;
  next.chained = caller == CallerKind::kRoleSession;
  next.session_name = hop.session_name.value_or("");
  next.source_identity = hop.source_identity.value_or(session.source_identity);
  next.session_policies = hop.session_policies;  // CH-8: the old ones stay behind
  // CH-4: transitive tags are inherited and stay transitive; the others are lost.
  for (const auto& tag : session.tags) {
    if (Contains(session.transitive_tag_keys, tag.first)) next.tags.push_back(tag);
  }
  next.transitive_tag_keys = session.transitive_tag_keys;
  for (const auto& [key, value] : hop.tags) {
    const bool inherited = absl::c_any_of(next.tags, [&key = key](const auto& tag) {
      return absl::EqualsIgnoreCase(tag.first, key);
    });
    if (!inherited) next.tags.emplace_back(key, value);
  }
  for (const std::string& key : hop.transitive_tag_keys) {
    if (!Contains(next.transitive_tag_keys, key)) next.transitive_tag_keys.push_back(key);
  }
  return next;
}

}  // namespace iamsim
