#include "statement_world.h"

#include <random>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/catalog/catalog.h"
#include "iamsim/policy/parse.h"
#include "iamsim/snapshot/snapshot_builder.h"

namespace iamsim {
namespace {

constexpr char kRole[] = "arn:aws:iam::111122223333:role/one";
constexpr std::size_t kStatementsOfDocument = 13;

ActionId RandomAction(std::mt19937_64& random) {
  return static_cast<ActionId>(random() % Catalog::Builtin().action_count());
}

std::string ResourceOf(ActionId action, std::size_t number) {
  return absl::StrCat("arn:aws:", Catalog::Builtin().service(action),
                      ":eu-west-1:111122223333:thing/", number, "/");
}

std::string RandomStatement(std::size_t number, std::mt19937_64& random) {
  const Catalog& catalog = Catalog::Builtin();
  const ActionId action = RandomAction(random);
  std::string pattern(catalog.text(action));
  if (random() % 3 == 0) pattern = absl::StrCat(catalog.service(action), ":*");
  const bool conditional = random() % 5 == 0;
  return absl::StrCat(
      R"({"Effect": ")", random() % 10 == 0 ? "Deny" : "Allow", R"(", "Action": ")", pattern,
      R"(", "Resource": ")", ResourceOf(action, number), "*\"",
      conditional ? R"(, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})" : "", "}");
}

}  // namespace

std::shared_ptr<const Snapshot> MakeStatementWorld(std::size_t statements) {
  std::mt19937_64 random(statements);
  SnapshotBuilder builder;
  SnapshotBuilder::PrincipalEntry entry;
  entry.arn = *ParseArn(kRole);
  entry.kind = PrincipalKind::kRole;
  for (std::size_t next = 0; next < statements;) {
    std::string text = R"({"Version": "2012-10-17", "Statement": [)";
    for (std::size_t i = 0; i < kStatementsOfDocument && next < statements; ++i, ++next) {
      absl::StrAppend(&text, i == 0 ? "" : ",", RandomStatement(next, random));
    }
    ParsedPolicy parsed = ParsePolicyText(text + "]}", "generated", PolicyKind::kIdentity);
    IAMSIM_CHECK(parsed.policy != nullptr);
    auto policy = std::make_shared<AttachedPolicy>();
    policy->name = "generated";
    policy->policy = std::move(parsed.policy);
    entry.inline_policies.push_back(std::move(policy));
  }
  builder.AddPrincipal(std::move(entry));
  return builder.Build().snapshot;
}

std::vector<Request> MakeStatementQuestions(std::size_t statements, std::size_t count) {
  std::mt19937_64 random(statements);
  std::vector<Request> about;
  const Catalog& catalog = Catalog::Builtin();
  for (std::size_t number = 0; number < statements; ++number) {
    // The same choices as RandomStatement's.
    std::mt19937_64 ahead = random;
    const ActionId action = RandomAction(ahead);
    RandomStatement(number, random);
    if (statements > count && number % (statements / count) != 0) continue;
    Request request;
    request.principal = kRole;
    request.action = std::string(catalog.text(action));
    request.resource = absl::StrCat(ResourceOf(action, number), "x");
    request.context = {{"aws:SourceIp", ContextValue::Scalar("10.1.2.3")}};
    about.push_back(std::move(request));
  }
  std::vector<Request> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(about[random() % about.size()]);
    if (i % 4 == 0) out.back().resource += "/elsewhere";
    if (i % 5 == 0) out.back().action = std::string(catalog.text(RandomAction(random)));
  }
  return out;
}

}  // namespace iamsim
