// The first word says whether anything is missing; then what is there, then what is not. Tested by
// tests/io/write_snapshot_test.cc.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/io/write.h"
#include "io/write/snapshot_summary.h"
#include "io/write/text_lines.h"

namespace iamsim {
namespace {

// Of each list, so that all of it fits on a screen.
constexpr std::size_t kShown = 6;
constexpr std::size_t kServicesShown = 12;

std::string Count(std::size_t count, absl::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

class SnapshotPage {
 public:
  SnapshotPage(const Snapshot& snapshot, const Diagnostics& diagnostics, bool all,
               const TextStyle& style)
      : snapshot_(snapshot),
        diagnostics_(diagnostics),
        all_(all),
        style_(style),
        summary_(Summarize(snapshot)) {}

  std::string Write() {
    WriteAnswer();
    WriteOrganization();
    WriteAccounts();
    WritePolicies();
    WriteResources();
    WriteMissing();
    WriteOutside();
    WriteDiagnostics(Severity::kError, "damaged");
    if (all_) {
      WriteDiagnostics(Severity::kWarning, "warnings");
    } else {
      CountWarnings();
    }
    return std::move(out_);
  }

 private:
  // `label` once before the first line, and no more than fit.
  void List(absl::string_view label, const std::vector<std::string>& lines, bool complete = false) {
    const std::size_t shown = all_ || complete ? lines.size() : std::min(lines.size(), kShown);
    for (std::size_t i = 0; i < shown; ++i) {
      absl::StrAppend(&out_, "     ", Pad(i == 0 ? label : "", 14), lines[i], "\n");
    }
    if (shown == lines.size()) return;
    absl::StrAppend(&out_, "     ", Pad("", 14), "… and ", lines.size() - shown, " more (--all)\n");
  }

  std::size_t Errors() const {
    return static_cast<std::size_t>(std::count_if(
        diagnostics_.begin(), diagnostics_.end(),
        [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::kError; }));
  }

  void WriteAnswer() {
    const bool complete = summary_.missing.empty() && Errors() == 0;
    const DecisionKind colour = complete ? DecisionKind::kAllowed : DecisionKind::kConditional;
    std::size_t resources = 0;
    for (const auto& item : summary_.resources) resources += item.second;
    absl::StrAppend(&out_, Paint(complete ? "complete" : "incomplete", colour, style_), "  ",
                    Count(summary_.accounts.size(), "account"), ", ", Count(summary_.users, "user"),
                    ", ", Count(summary_.roles, "role"), ", ", Count(resources, "resource"));
    if (!summary_.missing.empty()) {
      absl::StrAppend(&out_, "; ", Count(summary_.missing.size(), "document"), " missing");
    }
    if (Errors() > 0) absl::StrAppend(&out_, "; ", Count(Errors(), "part"), " damaged");
    absl::StrAppend(&out_, "\n\n");
  }

  void WriteOrganization() {
    const std::optional<OrganizationRecord>& organization = snapshot_.organization();
    if (!organization) {
      List("organization", {"none: no service or resource control policies apply"});
      return;
    }
    std::string line = organization->id.empty() ? "of unknown id" : organization->id;
    if (!organization->management_account.empty()) {
      absl::StrAppend(&line, ", managed by ", organization->management_account);
    }
    if (!organization->accounts_are_known)
      absl::StrAppend(&line, "; its accounts are not all known");
    List("organization", {line});
  }

  static std::string LevelWords(absl::string_view word,
                                const std::optional<std::vector<PolicyLevel>>& levels) {
    return levels ? absl::StrCat(word, " ", Count(levels->size(), "level"))
                  : absl::StrCat("no ", word);
  }

  std::string AccountLine(const SnapshotSummary::Account& account, std::size_t width) const {
    const AccountRecord& record = *account.record;
    std::vector<std::string> parts;
    if (record.has_principals) {
      parts.push_back(Count(account.users, "user"));
      parts.push_back(Count(account.roles, "role"));
    } else {
      parts.emplace_back("no principals loaded");
    }
    if (account.resources > 0) parts.push_back(Count(account.resources, "resource"));
    if (account.vpc_endpoints > 0) parts.push_back(Count(account.vpc_endpoints, "endpoint"));
    if (record.is_management_account) {
      parts.emplace_back("management account");
    } else if (snapshot_.organization()) {
      parts.push_back(LevelWords("scp", record.service_control));
      parts.push_back(LevelWords("rcp", record.resource_control));
    }
    return absl::StrCat(record.id, "  ", width == 0 ? "" : Pad(record.name, width),
                        absl::StrJoin(parts, ", "));
  }

  void WriteAccounts() {
    std::size_t width = 0;
    for (const auto& account : summary_.accounts) {
      if (!account.record->name.empty()) {
        width = std::max(width, DisplayWidth(account.record->name) + 2);
      }
    }
    std::vector<std::string> lines;
    for (const auto& account : summary_.accounts) lines.push_back(AccountLine(account, width));
    List("accounts", lines);
  }

  void WritePolicies() {
    const std::pair<const char*, const char*> words[] = {{"identity", "identity"},
                                                         {"permissionsBoundary", "boundary"},
                                                         {"trust", "trust"},
                                                         {"resource", "resource"},
                                                         {"serviceControlPolicy", "scp"},
                                                         {"resourceControlPolicy", "rcp"},
                                                         {"vpcEndpoint", "endpoint"}};
    std::vector<std::string> parts;
    for (const auto& [kind, word] : words) {
      const auto found = summary_.policies.find(kind);
      if (found == summary_.policies.end()) continue;
      parts.push_back(absl::StrCat(found->second, " ", word));
      if (found->first == "identity") {
        absl::StrAppend(&parts.back(), " (", summary_.managed_policies, " managed)");
      }
    }
    if (!parts.empty()) List("policies", {absl::StrJoin(parts, ", ")});
  }

  void WriteResources() {
    std::vector<std::string> parts;
    for (const auto& [service, count] : summary_.resources) {
      if (!all_ && parts.size() == kServicesShown) {
        parts.push_back(absl::StrCat("… and ", summary_.resources.size() - kServicesShown,
                                     " more services (--all)"));
        break;
      }
      parts.push_back(absl::StrCat(count, " ", service));
    }
    if (!parts.empty()) List("resources", {absl::StrJoin(parts, ", ")});
    if (summary_.vpc_endpoints > 0) {
      List("endpoints", {Count(summary_.vpc_endpoints, "VPC endpoint")});
    }
  }

  static std::string MissingLine(const SnapshotSummary::Missing& missing) {
    const std::string holders =
        missing.holders == 1
            ? missing.first_holder
            : absl::StrCat(missing.holders, " (first: ", missing.first_holder, ")");
    const std::string where =
        missing.file.empty() ? "" : absl::StrCat(", unreadable in ", missing.file);
    if (missing.kind == "trust") {
      return absl::StrCat("trust policy of ", missing.document, where);
    }
    if (missing.kind == "resource") {
      return absl::StrCat("policy of ", missing.document, where);
    }
    const absl::string_view word = missing.kind == "identity"                ? "policy"
                                   : missing.kind == "permissionsBoundary"   ? "boundary"
                                   : missing.kind == "serviceControlPolicy"  ? "scp"
                                   : missing.kind == "resourceControlPolicy" ? "rcp"
                                                                             : "endpoint policy";
    return absl::StrCat(word, " ", missing.document, " of ", holders, where);
  }

  void WriteMissing() {
    std::vector<std::string> lines;
    for (const SnapshotSummary::Missing& missing : summary_.missing) {
      lines.push_back(MissingLine(missing));
    }
    if (!lines.empty()) absl::StrAppend(&out_, "\n");
    List("missing", lines);
  }

  void WriteOutside() {
    if (summary_.outside.empty()) return;
    const bool known = snapshot_.organization()->accounts_are_known;
    const std::size_t shown =
        all_ ? summary_.outside.size() : std::min(summary_.outside.size(), kShown);
    std::string line =
        absl::StrJoin(summary_.outside.begin(),
                      summary_.outside.begin() + static_cast<std::ptrdiff_t>(shown), ", ");
    if (shown < summary_.outside.size()) {
      absl::StrAppend(&line, ", … and ", summary_.outside.size() - shown, " more (--all)");
    }
    absl::StrAppend(&line, known
                               ? ": not in the organization, its policies do not apply"
                               : ": not shown by the organization's data, its policies may apply");
    List("outside", {line});
  }

  void WriteDiagnostics(Severity severity, absl::string_view label) {
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : diagnostics_) {
      if (diagnostic.severity == severity) lines.push_back(diagnostic.ToString());
    }
    List(label, lines);
  }

  void CountWarnings() {
    const std::size_t warnings = diagnostics_.size() - Errors();
    if (warnings > 0) {
      List("warnings", {absl::StrCat(Count(warnings, "warning"), " (--all lists them)")});
    }
  }

  const Snapshot& snapshot_;
  const Diagnostics& diagnostics_;
  bool all_;
  const TextStyle& style_;
  SnapshotSummary summary_;
  std::string out_;
};

}  // namespace

std::string SnapshotText(const Snapshot& snapshot, const Diagnostics& diagnostics, bool all,
                         const TextStyle& style) {
  return SnapshotPage(snapshot, diagnostics, all, style).Write();
}

}  // namespace iamsim
