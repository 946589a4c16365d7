// `permissions` of every principal of a world: of the snapshot that IAMSIM_PERMISSIONS_WORLD names,
// else of a seeded one. Before anything is timed, the documents of some principals answer questions
// made from the principals' own policies as the principals do, and each action that some principals
// may do on one resource is decided by the reference.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/base/check.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/read.h"
#include "iamsim/policy/parse.h"
#include "iamsim/request/resolve.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

using Random = std::mt19937_64;

template <class List>
const auto& Pick(const List& list, Random& random) {
  return list[random() % list.size()];
}

// Policies as AWS's own are: lists of actions of one service on everything or on its ARNs, some
// with a condition.
std::shared_ptr<const AttachedPolicy> SeededPolicy(const std::string& name, Random& random) {
  const Catalog& catalog = Catalog::Builtin();
  std::string statements;
  for (int i = 0; i < 6; ++i) {
    const ServiceId service{static_cast<std::uint16_t>(random() % catalog.service_count())};
    const ActionRange range = catalog.actions_of(service);
    std::string actions;
    for (std::size_t k = 0; k < std::min<std::size_t>(range.size(), 40); ++k) {
      const ActionId id{static_cast<std::uint32_t>(static_cast<std::size_t>(range.begin) +
                                                   random() % range.size())};
      absl::StrAppend(&actions, k == 0 ? "" : ",", "\"", catalog.text(id), "\"");
    }
    const std::string prefix(catalog.service_name(service));
    const std::string resource = absl::StrCat("arn:aws:", prefix, ":*:*:thing/*");
    const char* condition =
        i % 3 == 0 ? R"(,"Condition":{"StringEquals":{"aws:ResourceTag/team":"ml"}})" : "";
    absl::StrAppend(&statements, i == 0 ? "" : ",", R"({"Effect":")",
                    random() % 12 == 0 ? "Deny" : "Allow", R"(","Action":[)", actions,
                    R"(],"Resource":")", random() % 2 == 0 ? "*" : resource, "\"", condition, "}");
  }
  const ParsedPolicy parsed =
      ParsePolicyText(absl::StrCat(R"({"Version":"2012-10-17","Statement":[)", statements, "]}"),
                      name, PolicyKind::kIdentity);
  IAMSIM_CHECK(parsed.policy != nullptr);
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = name;
  attached->policy = parsed.policy;
  return attached;
}

std::shared_ptr<const Snapshot> SeededWorld() {
  Random random(3);
  SnapshotBuilder builder;
  for (int i = 0; i < 100; ++i) {
    SnapshotBuilder::PrincipalEntry role;
    role.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/r-", i));
    for (int k = 0; k < 9; ++k) {
      role.inline_policies.push_back(SeededPolicy(absl::StrCat("p-", k), random));
    }
    builder.AddPrincipal(std::move(role));
  }
  return builder.Build().snapshot;
}

const Snapshot& TheWorld() {
  static const auto& world = *new std::shared_ptr<const Snapshot>([] {
    const char* path = std::getenv("IAMSIM_PERMISSIONS_WORLD");
    if (path == nullptr) return SeededWorld();
    absl::StatusOr<SnapshotBuilder::Result> read = ReadSnapshot({path});
    if (!read.ok()) std::cerr << read.status() << "\n";
    IAMSIM_CHECK(read.ok());
    return read->snapshot;
  }());
  return *world;
}

Permissions PermissionsOf(const std::string& principal) {
  Request question;
  question.principal = principal;
  absl::StatusOr<Permissions> permissions =
      FindPermissions(TheWorld(), Catalog::Builtin(), question, {}, EvaluationOptions());
  if (!permissions.ok()) std::cerr << principal << ": " << permissions.status() << "\n";
  IAMSIM_CHECK(permissions.ok());
  return *std::move(permissions);
}

// Some text that `pattern` matches, if it has no variables.
std::string Instance(absl::string_view pattern) {
  return absl::StrReplaceAll(pattern, {{"*", "x"}, {"?", "x"}});
}

