// Tested by tests/audit/diff/diff_test.cc.
#include "audit/diff/resource_candidates.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "iamsim/model/arn.h"

namespace iamsim {
namespace {

// Beyond so many matches of a pattern with a candidate no two candidates are taken for alike.
constexpr std::size_t kMaxMatches = 4'000'000;
// What stands for a wildcard or a variable.
constexpr absl::string_view kSomething = "example";
// Callers for whom variables are filled in, and different results.
constexpr std::size_t kMaxCallers = 1000;
constexpr std::size_t kMaxFillings = 16;

// What a variable is for `caller`: its name or its tags; else the default of the variable (VA-2),
// else something. Null: nobody in particular.
std::string ValueOf(absl::string_view variable, const PrincipalRecord* caller) {
  const std::size_t comma = variable.find(',');
  const absl::string_view key = absl::StripAsciiWhitespace(variable.substr(0, comma));
  if (caller != nullptr) {
    const bool is_user = caller->kind == PrincipalKind::kUser;
    if (is_user && absl::EqualsIgnoreCase(key, "aws:username")) return caller->name;
    if (absl::EqualsIgnoreCase(key, "aws:PrincipalAccount"))
      return std::string(caller->arn.account());
    absl::string_view tag = key;
    if (absl::StartsWithIgnoreCase(key, "aws:PrincipalTag/")) {
      tag.remove_prefix(tag.find('/') + 1);
      for (const auto& [name, value] : caller->tags) {
        if (absl::EqualsIgnoreCase(name, tag)) return value;
      }
    }
  }
  if (comma == absl::string_view::npos) return std::string(kSomething);
  absl::string_view given = absl::StripAsciiWhitespace(variable.substr(comma + 1));
  if (absl::ConsumePrefix(&given, "'")) absl::ConsumeSuffix(&given, "'");
  return std::string(given);
}

// Replaces wildcards and variables of one part of an ARN.
std::string FillIn(absl::string_view part, const PrincipalRecord* caller = nullptr) {
  std::string filled;
  while (!part.empty()) {
    if (absl::StartsWith(part, "${")) {
      const std::size_t end = part.find('}');
      if (end == absl::string_view::npos) break;
      const absl::string_view variable = part.substr(2, end - 2);
      const bool literal = variable == "*" || variable == "?" || variable == "$";
      absl::StrAppend(&filled, literal ? std::string(variable) : ValueOf(variable, caller));
      part.remove_prefix(end + 1);
      continue;
    }
    if (part.front() == '*') {
      absl::StrAppend(&filled, kSomething);
    } else {
      filled += part.front() == '?' ? 'x' : part.front();
    }
    part.remove_prefix(1);
  }
  return filled;
}

bool HasWildcard(absl::string_view field) {
  return field.find_first_of("*?$") != absl::string_view::npos;
}

class Collector {
 public:
  Collector(const WorldDifference& difference, const Catalog& catalog,
            const CandidateOptions& options)
      : difference_(difference), catalog_(catalog), options_(options) {}

  void AddWorld(const Snapshot& snapshot) {
    for (const ResourceRecord& resource : snapshot.resources()) {
      Add(resource.arn.text(), true);
      // A bucket's objects have its policy (S3-1).
      const bool is_bucket = resource.arn.service() == "s3" && resource.arn.region().empty() &&
                             resource.arn.account().empty();
      if (is_bucket) Add(absl::StrCat(resource.arn.text(), "/", kSomething), true);
    }
    for (const PrincipalRecord& principal : snapshot.principals()) {
      if (principal.kind == PrincipalKind::kRole) Add(principal.arn.text(), true);
    }
  }

  void AddPattern(absl::string_view pattern) {
    if (!seen_.insert(std::string(pattern)).second) return;
    std::vector<std::string> fields = absl::StrSplit(pattern, absl::MaxSplits(':', 5));
    if (fields.size() < 4 || fields[0] != "arn" || HasWildcard(fields[2])) return;
    fields.resize(6, "*");  // MR-4
    if (HasWildcard(fields[1])) fields[1] = "aws";
    const bool any_region = HasWildcard(fields[3]);
    const bool any_account = HasWildcard(fields[4]);
    const std::vector<std::string> given = {""};
    for (const std::string& region : any_region ? options_.regions : given) {
      for (const std::string& account : any_account ? options_.accounts : given) {
        std::vector<std::string> filled = fields;
        if (any_region) filled[3] = region;
        if (any_account) filled[4] = account;
        for (const std::string& resource : Fillings(fields[5])) {
          filled[5] = resource;
          Add(absl::StrJoin(filled, ":"), false, any_account);
        }
      }
    }
  }

  std::map<std::string, ResourceCandidate> Take() { return std::move(candidates_); }

 private:
  // A part with variables is filled in for several callers, whose values differ.
  std::set<std::string> Fillings(absl::string_view part) const {
    std::set<std::string> fillings = {FillIn(part)};
    if (!absl::StrContains(part, "${")) return fillings;
    std::size_t visited = 0;
    for (const PrincipalRecord& caller : difference_.before->principals()) {
      if (++visited > kMaxCallers || fillings.size() >= kMaxFillings) break;
      fillings.insert(FillIn(part, &caller));
    }
    return fillings;
  }

