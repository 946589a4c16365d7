#include "fast/candidate_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "decide/services/s3_account_actions.h"
#include "decide/statement_match.h"
#include "fast/prepared_policies.h"
#include "support/ask.h"

namespace iamsim {
namespace {

constexpr const char* kActionPatterns[] = {
    "*",          "s3:*",      "s3:Get*",      "s3:GetObject",
    "s3:*Object", "S3:GET*",   "s3:Get?bject", "kms:Decrypt",
    "sqs:*",      "sqs:Send*", "new:Invented", "new:*",
    "logs:Put*",  "s*:Get*",   "iam:PassRole",
};
constexpr const char* kActions[] = {
    "s3:GetObject", "s3:PutObject",      "kms:Decrypt",  "sqs:SendMessage", "s3:ListAllMyBuckets",
    "new:Invented", "logs:PutLogEvents", "iam:PassRole", "zzz:Last",
};
constexpr const char* kPatterns[] = {
    "*",
    "arn:aws:s3:::bucket",
    "arn:aws:s3:::bucket/*",
    "arn:aws:s3:::bucket/home/*",
    "arn:aws:s3:::bucket/home/${aws:username}/*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::*/home/x",
    "arn:aws:s3*",
    "arn:aws:s3",
    "arn:*:s3:::bucket/?ome/*",
    "arn:aws:sqs:*:111122223333:queue-*",
    "arn:aws:sqs:eu-*1:*:queue-?",
    "arn:aws:sqs:*:queue-1",
    "arn:aws:logs:*:log-group:app:*",
    "arn:aws:logs:*:*:log-group:app:*",
    "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:s1",
    "arn:aws:iam::*:role/service/*",
    "arn:aws:iam::111122223333:role/service/x",
    "arn:aws:iam::*:role/${aws:PrincipalTag/t, 'service'}/*",
    "arn:aws:iam::*:*",
    "?",
};
constexpr const char* kResources[] = {
    "*",
    "arn:aws:s3:::bucket",
    "arn:aws:s3:::bucket/home/x",
    "arn:aws:s3:::bucket/home/ann/x",
    "arn:aws:s3:::other/home/x",
    "arn:aws:sqs:eu-west-1:111122223333:queue-1",
    "arn:aws:logs:eu-west-1:111122223333:log-group:app:s1",
    "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:s1",
    "arn:aws:iam::111122223333:role/service/x",
    "arn:aws:iam::111122223333:x:role/service/x",
    "arn:aws:iam::111122223333:role/other",
};

template <std::size_t size>
std::string Pick(const char* const (&items)[size], std::mt19937_64& random) {
  return items[random() % size];
}

std::string List(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    absl::StrAppend(&out, out.empty() ? "[\"" : "\", \"", item);
  }
  return out + "\"]";
}

std::string RandomStatement(std::mt19937_64& random) {
  std::vector<std::string> actions;
  for (std::size_t i = 1 + random() % 3; i > 0; --i)
    actions.push_back(Pick(kActionPatterns, random));
  std::vector<std::string> resources;
  for (std::size_t i = 1 + random() % 3; i > 0; --i) resources.push_back(Pick(kPatterns, random));
  return absl::StrCat(R"({"Effect": ")", random() % 3 == 0 ? "Deny" : "Allow", R"(", ")",
                      random() % 8 == 0 ? "NotAction" : "Action", "\": ", List(actions), ", \"",
                      random() % 8 == 0 ? "NotResource" : "Resource", "\": ", List(resources), "}");
}

std::shared_ptr<const Policy> RandomPolicy(std::size_t statements, std::mt19937_64& random) {
  std::string text;
  for (std::size_t i = 0; i < statements; ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ",", RandomStatement(random));
  }
  return Document("random", PolicyKind::kIdentity, PolicyText(text), /*lenient=*/true)->policy;
}

// Asks `index` and the statements themselves; nothing known, so that variables match anything.
void ExpectNoWrongNo(const CandidateIndex& index, const std::string& action_text,
                     const std::string& resource) {
  SCOPED_TRACE(action_text + " " + resource);
  const Action action = *ParseAction(action_text);
  Request request;
  request.principal = "anonymous";
  request.action = action_text;
  request.resource = resource;
  request.context_is_complete = false;
  RequestContext context = ResolveAlone(request);
  const Check check(context);
  // MR-10: two resources are asked about, so that none can rule a statement out.
  const bool two = resource == "*" && IsS3AccountAction(action);
  std::set<const PreparedStatement*> found;
  for (const bool denies : {true, false}) {
    index.Visit(ActionQuery::Of(action), denies, two ? "" : resource,
                [&](const PreparedStatement& statement, const PreparedPattern*) {
                  EXPECT_EQ(statement.is_deny, denies);
                  EXPECT_TRUE(MatchesAction(*statement.source, action));
                  found.insert(&statement);
                  return false;
                });
  }
  for (const PreparedStatement* statement : index.statements()) {
    if (!MatchesAction(*statement->source, action)) continue;
    if (MatchesResource(*statement->source, check).IsFalse()) continue;
    EXPECT_TRUE(found.count(statement) == 1) << "statement " << statement->source->index;
  }
}

