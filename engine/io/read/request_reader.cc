// Tested by tests/io/request_reader_test.cc and tests/fuzz/request_fuzz.cc.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "iamsim/model/caller.h"
#include "io/read/case_fields.h"
#include "io/read/document_reader.h"

namespace iamsim {
namespace {

absl::StatusOr<std::string> ReadCaller(const JsonNode& line) {
  const std::optional<JsonNode> node = line.Find("principal");
  if (!node) return line.Error("expected `principal`, found none");
  IAMSIM_ASSIGN_OR_RETURN(std::string text, ReadString(*node, "`principal`"));
  const absl::StatusOr<Caller> caller = ParseCaller(text);
  if (!caller.ok()) return node->Error(caller.status().message());
  return text;
}

bool IsOwnMember(absl::string_view name) {
  return name == "id" || name == "principal" || name == "action" || name == "resource" ||
         name == "$schema" || name == "comment";
}

absl::Status RejectUnknown(const JsonNode& line) {
  std::vector<absl::string_view> names = {"id",       "principal", "action",
                                          "resource", "$schema",   "comment"};
  names.insert(names.end(), CaseMemberNames().begin(), CaseMemberNames().end());
  return RejectUnknownMembers(line, names);
}

// Everything but `principal`.
absl::StatusOr<Request> ReadMembers(const JsonNode& line, DocumentReader& documents) {
  if (!line.is_object()) {
    return line.Error(absl::StrCat("expected a request, an object, found ", line.kind_name()));
  }
  Request request;
  if (const std::optional<JsonNode> id = line.Find("id")) {
    if (!id->is_string() && id->kind() != JsonKind::kNumber) {
      return id->Error(
          absl::StrCat("`id`: expected a string or a number, found ", id->kind_name()));
    }
    request.id = std::string(id->text());
  }
  const std::optional<JsonNode> action = line.Find("action");
  if (!action) return line.Error("expected `action`, found none");
  IAMSIM_ASSIGN_OR_RETURN(request.action, ReadAction(*action));
  if (const std::optional<JsonNode> resource = line.Find("resource")) {
    IAMSIM_ASSIGN_OR_RETURN(request.resource, ReadResource(*resource));
  }
  for (const JsonNode& member : line.children()) {
    if (IsOwnMember(member.key())) continue;
    IAMSIM_ASSIGN_OR_RETURN(const bool known, ReadCaseMember(member, documents, &request));
    if (!known) return RejectUnknown(line);
  }
  return request;
}

absl::StatusOr<Request> ReadSelfContained(const JsonNode& line, DocumentReader& documents) {
  if (!line.is_object()) return ReadMembers(line, documents);
  IAMSIM_ASSIGN_OR_RETURN(std::string principal, ReadCaller(line));
  IAMSIM_ASSIGN_OR_RETURN(Request request, ReadMembers(line, documents));
  request.principal = std::move(principal);
  return request;
}

}  // namespace

absl::StatusOr<Request> ReadRequest(const JsonNode& line, PolicyCache& cache,
                                    std::vector<std::string>* warnings) {
  Diagnostics diagnostics;
  DocumentReader documents(cache, nullptr, diagnostics);
  absl::StatusOr<Request> request = ReadSelfContained(line, documents);
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kWarning) warnings->push_back(diagnostic.ToString());
  }
  return request;
}

absl::StatusOr<BatchQuestion> ReadQuestion(const JsonNode& line) {
  PolicyCache cache;
  Diagnostics diagnostics;
  DocumentReader documents(cache, nullptr, diagnostics);
  if (line.is_object()) {
    if (const std::optional<JsonNode> policies = line.Find("policies")) {
      return policies->Error("expected a question without `policies`: the snapshot's are asked");
    }
  }
  BatchQuestion question;
  IAMSIM_ASSIGN_OR_RETURN(question.request, ReadMembers(line, documents));
  if (const std::optional<JsonNode> id = line.Find("id")) question.id = std::string(id->source());
  if (const std::optional<JsonNode> principal = line.Find("principal")) {
    IAMSIM_ASSIGN_OR_RETURN(question.principals, ReadString(*principal, "`principal`"));
    if (question.principals.empty()) {
      return principal->Error("expected a principal or a pattern, found an empty name");
    }
  }
  question.place = line.place();
  return question;
}

}  // namespace iamsim
