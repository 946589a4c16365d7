// Tested by principal_pattern_test.cc.
#include "iamsim/snapshot/principal_pattern.h"

#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/match/glob.h"
#include "snapshot/principal_name.h"

namespace iamsim {
namespace {

constexpr absl::string_view kWildcards = "*?";

// A wildcard may stand for several fields.
bool IsArnPattern(absl::string_view pattern) { return absl::StartsWith(pattern, "arn:"); }

// Whom a pattern asks for.
struct PatternParts {
  bool is_arn = false;
  std::optional<PrincipalKind> kind;
  std::string glob;                                 // of the ARN, the name or path and name
  absl::flat_hash_set<absl::string_view> accounts;  // ids; where `any_account` is false
  bool any_account = true;
};

// The accounts that `name`, which may hold wildcards, means by id or name.
absl::StatusOr<absl::flat_hash_set<absl::string_view>> FindAccounts(const Snapshot& snapshot,
                                                                    absl::string_view name) {
  absl::flat_hash_set<absl::string_view> found;
  if (!IsPrincipalPattern(name)) {
    IAMSIM_ASSIGN_OR_RETURN(const absl::string_view id, FindAccountId(snapshot, name));
    found.insert(id);
    return found;
  }
  const std::string glob = EncodeGlob(name);
  for (const AccountRecord& account : snapshot.accounts()) {
    if (GlobMatch(glob, account.id) || GlobMatch(glob, account.name)) found.insert(account.id);
  }
  return found;
}

absl::StatusOr<PatternParts> Read(const Snapshot& snapshot, absl::string_view pattern) {
  PatternParts wanted;
  if (IsArnPattern(pattern)) {
    wanted.is_arn = true;
    wanted.glob = EncodeGlob(pattern);
    return wanted;
  }
  absl::string_view rest = pattern;
  if (const std::size_t colon = pattern.rfind(':'); colon != absl::string_view::npos) {
    IAMSIM_ASSIGN_OR_RETURN(wanted.accounts, FindAccounts(snapshot, pattern.substr(0, colon)));
    wanted.any_account = false;
    rest = pattern.substr(colon + 1);
  }
  const PrincipalName parts = TakeApart(rest);
  wanted.kind = parts.kind;
  wanted.glob = EncodeGlob(parts.rest);
  return wanted;
}

bool Matches(const PatternParts& wanted, const PrincipalRecord& principal) {
  if (wanted.is_arn) return GlobMatch(wanted.glob, principal.arn.text());
  if (wanted.kind && principal.kind != *wanted.kind) return false;
  if (!wanted.any_account && !wanted.accounts.contains(principal.arn.account())) return false;
  return GlobMatch(wanted.glob, principal.name) || GlobMatch(wanted.glob, PathAndName(principal));
}

// The nearest beginning of a name, with the wildcards that `pattern` has: a wildcard itself is not
// near to anything.
std::string DidYouMeanPattern(const Snapshot& snapshot, absl::string_view pattern) {
  const std::size_t begin = IsArnPattern(pattern) ? 0 : pattern.find_last_of(":/") + 1;
  const std::size_t wildcard = pattern.find_first_of(kWildcards, begin);
  if (wildcard == absl::string_view::npos || wildcard == begin) return "";
  const absl::string_view literal = pattern.substr(begin, wildcard - begin);
  std::vector<absl::string_view> beginnings;
  for (const PrincipalRecord& principal : snapshot.principals()) {
    const absl::string_view name = IsArnPattern(pattern) ? absl::string_view(principal.arn.text())
                                                         : absl::string_view(principal.name);
    beginnings.push_back(name.substr(0, literal.size()));
  }
  const absl::string_view nearest = NearestName(literal, beginnings);
  if (nearest.empty() || nearest == literal) return "";
  return absl::StrCat(", did you mean `", pattern.substr(0, begin), nearest,
                      pattern.substr(wildcard), "`?");
}

}  // namespace

bool IsPrincipalPattern(absl::string_view name) {
  return name.find_first_of(kWildcards) != absl::string_view::npos;
}

absl::StatusOr<std::vector<std::uint32_t>> MatchPrincipals(const Snapshot& snapshot,
                                                           absl::string_view pattern) {
  IAMSIM_ASSIGN_OR_RETURN(const PatternParts wanted, Read(snapshot, pattern));
  std::vector<std::uint32_t> found;
  const absl::Span<const PrincipalRecord> principals = snapshot.principals();
  for (std::uint32_t id = 0; id < principals.size(); ++id) {
    if (Matches(wanted, principals[id])) found.push_back(id);
  }
  if (!found.empty()) return found;
  return absl::NotFoundError(absl::StrCat("principal pattern `", pattern,
                                          "` matches no user or role of the snapshot",
                                          DidYouMeanPattern(snapshot, pattern)));
}

}  // namespace iamsim