TEST(CandidateIndex, HasEveryStatementThatMatches) {
  std::mt19937_64 random(7);
  for (const std::size_t statements : {1U, 3U, 10U, 40U, 200U}) {
    for (int round = 0; round < 30; ++round) {
      PreparedPolicies policies;
      std::vector<const PreparedStatement*> all;
      for (const PreparedStatement& statement :
           policies.Add(RandomPolicy(statements, random)).statements) {
        all.push_back(&statement);
      }
      const CandidateIndex index(all);
      for (const char* action : kActions) {
        for (const char* resource : kResources) ExpectNoWrongNo(index, action, resource);
      }
    }
  }
}

std::vector<std::size_t> Candidates(const std::string& statements, absl::string_view action,
                                    absl::string_view resource) {
  PreparedPolicies policies;
  const auto document = Document("d", PolicyKind::kIdentity, PolicyText(statements));
  const PreparedList& list = policies.Add(PolicyList{document});
  std::vector<std::size_t> found;
  for (const bool denies : {true, false}) {
    list.index().Visit(ActionQuery::Of(*ParseAction(action)), denies, resource,
                       [&](const PreparedStatement& statement, const PreparedPattern*) {
                         found.push_back(statement.source->index);
                         return false;
                       });
  }
  return found;
}

// Short lists and long ones are searched in different ways.
TEST(CandidateIndex, KnowsOfEveryActionOfTheCatalogWhetherAStatementSpeaksOfIt) {
  const ActionNames& names = ActionNames::Builtin();
  for (const std::size_t count : {0U, 1U, 3U, 15U, 16U, 200U}) {
    std::mt19937_64 random(count);
    std::vector<ActionSpan> spans;
    for (std::size_t i = 0; i < count; ++i) {
      const auto begin = static_cast<std::uint32_t>(random() % names.count());
      spans.push_back({begin, std::min(names.count(), begin + 1 + std::uint32_t(random() % 90))});
    }
    if (count == 3) spans = {{0, 1}, {5, 6}, {names.count() - 1, names.count()}};
    std::vector<PreparedStatement> statements(spans.size());
    std::vector<const PreparedStatement*> all;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      statements[i].actions = absl::MakeConstSpan(&spans[i], 1);
      all.push_back(&statements[i]);
    }
    const CandidateIndex index(all);
    for (std::uint32_t action = 0; action < names.count(); ++action) {
      const bool is_named = absl::c_any_of(
          all, [action](const PreparedStatement* each) { return each->Covers(action); });
      ASSERT_EQ(index.Find(action) != nullptr, is_named) << count << " statements, " << action;
    }
  }
}

std::string OnBucket(int i, absl::string_view rest = "/*") {
  return absl::StrCat(
      R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b)", 1000 + i,
      rest, "\"}");
}

// The point of it: few of many are asked.
TEST(CandidateIndex, FindsTheResourcesOfALongClassByTheirPrefix) {
  std::string statements = OnBucket(0);
  for (int i = 1; i < 1000; ++i) absl::StrAppend(&statements, ",", OnBucket(i));
  EXPECT_THAT(Candidates(statements, "s3:GetObject", "arn:aws:s3:::b1500/x"),
              ::testing::ElementsAre(500));
  EXPECT_THAT(Candidates(statements, "s3:GetObject", "arn:aws:s3:::b9/x"), ::testing::IsEmpty());
  EXPECT_THAT(Candidates(statements, "s3:PutObject", "arn:aws:s3:::b1500/x"), ::testing::IsEmpty());
}

TEST(CandidateIndex, FindsPrefixesOfPrefixes) {
  std::string statements = OnBucket(500, "*");
  for (int i = 0; i < 30; ++i) absl::StrAppend(&statements, ",", OnBucket(i));
  absl::StrAppend(&statements, ",", OnBucket(500, "/home/*"), ",", OnBucket(500, "/home/ann/*"));
  EXPECT_THAT(Candidates(statements, "s3:GetObject", "arn:aws:s3:::b1500/home/zoe"),
              ::testing::UnorderedElementsAre(0, 31));
}

TEST(CandidateIndex, AsksDeniesFirstAndUnconditionalAllowsBeforeOthers) {
  EXPECT_THAT(Candidates(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*",
                     "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
                    {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"},
                    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                    {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::*"})",
                         "s3:GetObject", "arn:aws:s3:::b/x"),
              ::testing::ElementsAre(3, 2, 1, 0));
}

}  // namespace
}  // namespace iamsim