// An ARN that `action` can be asked of; `*` if it has no resource (MR-9).
std::string ResourceOf(ActionId action, Random& random) {
  const Catalog& catalog = Catalog::Builtin();
  if (catalog.wildcard_only(action)) return "*";
  const std::vector<absl::string_view> forms =
      catalog.arn_forms(Pick(catalog.resource_types(action), random).type());
  if (forms.empty()) return "*";
  std::string arn =
      absl::StrReplaceAll(forms.front(), {{"${Partition}", "aws"}, {"${Account}", "111122223333"}});
  for (std::size_t begin = arn.find("${"); begin != std::string::npos; begin = arn.find("${")) {
    arn.replace(begin, arn.find('}', begin) - begin + 1, "x1");
  }
  return Instance(arn);
}

// The document is about the principal as the snapshot knows it: questions do not make it another
// one, and the owner of the resource is given. Such keys begin so, in any case.
bool IsAFact(absl::string_view key) {
  for (const absl::string_view start :
       {"aws:principal", "aws:user", "aws:source", "aws:assumed", "aws:resourceaccount",
        "aws:federated", "ec2:sourceinstance", "ec2:roledelivery", "lambda:sourcefunction",
        "codebuild:", "glue:roleassumed", "ssm:sourceinstance", "identitystore:userid"}) {
    if (absl::StartsWithIgnoreCase(key, start)) return true;
  }
  return false;
}

// A question that `statement` is about, or nearly: one of its actions on one of its resources, with
// context that each of its conditions likes or dislikes.
Request QuestionFor(const std::string& principal, const Statement& statement, Random& random) {
  const Catalog& catalog = Catalog::Builtin();
  Request request;
  request.principal = principal;
  request.action = "s3:GetObject";
  if (!statement.actions.empty()) {
    const std::vector<ActionId> members = catalog.Expand(Pick(statement.actions, random));
    if (!members.empty()) {
      const ActionId action = Pick(members, random);
      request.action = std::string(catalog.text(action));
      request.resource = ResourceOf(action, random);
    }
  }
  if (!statement.resources.empty() && request.resource != "*") {
    const std::string& pattern = Pick(statement.resources, random).text();
    if (ParseArn(Instance(pattern)).ok()) request.resource = Instance(pattern);
  }
  const absl::StatusOr<Arn> arn = ParseArn(request.resource);
  if (arn.ok()) request.resource_account = "111122223333";
  // RC-20: what every request has.
  request.context["aws:SecureTransport"] =
      ContextValue::Scalar(random() % 8 == 0 ? "false" : "true");
  request.context["aws:RequestedRegion"] = ContextValue::Scalar("eu-west-1");
  for (const Condition& condition : statement.conditions) {
    if (condition.values.empty() || random() % 4 == 0 || IsAFact(condition.key)) continue;
    if (condition.op.is_null_test()) {
      if (condition.values.front() == "false") {
        request.context[condition.key] = ContextValue::Scalar("x");
      }
      continue;
    }
    const std::string value =
        random() % 4 == 0 ? "other" : Instance(Pick(condition.values, random));
    request.context[condition.key] = condition.op.set == SetOperator::kNone
                                         ? ContextValue::Scalar(value)
                                         : ContextValue::List({value});
  }
  return request;
}

// What of the questions rests on a mandatory policy (KM-1, TR-1) is not compared.
bool RestsOnResourcePolicy(const RequestContext& context) {
  return IsTrustAction(context.action) || absl::StartsWith(context.action.lower(), "kms:");
}

void CheckAnswers() {
  Random random(7);
  std::size_t compared = 0;
  std::size_t allowed = 0;
  const absl::Span<const PrincipalRecord> principals = TheWorld().principals();
  for (std::size_t i = 0; i < principals.size(); i += 20) {
    const std::string& principal = principals[i].arn.text();
    const Permissions permissions = PermissionsOf(principal);
    auto document = std::make_shared<AttachedPolicy>();
    document->policy = permissions.policy;
    for (int n = 0; n < 2000; ++n) {
      const auto& policy = Pick(principals[i].identity_policies, random);
      if (policy->policy == nullptr || policy->policy->statements.empty()) continue;
      const Request request =
          QuestionFor(principal, Pick(policy->policy->statements, random), random);
      absl::StatusOr<RequestContext> context =
          Resolve(TheWorld(), World::kSnapshot, request, EvaluationOptions());
      if (!context.ok() || RestsOnResourcePolicy(*context)) continue;
      const bool before = Decide(*context).allowed();
      context->policies = {};
      context->policies.identity = {document};
      const bool after = Decide(*context).allowed();
      const bool agrees = before == after || (before && !permissions.narrower.empty());
      if (!agrees) {
        std::cerr << principal << " " << request.action << " " << request.resource << ": " << before
                  << " and then " << after << "\n";
        for (const auto& [key, value] : request.context) {
          std::cerr << "  " << key << " = " << absl::StrJoin(value.values, ", ") << "\n";
        }
        std::cerr << permissions.document;
      }
      IAMSIM_CHECK(agrees);
      ++compared;
      allowed += before ? 1 : 0;
    }
  }
  IAMSIM_CHECK(compared > 0 && allowed > compared / 10);
  std::cerr << "compared " << compared << " answers, " << allowed << " allowed\n";
}

