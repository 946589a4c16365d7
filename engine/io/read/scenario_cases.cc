// One element of `tests`, multiplied out. Tested by tests/io/scenario_cases_test.cc and
// tests/io/scenario_reader_test.cc.
#include "io/read/scenario_cases.h"

#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iamsim/base/status_macros.h"
#include "iamsim/io/read.h"
#include "io/read/asked_principals.h"
#include "io/read/case_fields.h"
#include "io/read/format_members.h"
#include "io/read/members.h"
#include "io/read/scenario_members.h"

namespace iamsim {
namespace {

// Lists of a few lines must not fill the memory.
constexpr std::size_t kMostCases = 1'000'000;

// The strings of `action` or `resource`, which may be a list. `is_list`: even of one.
struct Alternatives {
  std::vector<std::string> values;
  bool is_list = false;
};

absl::StatusOr<Alternatives> ReadAlternatives(
    const JsonNode& node, absl::StatusOr<std::string> (*read)(const JsonNode& node)) {
  Alternatives alternatives{{}, node.is_array()};
  const std::vector<JsonNode> elements =
      node.is_array() ? node.children() : std::vector<JsonNode>{node};
  for (const JsonNode& element : elements) {
    IAMSIM_ASSIGN_OR_RETURN(std::string value, read(element));
    alternatives.values.push_back(std::move(value));
  }
  if (!alternatives.values.empty()) return alternatives;
  return node.Error(absl::StrCat("`", node.key(), "`: expected at least one, found an empty list"));
}

// `over` and what `under` has for other keys. CO-2: whatever their spelling.
ContextMap Overlay(const ContextMap& under, ContextMap over) {
  absl::flat_hash_set<std::string> given;
  for (const auto& entry : over) given.insert(ContextKeyId(entry.first));
  for (const auto& entry : under) {
    if (!given.contains(ContextKeyId(entry.first))) over.insert(entry);
  }
  return over;
}

// The endpoint of `snapshot` that `aws:SourceVpce` names: its policy applies. Empty when the id is
// that of no endpoint of the snapshot, and only a key among others.
std::string EndpointOf(const ContextMap& context, const Snapshot& snapshot) {
  for (const auto& entry : context) {
    if (ContextKeyId(entry.first) != "aws:sourcevpce" || entry.second.is_list) continue;
    const std::string& id = entry.second.values.front();
    if (snapshot.FindVpcEndpoint(id) != nullptr) return id;
  }
  return "";
}

// "aws:SourceVpc=vpc-1 aws:TagKeys=[a,b]"
std::string ContextText(const ContextMap& context) {
  if (context.empty()) return "{}";
  return absl::StrJoin(context, " ", [](std::string* out, const auto& entry) {
    const std::string values = absl::StrJoin(entry.second.values, ",");
    absl::StrAppend(out, entry.first, "=", entry.second.is_list ? "[" : "", values,
                    entry.second.is_list ? "]" : "");
  });
}

class CaseReader {
 public:
  CaseReader(const JsonNode& test, const CommonOfTests& common, DocumentReader& documents,
             Scenario* scenario)
      : test_(test), common_(common), documents_(documents), scenario_(*scenario) {}

  absl::Status Read();

 private:
  absl::Status ReadLists();
  absl::Status ReadContexts(const JsonNode& node);
  absl::Status ReadWhoAndWhat();
  absl::StatusOr<TestCase> ReadMembers(const std::string& action);
  absl::Status ReadWhatIsExpected(TestCase* test_case);
  void Multiply(const TestCase& base);
  std::string NameOf(const TestCase& one, const ContextMap* context) const;