  void Add(std::string arn, bool is_in_snapshot, bool is_own = false) {
    if (candidates_.contains(arn)) return;
    ResourceCandidate candidate{.arn = arn, .is_in_snapshot = is_in_snapshot, .is_own = is_own};
    candidate.types = catalog_.ResourceTypesMatching(arn);
    if (candidate.types.empty()) return;
    for (const Snapshot* world : {difference_.before.get(), difference_.after.get()}) {
      if (const ResourceRecord* record = world->FindResource(arn); record != nullptr) {
        candidate.holder = record->arn.text();
        candidate.account = record->account;
      } else if (const PrincipalRecord* role = world->FindPrincipal(arn); role != nullptr) {
        candidate.holder = arn;
      }
    }
    if (candidate.account.empty()) {
      const absl::StatusOr<Arn> parsed = ParseArn(arn);
      if (parsed.ok()) candidate.account = std::string(parsed->account());
    }
    candidates_.emplace(std::move(arn), std::move(candidate));
  }

  const WorldDifference& difference_;
  const Catalog& catalog_;
  const CandidateOptions& options_;
  absl::flat_hash_set<std::string> seen_;
  std::map<std::string, ResourceCandidate> candidates_;
};

// What a candidate's own record says, in both worlds: policies are alike when they are one.
std::string RecordWords(const WorldDifference& difference, const ResourceCandidate& candidate) {
  std::string words = absl::StrCat(candidate.account, "|", candidate.is_own ? "own" : "");
  const auto add_tags = [&](const Tags& tags) {
    for (const auto& [key, value] : tags) absl::StrAppend(&words, "|", key, "=", value);
  };
  for (const Snapshot* world : {difference.before.get(), difference.after.get()}) {
    absl::StrAppend(&words, "|");
    const auto add_policy = [&](const std::shared_ptr<const AttachedPolicy>& policy) {
      // By the identity of the document: its number among those of this process.
      const void* document = policy == nullptr ? nullptr : policy->policy.get();
      words.append(reinterpret_cast<const char*>(&document), sizeof(document));
    };
    if (const ResourceRecord* record = world->FindResource(candidate.holder); record != nullptr) {
      add_policy(record->policy);
      if (record->tags.has_value()) add_tags(*record->tags);
      absl::StrAppend(&words, record->s3.block_public_access, record->s3.bucket_abac_enabled,
                      record->s3.object_owner, record->bucket);
    } else if (const PrincipalRecord* role = world->FindPrincipal(candidate.holder);
               role != nullptr) {
      add_policy(role->trust_policy);
      add_tags(role->tags);
      absl::StrAppend(&words, absl::StartsWith(role->arn.resource(), "role/aws-"));
    }
  }
  return words;
}

// The distinct lists of resources among statements.
std::vector<const Statement*> DistinctLists(absl::Span<const Statement* const> statements) {
  std::vector<const Statement*> distinct;
  absl::flat_hash_set<std::string> seen;
  for (const Statement* statement : statements) {
    std::string text;
    for (const ResourcePattern& pattern : statement->resources) {
      absl::StrAppend(&text, pattern.text(), "\n");
    }
    if (text.empty() || text == "*\n" || !seen.insert(std::move(text)).second) continue;
    distinct.push_back(statement);
  }
  return distinct;
}

bool MayMatch(const ResourcePattern& pattern, absl::string_view arn) {
  const PatternMatch match = pattern.Matches(
      arn, [](absl::string_view, absl::string_view*) { return VariableState::kUnknown; });
  return match == PatternMatch::kYes || match == PatternMatch::kUnknown;
}

bool Matches(const ResourcePattern& pattern, absl::string_view arn) {
  return pattern.Matches(arn, [](absl::string_view, absl::string_view*) {
    return VariableState::kUnknown;
  }) == PatternMatch::kYes;
}

}  // namespace

bool TouchesResource(const Statement& statement, absl::string_view arn) {
  if (!statement.has_resource) return true;
  if (statement.not_resource) {
    return absl::c_none_of(statement.resources,
                           [&](const ResourcePattern& pattern) { return Matches(pattern, arn); });
  }
  return absl::c_any_of(statement.resources,
                        [&](const ResourcePattern& pattern) { return MayMatch(pattern, arn); });
}

std::vector<ResourceCandidate> FindResourceCandidates(const WorldDifference& difference,
                                                      const Catalog& catalog,
                                                      absl::Span<const Statement* const> statements,
                                                      const CandidateOptions& options,
                                                      std::size_t* all) {
  Collector collector(difference, catalog, options);
  collector.AddWorld(*difference.before);
  collector.AddWorld(*difference.after);
  const std::vector<const Statement*> lists = DistinctLists(statements);
  std::size_t patterns = 0;
  for (const Statement* statement : lists) {
    patterns += statement->resources.size();
    for (const ResourcePattern& pattern : statement->resources)
      collector.AddPattern(pattern.text());
  }
  std::map<std::string, ResourceCandidate> found = collector.Take();
  *all = found.size();
  const bool compare = found.size() * patterns <= kMaxMatches;
  std::set<std::string> seen;
  std::vector<ResourceCandidate> candidates;
  for (auto& [arn, candidate] : found) {
    if (compare) {
      std::string words = RecordWords(difference, candidate);
      absl::StrAppend(&words, "|",
                      absl::StrJoin(candidate.types, ",",
                                    [](std::string* out, ResourceTypeId type) {
                                      absl::StrAppend(out, static_cast<int>(type));
                                    }),
                      "|");
      for (const Statement* statement : lists) {
        for (const ResourcePattern& pattern : statement->resources) {
          words += Matches(pattern, arn) ? 'y' : MayMatch(pattern, arn) ? 'm' : 'n';
        }
      }
      if (!seen.insert(std::move(words)).second) continue;
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace iamsim
