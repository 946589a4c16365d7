// Tested by tests/cli/ask_again_test.cc.

#include "ask_again.h"

#include <cstddef>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace iamsim {
namespace {

constexpr absl::string_view kPlainCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";

std::string ShellQuote(absl::string_view word) {
  const bool plain =
      !word.empty() && word.find_first_not_of(kPlainCharacters) == absl::string_view::npos;
  if (plain) return std::string(word);
  return absl::StrCat("'", absl::StrReplaceAll(word, {{"'", "'\\''"}}), "'");
}

class CommandLine {
 public:
  void Word(absl::string_view word) { words_.push_back(ShellQuote(word)); }
  void Option(absl::string_view name, absl::string_view value) {
    Word(name);
    Word(value);
  }
  void Options(absl::string_view name, const Tags& tags) {
    for (const auto& [key, value] : tags) Option(name, absl::StrCat(key, "=", value));
  }
  std::string text() const { return absl::StrJoin(words_, " "); }

 private:
  std::vector<std::string> words_ = {"iamsim", "can"};
};

bool BringsPolicies(const SuppliedPolicies& policies) {
  return !policies.identity.empty() || policies.permissions_boundary || policies.session ||
         !policies.resource.empty() || policies.service_control || policies.resource_control ||
         !policies.vpc_endpoint.empty();
}

// `can` has one session name and one external id for all hops, and tags for the last one only.
bool CanSayHops(const std::vector<Hop>& via) {
  for (std::size_t i = 0; i < via.size(); ++i) {
    const Hop& hop = via[i];
    if (hop.session_name != via[0].session_name || hop.external_id != via[0].external_id) {
      return false;
    }
    if (!hop.transitive_tag_keys.empty() || hop.source_identity || hop.session_policies ||
        hop.duration_seconds || (!hop.tags.empty() && i + 1 < via.size())) {
      return false;
    }
  }
  return true;
}

bool CanSay(const Request& request) {
  // An empty list of tags says that there are none, which no --resource-tag can.
  const bool says_no_tags = (request.resource_tags && request.resource_tags->empty()) ||
                            (request.principal_tags && request.principal_tags->empty());
  const bool pattern = absl::StrContains(request.principal, '*');
  return !BringsPolicies(request.policies) && CanSayHops(request.via) && !says_no_tags &&
         !pattern && !request.s3 && request.principal_id.empty() && request.federated_by.empty() &&
         request.canonical_user_id.empty() && request.vpc_endpoint_type.empty() &&
         (request.via.empty() || request.session_tags.empty());
}

void AddContext(const Request& request, CommandLine* line) {
  for (const auto& [key, value] : request.context) {
    if (value.values.empty()) line->Option("--context", absl::StrCat(key, "!"));  // OP-26
    for (const std::string& text : value.values) {
      line->Option("--context", absl::StrCat(key, value.is_list ? "[]=" : "=", text));
    }
  }
  for (const std::string& key : request.absent_keys) {
    line->Option("--context", absl::StrCat(key, "!"));
  }
}

void AddHops(const std::vector<Hop>& via, CommandLine* line) {
  for (const Hop& hop : via) line->Option("--via", hop.role);
  if (via.empty()) return;
  if (via[0].session_name) line->Option("--session-name", *via[0].session_name);
  if (via[0].external_id) line->Option("--external-id", *via[0].external_id);
  line->Options("--session-tag", via.back().tags);
}

}  // namespace

std::string AskAgain(const Request& request, const std::vector<std::string>& from,
                     const std::vector<std::string>& words) {
  if (from.empty() || !CanSay(request)) return "";
  CommandLine line;
  line.Word(request.principal);
  line.Word(request.action);
  line.Word(request.resource);
  AddHops(request.via, &line);
  if (request.pass_role) {
    line.Option("--pass-role", request.pass_role->role);
    if (!request.pass_role->service.empty()) {
      line.Option("--pass-to", request.pass_role->service);
    }
  }
  AddContext(request, &line);
  if (!request.resource_account.empty()) {
    line.Option("--resource-account", request.resource_account);
  }
  line.Options("--resource-tag", request.resource_tags.value_or(Tags()));
  line.Options("--principal-tag", request.principal_tags.value_or(Tags()));
  line.Options("--session-tag", request.session_tags);
  if (!request.source_vpce.empty()) line.Option("--source-vpce", request.source_vpce);
  for (const std::string& option : request.options) line.Option("--option", option);
  if (request.context_is_complete) line.Word("--complete-context");
  for (const std::string& path : from) line.Option("--from", path);
  for (const std::string& word : words) line.Word(word);
  return line.text();
}

}  // namespace iamsim