  const JsonNode& test_;
  const CommonOfTests& common_;
  DocumentReader& documents_;
  Scenario& scenario_;
  Alternatives actions_;
  Alternatives resources_{{"*"}, false};
  AskedPrincipals principals_;
  std::vector<ContextMap> contexts_;  // empty: no matrix
  WrittenExpectation expectation_;
};

absl::Status CaseReader::ReadContexts(const JsonNode& node) {
  if (!node.is_array()) {
    return node.Error(
        absl::StrCat("`contexts`: expected a list of objects, found ", node.kind_name()));
  }
  for (const JsonNode& element : node.children()) {
    IAMSIM_ASSIGN_OR_RETURN(ContextMap context, ReadContext(element));
    contexts_.push_back(std::move(context));
  }
  if (!contexts_.empty()) return absl::OkStatus();
  return node.Error("`contexts`: expected at least one, found an empty list");
}

absl::Status CaseReader::ReadWhoAndWhat() {
  const std::optional<JsonNode> expect = test_.Find("expect");
  if (!expect) return test_.Error("expected `expect`, found none");
  IAMSIM_ASSIGN_OR_RETURN(expectation_, ReadExpect(*expect));
  const std::optional<JsonNode> principal = test_.Find("principal");
  if (expectation_.only) {
    principals_.names = {""};
    return absl::OkStatus();
  }
  if (!principal) return test_.Error("expected `principal`, found none");
  IAMSIM_ASSIGN_OR_RETURN(principals_, ReadAskedPrincipals(*principal, *scenario_.snapshot));
  return absl::OkStatus();
}

absl::Status CaseReader::ReadLists() {
  const std::optional<JsonNode> action = test_.Find("action");
  if (!action) return test_.Error("expected `action`, found none");
  IAMSIM_ASSIGN_OR_RETURN(actions_, ReadAlternatives(*action, ReadAction));
  if (const std::optional<JsonNode> resource = test_.Find("resource")) {
    IAMSIM_ASSIGN_OR_RETURN(resources_, ReadAlternatives(*resource, ReadResource));
  }
  if (const std::optional<JsonNode> contexts = test_.Find("contexts")) {
    IAMSIM_RETURN_IF_ERROR(ReadContexts(*contexts));
  }
  return ReadWhoAndWhat();
}

absl::Status CaseReader::ReadWhatIsExpected(TestCase* test_case) {
  test_case->expect = expectation_.decision;
  test_case->depends_on = expectation_.depends_on;
  const std::optional<JsonNode> decided_by = test_.Find("decidedBy");
  if (expectation_.only) {
    if (scenario_.world == World::kSelfContained) {
      return expectation_.only->Error(
          "`only` asks the principals of a snapshot, found no snapshot");
    }
    if (decided_by) {
      return decided_by->Error("`decidedBy` is about one decision, `only` about many");
    }
    IAMSIM_ASSIGN_OR_RETURN(test_case->only,
                            ReadOnly(*expectation_.only, test_.Find("principal"),
                                     test_case->request.via.empty(), *scenario_.snapshot));
  }
  if (decided_by) {
    IAMSIM_ASSIGN_OR_RETURN(test_case->decided_by, ReadExpectedDecider(*decided_by));
  }
  return absl::OkStatus();
}

absl::StatusOr<TestCase> CaseReader::ReadMembers(const std::string& action) {
  TestCase test_case;
  test_case.place = test_.place();
  Request& request = test_case.request;
  request.action = action;  // before `policies`: it decides how the resource's policy is read
  IAMSIM_ASSIGN_OR_RETURN(test_case.name, RequiredString(test_, "name"));
  IAMSIM_ASSIGN_OR_RETURN(std::optional<std::string> source, OptionalString(test_, "source"));
  test_case.source = std::move(source).value_or("");
  IAMSIM_ASSIGN_OR_RETURN(test_case.skip, OptionalString(test_, "skip"));
  test_case.tags = common_.tags;
  if (const std::optional<JsonNode> tags = test_.Find("tags")) {
    IAMSIM_ASSIGN_OR_RETURN(const std::vector<std::string> own, ReadCaseTags(*tags));
    absl::c_copy(own, std::back_inserter(test_case.tags));
  }
  for (const JsonNode& member : test_.children()) {
    IAMSIM_RETURN_IF_ERROR(ReadCaseMember(member, documents_, &request).status());
  }
  if (const std::optional<JsonNode> via = test_.Find("via")) {
    IAMSIM_ASSIGN_OR_RETURN(request.via, ReadVia(*via, documents_));
  }
  if (const std::optional<JsonNode> any = test_.Find("viaAny")) {
    IAMSIM_ASSIGN_OR_RETURN(test_case.via_any, ReadBool(*any, "`viaAny`"));
    const bool names_roles = !request.via.empty();
    if (test_case.via_any && (names_roles || scenario_.world == World::kSelfContained)) {
      return any->Error("expected `viaAny` in a scenario with a snapshot, and no `via` beside it");
    }
    if (test_case.via_any && expectation_.only) {
      return any->Error("`viaAny` is about one principal, `only` about many");
    }
  }
  if (const std::optional<JsonNode> passed = test_.Find("passRole")) {
    IAMSIM_ASSIGN_OR_RETURN(request.pass_role, ReadPassedRole(*passed));
  }
  IAMSIM_RETURN_IF_ERROR(ReadWhatIsExpected(&test_case));
  return test_case;
}

std::string CaseReader::NameOf(const TestCase& one, const ContextMap* context) const {
  std::vector<std::string> parts;
  if (principals_.is_several) parts.push_back(one.request.principal);
  if (actions_.is_list || resources_.is_list) {
    parts.push_back(one.request.action);
    parts.push_back(one.request.resource);
  }
  if (context != nullptr) parts.push_back(ContextText(*context));
  if (parts.empty()) return one.name;
  return absl::StrCat(one.name, " [", absl::StrJoin(parts, " "), "]");
}

void CaseReader::Multiply(const TestCase& base) {
  const auto add = [this, &base](const std::string& resource, const ContextMap* context,
                                 const std::string& principal) {
    TestCase one = base;
    Request& request = one.request;
    request.resource = resource;
    request.principal = principal;
    if (context != nullptr) request.context = Overlay(request.context, *context);
    request.context = Overlay(common_.context, std::move(request.context));
    request.source_vpce = EndpointOf(request.context, *scenario_.snapshot);
    one.name = NameOf(one, context);
    request.id = one.name;
    scenario_.cases.push_back(std::move(one));
  };
  for (const std::string& resource : resources_.values) {
    for (const std::string& principal : principals_.names) {
      if (contexts_.empty()) add(resource, nullptr, principal);
      for (const ContextMap& context : contexts_) add(resource, &context, principal);
    }
  }
}

absl::Status CaseReader::Read() {
  if (!test_.is_object()) {
    return test_.Error(absl::StrCat("expected a test, an object, found ", test_.kind_name()));
  }
  IAMSIM_RETURN_IF_ERROR(RejectUnknownMembers(test_, MembersOf(FormatObject::kTest)));
  IAMSIM_RETURN_IF_ERROR(ReadLists());
  std::size_t count = 1;
  for (const std::size_t factor : {actions_.values.size(), resources_.values.size(),
                                   principals_.names.size(), contexts_.size()}) {
    if (factor > 1) count = factor > kMostCases ? kMostCases + 1 : count * factor;
    if (count > kMostCases) {
      return test_.Error(absl::StrCat("expected a test of at most ", kMostCases,
                                      " cases, found more combinations"));
    }
  }
  for (const std::string& action : actions_.values) {
    IAMSIM_ASSIGN_OR_RETURN(const TestCase base, ReadMembers(action));
    Multiply(base);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadTestCases(const JsonNode& test, const CommonOfTests& common,
                           DocumentReader& documents, Scenario* scenario) {
  return CaseReader(test, common, documents, scenario).Read();
}

}  // namespace iamsim
