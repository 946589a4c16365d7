#include "iamsim/audit/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "iamsim/decide/decide.h"
#include "iamsim/policy/print.h"
#include "iamsim/snapshot/change.h"
#include "iamsim/snapshot/documents.h"
#include "snapshot/entries.h"
#include "support/seeds.h"
#include "support/status_matchers.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// ---- random worlds without one of their statements

struct Case {
  TinySnapshot tiny;
  HeldDocument held;
  std::shared_ptr<const AttachedPolicy> shortened;
  std::shared_ptr<const Snapshot> without;
};

std::optional<Case> MakeCase(std::uint64_t seed) {
  ByteSource bytes = ByteSource::Seeded(seed, 1024);
  std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
  if (!tiny.has_value()) return std::nullopt;
  Case made{.tiny = *std::move(tiny)};
  std::vector<HeldDocument> documents = DocumentsOf(*made.tiny.snapshot);
  std::erase_if(documents, [](const HeldDocument& held) {
    return held.document->policy == nullptr || held.document->policy->statements.empty();
  });
  ByteSource choice = ByteSource::Seeded(seed + 7'000'000, 8);
  made.held = documents[choice.Choose(documents.size())];
  made.shortened = DropStatement(*made.held.document,
                                 choice.Choose(made.held.document->policy->statements.size()));
  made.without =
      ReplaceDocuments(*made.tiny.snapshot, {{made.held.document.get(), made.shortened}});
  return made;
}

DerivedQuestions Derive(const WorldDifference& difference) {
  DeriveOptions options;
  options.defaults.context_is_complete = false;
  return DeriveQuestions(difference, Catalog::Builtin(), options);
}

DiffResult Diff(const WorldDifference& difference, const std::vector<BatchQuestion>& questions,
                const EvaluationOptions& evaluation, std::size_t threads = 1) {
  return DiffWorlds(*PreparedSnapshot::Prepare(difference.before),
                    *PreparedSnapshot::Prepare(difference.after), difference, questions,
                    {.evaluation = evaluation, .threads = threads, .derived = true});
}

std::vector<BatchAnswers> Audit(const std::shared_ptr<const Snapshot>& world,
                                const std::vector<BatchQuestion>& questions,
                                const EvaluationOptions& evaluation) {
  const auto prepared = PreparedSnapshot::Prepare(world);
  std::vector<BatchAnswers> audit;
  std::size_t at = 0;
  AskBatch(
      *prepared,
      [&]() -> std::optional<absl::StatusOr<BatchQuestion>> {
        if (at == questions.size()) return std::nullopt;
        return questions[at++];
      },
      {.evaluation = evaluation},
      [&](BatchResult result) {
        audit.push_back(std::move(result.answers));
        return true;
      });
  return audit;
}

TEST(DiffProperty, IsTheComparisonOfTwoAudits) {
  std::size_t changes = 0;
  for (std::uint64_t seed = 0; seed < Seeds(60) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const std::optional<Case> made = MakeCase(seed);
    ASSERT_TRUE(made.has_value());
    const EvaluationOptions& options = made->tiny.options;
    const WorldDifference difference = CompareWorlds(made->tiny.snapshot, made->without);
    const std::vector<BatchQuestion> questions = Derive(difference).questions;
    const DiffResult result = Diff(difference, questions, options);

    DiffCounts counts;
    std::vector<std::string> lines;
    const std::vector<BatchAnswers> before = Audit(difference.before, questions, options);
    const std::vector<BatchAnswers> after = Audit(difference.after, questions, options);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      ASSERT_EQ(before[i].answers.size(), after[i].answers.size());
      for (std::size_t k = 0; k < before[i].answers.size(); ++k) {
        const BatchAnswer& one = before[i].answers[k];
        const BatchAnswer& other = after[i].answers[k];
        ++counts.decisions;
        const DecisionShift shift = CompareFormulas(one.allowed_when, other.allowed_when, options);
        if (shift.IsNone()) continue;
        const std::string principal =
            one.principal == PreparedSnapshot::kNone
                ? before[i].outsider
                : difference.before->principals()[one.principal].arn.text();
        lines.push_back(absl::StrCat(principal, " ", questions[i].request.action, " ",
                                     questions[i].request.resource, " ", DecisionName(one.kind),
                                     " ", DecisionName(other.kind)));
      }
    }
    std::vector<std::string> found;
    for (const DecisionChange& change : result.changes) {
      const Request& request = result.questions[change.question].request;
      found.push_back(absl::StrCat(change.principal, " ", request.action, " ", request.resource,
                                   " ", DecisionName(change.before), " ",
                                   DecisionName(change.after)));
      EXPECT_TRUE(change.because.has_value()) << found.back();
    }
    EXPECT_EQ(found, lines);
    EXPECT_EQ(result.counts.decisions, counts.decisions);
    changes += lines.size();
  }
  EXPECT_GT(changes, Seeds(200));
}

