// Tested by tests/cli/can_test.cc.

#include "question_arguments.h"

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
#include "iamsim/io/read.h"
#include "iamsim/model/arn.h"
#include "report.h"

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

}  // namespace

absl::StatusOr<Tags> ReadTagOptions(absl::string_view option,
                                    const std::vector<std::string>& texts) {
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

namespace {

// `K=V` sets a key, once more makes it a list, `K[]=V` is a list from the start (CO-9: a list of
// one is a list), `K!` is certainly absent.
absl::Status ReadContextOptions(const std::vector<std::string>& texts, Request* request) {
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

// A JSON object of keys and their values. What `--context` says goes before.
absl::Status ReadContextFile(const std::string& file, Request* request) {
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadFile(file, JsonLimits().max_bytes));
  IAMSIM_ASSIGN_OR_RETURN(const std::shared_ptr<const JsonDocument> document,
                          JsonDocument::Parse(std::move(text), file));
  IAMSIM_ASSIGN_OR_RETURN(const ContextMap context, ReadContext(document->root()));
  for (const auto& [key, value] : context) {
    const auto is_same = [&key = key](const auto& given) {
      return absl::EqualsIgnoreCase(given, key);  // CO-2
    };
    const bool given = absl::c_any_of(request->absent_keys, is_same) ||
                       absl::c_any_of(request->context, [&is_same](const auto& entry) {
                         return is_same(entry.first);
                       });
    if (!given) request->context.emplace(key, value);
  }
  return absl::OkStatus();
}

}  // namespace

void DeclareQuestionArguments(Arguments& arguments, QuestionArguments* out) {
  arguments.Option("--context", "K=V",
                   "a context key; again for a list, K[]=V for a list of one, K! for absent",
                   &out->context);
  arguments.Option("--context-file", "FILE", "a JSON object of context keys; --context goes before",
                   &out->context_file);
  arguments.Option("--resource-account", "ID", "who owns the resource", &out->resource_account);
  arguments.Option("--resource-tag", "K=V", "a tag of the resource; others are absent",
                   &out->resource_tags);
  arguments.Option("--principal-tag", "K=V", "a tag of the principal; others are absent",
                   &out->principal_tags);
  arguments.Option("--source-vpce", "ID", "a VPC endpoint of the snapshot to go through",
                   &out->source_vpce);
  arguments.Flag("--assume-absent", "keys that are neither given nor derived are absent",
                 &out->assume_absent);
  arguments.Flag("--complete-context", "the context is as given, as in scenario tests",
                 &out->complete_context);
  arguments.Option("--option", "NAME=BOOL", OptionHelp(), &out->options);
}

absl::Status ApplyQuestionArguments(const QuestionArguments& arguments, Request* request) {
  request->resource_account = arguments.resource_account.value_or("");
  request->source_vpce = arguments.source_vpce.value_or("");
  request->context_is_complete = arguments.complete_context;
  request->unknown_keys_are_absent = arguments.assume_absent;
  IAMSIM_RETURN_IF_ERROR(ReadContextOptions(arguments.context, request));
  if (arguments.context_file) {
    IAMSIM_RETURN_IF_ERROR(ReadContextFile(*arguments.context_file, request));
  }
  if (!arguments.resource_tags.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(request->resource_tags,
                            ReadTagOptions("--resource-tag", arguments.resource_tags));
  }
  if (!arguments.principal_tags.empty()) {
    IAMSIM_ASSIGN_OR_RETURN(request->principal_tags,
                            ReadTagOptions("--principal-tag", arguments.principal_tags));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ResolveResourceName(const std::string& action,
                                                const std::string& resource,
                                                const Snapshot& snapshot) {
  const bool names_principals =
      absl::StartsWithIgnoreCase(action, "iam:") || absl::StartsWithIgnoreCase(action, "sts:");
  if (!names_principals || resource == "*" || IsArn(resource)) return resource;
  return snapshot.ResolvePrincipalName(resource);
}

}  // namespace iamsim
