// Tested by tests/cli/can_test.cc.

#include "can_arguments.h"

#include <cstddef>
#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iamsim/base/file.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/model/caller.h"
#include "iamsim/policy/parse.h"

namespace iamsim {
namespace {

absl::Status Expected(absl::string_view option, absl::string_view shape, absl::string_view got) {
  return absl::InvalidArgumentError(
      absl::StrCat("`", option, "`: expected ", shape, ", got `", got, "`"));
}

// K=V at the first equals sign; a value may hold more of them.
absl::StatusOr<std::pair<std::string, std::string>> SplitAssignment(absl::string_view option,
                                                                    absl::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == absl::string_view::npos || equals == 0) return Expected(option, "K=V", text);
  return std::make_pair(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
}

absl::StatusOr<Tags> ReadTags(absl::string_view option, const std::vector<std::string>& texts) {
  Tags tags;
  for (const std::string& text : texts) {
    IAMSIM_ASSIGN_OR_RETURN(auto tag, SplitAssignment(option, text));
    const auto same = absl::c_find_if(tags, [&](const auto& it) { return it.first == tag.first; });
    if (same != tags.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("`", option, "`: tag `", tag.first, "` is given twice"));
    }
    tags.push_back(std::move(tag));
  }
  return tags;
}

// `K=V` sets a key, once more makes it a list, `K[]=V` is a list from the start (CO-9: a list of
// one is a list), `K!` is certainly absent.
absl::Status ReadContext(const std::vector<std::string>& texts, Request* request) {
  for (const std::string& text : texts) {
    absl::string_view absent = text;
    if (text.size() > 1 && !absl::StrContains(text, '=') && absl::ConsumeSuffix(&absent, "!")) {
      request->absent_keys.emplace_back(absent);
      continue;
    }
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Expected("--context", "KEY=VALUE or KEY!", text);
    }
    absl::string_view key = absl::string_view(text).substr(0, equals);
    const bool list = key.size() > 2 && absl::ConsumeSuffix(&key, "[]");
    const auto [entry, inserted] = request->context.try_emplace(std::string(key));
    entry->second.values.push_back(text.substr(equals + 1));
    entry->second.is_list = list || !inserted;
  }
  for (const std::string& key : request->absent_keys) {
    if (request->context.contains(key)) {
      return absl::InvalidArgumentError(
          absl::StrCat("`--context`: `", key, "` is given a value and said to be absent"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<PolicyList> ReadSessionPolicy(const std::string& file) {
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(file, JsonLimits().max_bytes));
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                          JsonDocument::Parse(std::move(text), file));
  const ParsedPolicy parsed = ParsePolicy(document->root(), PolicyKind::kSession);
  if (parsed.policy == nullptr) return parsed.status();
  auto policy = std::make_shared<AttachedPolicy>();
  policy->name = file.substr(file.rfind('/') + 1);
  policy->policy = parsed.policy;
  policy->file = file;
  policy->start = document->root().begin();
  return PolicyList{std::move(policy)};
}

// The ARN of the session `name` of the role that `principal` names.
absl::StatusOr<std::string> SessionOf(const std::string& principal, absl::string_view name) {
  IAMSIM_ASSIGN_OR_RETURN(const Caller caller, ParseCaller(principal));
  if (caller.kind != CallerKind::kRoleSession || !caller.session_arn.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "`--session-name`: expected a role as PRINCIPAL or in `--via`, got `", principal, "`"));
  }
  return absl::StrCat("arn:", caller.partition, ":sts::", caller.account, ":assumed-role/",
                      caller.name, "/", name);
}

// Without --via the session options are about PRINCIPAL itself.
absl::Status DescribeSession(const CanArguments& arguments, Tags session_tags,
                             std::optional<PolicyList> session_policies, Request* request) {
  if (arguments.session_name) {
    IAMSIM_ASSIGN_OR_RETURN(request->principal,
                            SessionOf(request->principal, *arguments.session_name));
  }
  request->session_tags = std::move(session_tags);
  request->policies.session = std::move(session_policies);
  if (arguments.external_id) {
    request->context["sts:ExternalId"] = ContextValue::Scalar(*arguments.external_id);
  }
  return absl::OkStatus();
}

// CH-7: names and external ids are per hop; the same ones are used for all. Tags and session
// policies are those of the last session, which makes the call.
absl::Status DescribeHops(const CanArguments& arguments, const Snapshot& snapshot,
                          Tags session_tags, std::optional<PolicyList> session_policies,
                          Request* request) {
  for (const std::string& role : arguments.via) {
    Hop hop;
    IAMSIM_ASSIGN_OR_RETURN(hop.role, snapshot.ResolvePrincipalName(role));
    hop.session_name = arguments.session_name;
    hop.external_id = arguments.external_id;
    request->via.push_back(std::move(hop));
  }
  request->via.back().tags = std::move(session_tags);
  request->via.back().session_policies = std::move(session_policies);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Request> MakeRequest(const CanArguments& arguments, const Snapshot& snapshot) {
  Request request;
  IAMSIM_ASSIGN_OR_RETURN(request.principal, snapshot.ResolvePrincipalName(arguments.principal));
  request.action = arguments.action;
  request.resource = arguments.resource;
  request.resource_account = arguments.resource_account.value_or("");
  request.source_vpce = arguments.source_vpce.value_or("");
  request.context_is_complete = arguments.complete_context;
  request.unknown_keys_are_absent = arguments.assume_absent;
  IAMSIM_RETURN_IF_ERROR(ReadContext(arguments.context, &request));
  if (!arguments.resource_tags.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(request.resource_tags,
                            ReadTags("--resource-tag", arguments.resource_tags));
  }
  if (!arguments.principal_tags.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(request.principal_tags,
                            ReadTags("--principal-tag", arguments.principal_tags));
  }
  IAMSIM_ASSIGN_OR_RETURN(Tags session_tags, ReadTags("--session-tag", arguments.session_tags));
  std::optional<PolicyList> session_policies;
  if (arguments.session_policy) {
    IAMSIM_ASSIGN_OR_RETURN(session_policies, ReadSessionPolicy(*arguments.session_policy));
  }
  IAMSIM_RETURN_IF_ERROR(arguments.via.empty()
                             ? DescribeSession(arguments, std::move(session_tags),
                                               std::move(session_policies), &request)
                             : DescribeHops(arguments, snapshot, std::move(session_tags),
                                            std::move(session_policies), &request));
  return request;
}

}  // namespace iamsim