TEST(DiffProperty, AChangeAndItsInverseChangeNothing) {
  for (std::uint64_t seed = 0; seed < Seeds(60) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const std::optional<Case> made = MakeCase(seed);
    ASSERT_TRUE(made.has_value());
    const auto back =
        ReplaceDocuments(*made->without, {{made->shortened.get(), made->held.document}});
    const WorldDifference difference = CompareWorlds(made->tiny.snapshot, back);
    EXPECT_THAT(difference.statements, IsEmpty());
    EXPECT_THAT(difference.others, IsEmpty());
    const WorldDifference there = CompareWorlds(made->tiny.snapshot, made->without);
    const DiffResult result = Diff(difference, Derive(there).questions, made->tiny.options);
    EXPECT_THAT(result.changes, IsEmpty());
    EXPECT_EQ(result.counts.denied_otherwise, 0U);
  }
}

// What is derived stands for what is not: where any question of these worlds changes for somebody,
// so does one that was derived.
std::set<std::pair<std::string, std::string>> TinyTargets() {
  std::set<std::pair<std::string, std::string>> targets;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ByteSource bytes = ByteSource::Seeded(seed, 1024);
    const std::optional<TinySnapshot> tiny = MakeTinySnapshot(bytes);
    if (tiny) targets.emplace(tiny->question.action, tiny->question.resource);
  }
  return targets;
}

TEST(DiffProperty, DerivedQuestionsFindWhatAnyQuestionFinds) {
  const auto targets = TinyTargets();
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < Seeds(250) && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const std::optional<Case> made = MakeCase(seed);
    ASSERT_TRUE(made.has_value());
    const EvaluationOptions& options = made->tiny.options;
    const WorldDifference difference = CompareWorlds(made->tiny.snapshot, made->without);
    const DiffResult result = Diff(difference, Derive(difference).questions, options);
    std::set<std::string> changed;
    for (const DecisionChange& change : result.changes) changed.insert(change.principal);
    Request request;
    request.context_is_complete = false;
    for (const auto& [action, resource] : targets) {
      request.action = action;
      request.resource = resource;
      for (const PrincipalRecord& principal : difference.before->principals()) {
        request.principal = principal.arn.text();
        const auto one = DecideChain(*difference.before, World::kSnapshot, request, options);
        const auto other = DecideChain(*difference.after, World::kSnapshot, request, options);
        if (!one.ok() || !other.ok()) continue;
        const DecisionShift shift =
            CompareFormulas(one->decision.allowed_when, other->decision.allowed_when, options);
        if (shift.newly_denied_when.IsFalse() && shift.newly_allowed_when.IsFalse()) continue;
        ++found;
        EXPECT_TRUE(changed.contains(request.principal))
            << request.principal << " " << action << " " << resource << "\n"
            << PrintPolicy(*made->held.document->policy, 0) << "\n"
            << PrintPolicy(*made->shortened->policy, 0);
      }
    }
  }
  EXPECT_GT(found, Seeds(100));
}

TEST(DiffProperty, IsTheSameForAnyNumberOfThreads) {
  const std::optional<Case> made = MakeCase(3);
  ASSERT_TRUE(made.has_value());
  const WorldDifference difference = CompareWorlds(made->tiny.snapshot, made->without);
  const std::vector<BatchQuestion> questions = Derive(difference).questions;
  const DiffResult one = Diff(difference, questions, made->tiny.options, 1);
  const DiffResult four = Diff(difference, questions, made->tiny.options, 4);
  ASSERT_EQ(one.changes.size(), four.changes.size());
  for (std::size_t i = 0; i < one.changes.size(); ++i) {
    EXPECT_EQ(one.changes[i].principal, four.changes[i].principal);
    EXPECT_EQ(one.changes[i].question, four.changes[i].question);
  }
}

// ---- a world in which one knows what comes out

