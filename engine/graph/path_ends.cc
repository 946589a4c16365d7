// Tested by path_ends_test.cc.
#include "iamsim/graph/path_ends.h"

#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iamsim/base/nearest_name.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/match/glob.h"
#include "iamsim/model/arn.h"
#include "iamsim/model/caller.h"
#include "iamsim/snapshot/principal_pattern.h"

namespace iamsim {
namespace {

// Whether a pattern means somebody beyond the snapshot: by the name, by `account:rest` or by `rest`
// of an ARN.
bool MeansOutsider(const std::string& glob, const std::string& name) {
  if (GlobMatch(glob, name)) return true;
  const absl::StatusOr<Arn> arn = ParseArn(name);
  return arn.ok() && (GlobMatch(glob, arn->resource()) ||
                      GlobMatch(glob, absl::StrCat(arn->account(), ":", arn->resource())));
}

absl::Status NoSuchSource(const absl::Status& of_snapshot, absl::string_view pattern,
                          const std::vector<std::string>& outsiders) {
  if (absl::StrContains(of_snapshot.message(), "did you mean")) return of_snapshot;
  const std::vector<absl::string_view> names(outsiders.begin(), outsiders.end());
  return absl::NotFoundError(absl::StrCat("principal pattern `", pattern,
                                          "` matches nobody of the snapshot or its trust policies",
                                          DidYouMean(pattern, names)));
}

}  // namespace

std::vector<std::string> OutsidersOf(const AssumeGraph& graph) {
  std::set<std::string> names;
  for (const AssumeGraph::OutsideEdge& edge : graph.outside()) {
    if (ParseCaller(edge.from.principal).ok()) names.insert(edge.from.principal);
  }
  return {names.begin(), names.end()};
}

absl::StatusOr<std::vector<std::string>> MatchSources(const AssumeGraph& graph,
                                                      absl::string_view name) {
  const Snapshot& snapshot = graph.world().snapshot();
  if (IsAccountId(name))
    return std::vector<std::string>{absl::StrCat("arn:aws:iam::", name, ":root")};
  if (!IsPrincipalPattern(name)) {
    IAMSIM_ASSIGN_OR_RETURN(std::string one, snapshot.ResolvePrincipalName(name));
    return std::vector<std::string>{std::move(one)};
  }
  const absl::StatusOr<std::vector<std::uint32_t>> inside = MatchPrincipals(snapshot, name);
  std::vector<std::string> out;
  if (inside.ok()) {
    for (const std::uint32_t id : *inside) out.push_back(snapshot.principals()[id].arn.text());
  }
  const std::vector<std::string> outsiders = OutsidersOf(graph);
  const std::string glob = EncodeGlob(name);
  for (const std::string& outsider : outsiders) {
    if (MeansOutsider(glob, outsider)) out.push_back(outsider);
  }
  if (out.empty()) return NoSuchSource(inside.status(), name, outsiders);
  return out;
}

absl::StatusOr<std::vector<std::uint32_t>> MatchTargets(const PreparedSnapshot& world,
                                                        absl::string_view name) {
  const Snapshot& snapshot = world.snapshot();
  if (IsPrincipalPattern(name)) return MatchPrincipals(snapshot, name);
  IAMSIM_ASSIGN_OR_RETURN(const std::string one, snapshot.ResolvePrincipalName(name));
  const absl::Span<const std::uint32_t> named = world.Named(one);
  if (named.size() == 1) return std::vector<std::uint32_t>{named.front()};
  return absl::InvalidArgumentError(
      absl::StrCat("expected a user or role of the snapshot, found `", name, "`"));
}

}  // namespace iamsim