// One iteration asks about every principal. The slowest is in processor time, which other processes
// do not lengthen.
void BM_AllPermissions(benchmark::State& state) {
  static const bool checked = (CheckAnswers(), true);
  IAMSIM_CHECK(checked);
  const absl::Span<const PrincipalRecord> principals = TheWorld().principals();
  std::clock_t slowest = 0;
  std::size_t characters = 0;
  for (auto _ : state) {
    for (const PrincipalRecord& principal : principals) {
      const std::clock_t start = std::clock();
      const Permissions permissions = PermissionsOf(principal.arn.text());
      slowest = std::max(slowest, std::clock() - start);
      characters = std::max(characters, permissions.document.size());
    }
  }
  const auto count = static_cast<double>(principals.size());
  state.counters["principals"] = count;
  state.counters["slowest_ms"] = 1000.0 * static_cast<double>(slowest) / CLOCKS_PER_SEC;
  state.counters["largest_document"] = static_cast<double>(characters);
}
BENCHMARK(BM_AllPermissions)->Unit(benchmark::kMillisecond);

// ---- on one resource

Request QuestionOn(const std::string& principal) {
  Request question;
  question.principal = principal;
  question.resource = TheWorld().resources().empty()
                          ? "arn:aws:s3:::data-bucket/x"
                          : absl::StrCat(TheWorld().resources().front().arn.text(), "/x");
  question.resource_account = "111122223333";
  return question;
}

std::vector<ActionOnResource> ActionsOn(const Request& question) {
  auto actions = FindActionsOn(TheWorld(), Catalog::Builtin(), question, {}, EvaluationOptions());
  if (!actions.ok()) std::cerr << actions.status() << "\n";
  IAMSIM_CHECK(actions.ok());
  return *std::move(actions);
}

// Every action of the catalog that the resource can be asked of, by the reference.
void CheckActionsOn() {
  std::size_t compared = 0;
  const absl::Span<const PrincipalRecord> principals = TheWorld().principals();
  for (std::size_t i = 0; i < principals.size(); i += 20) {
    Request question = QuestionOn(principals[i].arn.text());
    for (const ActionOnResource& found : ActionsOn(question)) {
      question.action = found.action;
      const auto wanted = DecideChain(TheWorld(), World::kSnapshot, question, {});
      IAMSIM_CHECK(wanted.ok() && wanted->decision.kind == found.decision);
      ++compared;
    }
  }
  std::cerr << "compared " << compared << " decisions on one resource\n";
}

// All 22,091 actions of the catalog on one resource: those that can be asked of it are decided, a
// class at a time. One iteration asks about one principal.
void BM_ActionsOnResource(benchmark::State& state) {
  static const bool checked = (CheckActionsOn(), true);
  IAMSIM_CHECK(checked);
  const absl::Span<const PrincipalRecord> principals = TheWorld().principals();
  std::size_t next = 0;
  std::size_t decided = 0;
  for (auto _ : state) {
    decided += ActionsOn(QuestionOn(principals[next].arn.text())).size();
    next = (next + 1) % principals.size();
  }
  state.counters["actions"] = static_cast<double>(Catalog::Builtin().action_count());
  state.counters["decided"] =
      benchmark::Counter(static_cast<double>(decided), benchmark::Counter::kAvgIterations);
}
BENCHMARK(BM_ActionsOnResource)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