std::shared_ptr<const Snapshot> World() {
  SnapshotBuilder builder;
  builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
  builder.AddServiceControlPolicy("guard",
                                  entries::Document("guard", PolicyKind::kServiceControl,
                                                    R"({"Version": "2012-10-17", "Statement": [
      {"Sid": "NoDelete", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"},
      {"Sid": "OnlyVpc", "Effect": "Deny", "Action": "s3:*", "Resource": "*",
       "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}]})"));
  builder.AddOrganizationUnit({.id = "r-1",
                               .parent = "",
                               .service_control = {"FullAWSAccess"},
                               .resource_control = {},
                               .accounts = {}});
  builder.AddOrganizationUnit({.id = "ou-1",
                               .parent = "r-1",
                               .service_control = {"FullAWSAccess", "guard"},
                               .resource_control = {},
                               .accounts = {"111122223333"}});
  builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
  SnapshotBuilder::PrincipalEntry admin = entries::Role("arn:aws:iam::111122223333:role/Admin");
  admin.inline_policies = {entries::Allow("all", "s3:*")};
  builder.AddPrincipal(std::move(admin));
  SnapshotBuilder::PrincipalEntry guest = entries::Role("arn:aws:iam::111122223333:role/Guest");
  builder.AddPrincipal(std::move(guest));
  builder.AddResource({.arn = entries::A("arn:aws:s3:::b"), .account = "111122223333"});
  return builder.Build().snapshot;
}

std::vector<std::string> Lines(const DiffResult& result, const WorldDifference& difference) {
  std::vector<std::string> lines;
  for (const DecisionChange& change : result.changes) {
    const Request& request = result.questions[change.question].request;
    const auto& because = difference.statements.at(change.because.value());
    lines.push_back(absl::StrCat(request.action, " ", request.resource, " ",
                                 DecisionName(change.before), " > ", DecisionName(change.after),
                                 " by ", because.statement().sid.value_or("?"), " ",
                                 StatementChangeName(because.change)));
  }
  return lines;
}

TEST(Diff, NamesTheStatementBehindEveryChange) {
  const auto before = World();
  const auto after = ApplyChanges(*before, {RemoveStatement{"guard", "NoDelete"}});
  ASSERT_THAT(after, IsOk());
  const WorldDifference difference = CompareWorlds(before, *after);
  const DerivedQuestions derived = Derive(difference);
  const DiffResult result = Diff(difference, derived.questions, {});
  EXPECT_THAT(Lines(result, difference),
              ElementsAre("s3:DeleteBucket * explicitDeny > conditional by NoDelete removed",
                          "s3:DeleteBucket arn:aws:s3:::b explicitDeny > conditional by NoDelete "
                          "removed"));
  EXPECT_EQ(result.counts.newly_allowed, 2U);
  EXPECT_EQ(result.counts.denied_otherwise, 2U);  // Guest, who may nothing
  EXPECT_EQ(derived.coverage.actions, 1U);
  EXPECT_THAT(derived.coverage.limits, ::testing::Contains(HasSubstr("asked as `*`")));
}

TEST(Diff, AsksGivenQuestions) {
  const auto before = World();
  const auto after = ApplyChanges(*before, {DetachPolicy{"guard", "ou-1"}});
  ASSERT_THAT(after, IsOk());
  const WorldDifference difference = CompareWorlds(before, *after);
  BatchQuestion question;
  question.principals = "role/*";
  question.request.action = "s3:GetObject";
  question.request.resource = "arn:aws:s3:::b/k";
  const DiffResult result = Diff(difference, {question}, {});
  EXPECT_THAT(
      Lines(result, difference),
      ElementsAre("s3:GetObject arn:aws:s3:::b/k explicitDeny > allowed by OnlyVpc removed"));
}

TEST(Diff, AnUnanswerableQuestionIsAnErrorWhenItWasGivenAndLosesNoOther) {
  const auto before = World();
  const auto after = ApplyChanges(*before, {DetachPolicy{"guard", "ou-1"}});
  ASSERT_THAT(after, IsOk());
  const WorldDifference difference = CompareWorlds(before, *after);
  BatchQuestion nobody;
  nobody.principals = "role/Nobody";
  nobody.request.action = "s3:GetObject";
  BatchQuestion somebody = nobody;
  somebody.principals = "role/*";
  somebody.request.resource = "arn:aws:s3:::b/k";
  const DiffResult result =
      DiffWorlds(*PreparedSnapshot::Prepare(before), *PreparedSnapshot::Prepare(*after), difference,
                 {nobody, somebody}, {});
  EXPECT_THAT(result.errors, ElementsAre(Fails(HasSubstr("`role/Nobody` is not in the snapshot"))));
  EXPECT_THAT(Lines(result, difference), SizeIs(1));
}

TEST(Diff, ADeadStatementChangesNoDecision) {
  SnapshotBuilder builder;
  builder.AddAccountDetails("111122223333");
  SnapshotBuilder::PrincipalEntry role = entries::Role("arn:aws:iam::111122223333:role/R");
  role.inline_policies = {entries::Document("own", PolicyKind::kIdentity,
                                            R"({"Version": "2012-10-17", "Statement": [
      {"Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},
      {"Sid": "Part", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"},
      {"Sid": "Never", "Effect": "Deny", "Action": "ec2:*", "Resource": "*"},
      {"Sid": "Not", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}]})")};
  builder.AddPrincipal(std::move(role));
  DeriveOptions derive;
  derive.defaults.context_is_complete = false;
  const auto found = FindDeadStatements(builder.Build().snapshot, Catalog::Builtin(), derive, {});
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->statements, 4U);
  std::vector<std::string> sids;
  for (const DeadStatement& dead : found->dead) sids.push_back(*dead.statement->sid);
  EXPECT_THAT(sids, ElementsAre("Part", "Never"));
}

}  // namespace
}  // namespace iamsim
