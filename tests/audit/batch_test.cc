#include "iamsim/audit/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "iamsim/decide/decide.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

class BatchTest : public ::testing::Test {
 protected:
  BatchTest() {
    builder_.AddAccountDetails("111122223333");
    AddRole("team-b", R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})");
    AddRole("team-a", R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})");
    AddRole("other", R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})");
    world_ = PreparedSnapshot::Prepare(builder_.Build().snapshot);
  }
  void AddRole(absl::string_view name, absl::string_view statements) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(absl::StrCat("arn:aws:iam::111122223333:role/", name));
    entry.inline_policies = {Document("inline", PolicyKind::kIdentity, PolicyText(statements))};
    builder_.AddPrincipal(std::move(entry));
  }
  static BatchQuestion QuestionOf(std::string principals, std::string action = "s3:GetObject") {
    BatchQuestion question;
    question.principals = std::move(principals);
    question.request.action = std::move(action);
    question.request.resource = "arn:aws:s3:::bucket/key";
    question.request.resource_account = "111122223333";
    question.place = {.file = "q.jsonl", .pointer = "", .position = SourcePosition{.line = 3}};
    return question;
  }
  // Names with decisions.
  std::vector<std::pair<std::string, std::string>> Ask(const BatchQuestion& question) {
    const auto answers = AnswerQuestion(*world_, question, {});
    EXPECT_THAT(answers, IsOk());
    std::vector<std::pair<std::string, std::string>> out;
    if (!answers.ok()) return out;
    for (const BatchAnswer& answer : answers->answers) {
      const absl::string_view arn = answers->PrincipalOf(*world_, answer);
      out.emplace_back(arn.substr(arn.find('/') + 1), DecisionName(answer.kind));
    }
    return out;
  }
  absl::Status Fault(const BatchQuestion& question) {
    return AnswerQuestion(*world_, question, {}).status();
  }

  SnapshotBuilder builder_;
  std::shared_ptr<const PreparedSnapshot> world_;
};

TEST_F(BatchTest, NoPrincipalIsEveryoneInTheOrderOfArns) {
  EXPECT_THAT(Ask(QuestionOf("")),
              ElementsAre(Pair("other", "explicitDeny"), Pair("team-a", "implicitDeny"),
                          Pair("team-b", "allowed")));
}

TEST_F(BatchTest, APatternIsEveryoneThatItMatches) {
  EXPECT_THAT(Ask(QuestionOf("role/team-*")),
              ElementsAre(Pair("team-a", "implicitDeny"), Pair("team-b", "allowed")));
}

TEST_F(BatchTest, ANameIsOnePrincipal) {
  EXPECT_THAT(Ask(QuestionOf("team-b")), ElementsAre(Pair("team-b", "allowed")));
}

TEST_F(BatchTest, ASessionIsAnsweredAsAnOutsider) {
  EXPECT_THAT(Ask(QuestionOf("arn:aws:sts::111122223333:assumed-role/team-b/s")),
              ElementsAre(Pair("team-b/s", "allowed")));
}

TEST_F(BatchTest, AnIncompleteContextGivesConditions) {
  BatchQuestion question = QuestionOf("team-*");
  question.request.context_is_complete = false;
  const auto answers = AnswerQuestion(*world_, question, {});
  ASSERT_THAT(answers, IsOk());
  EXPECT_EQ(answers->answers[0].kind, DecisionKind::kConditional);
  EXPECT_EQ(answers->answers[0].allowed_when.Text(),
            R"("Bool" "aws:MultiFactorAuthPresent" ["true"])");
}

TEST_F(BatchTest, ErrorsNameThePlaceOfTheQuestion) {
  EXPECT_THAT(Fault(QuestionOf("role/taem-*")),
              Fails(HasSubstr("q.jsonl:3:1: principal pattern `role/taem-*`")));
  EXPECT_THAT(Fault(QuestionOf("taem-a")), Fails(HasSubstr("did you mean `team-a`?")));
  EXPECT_THAT(Fault(QuestionOf("", "nonsense")), Fails(HasSubstr("q.jsonl:3:1: ")));
}

// The results of `count` questions, every seventh of which cannot be asked.
std::vector<std::string> AskMany(const PreparedSnapshot& world, const BatchQuestion& question,
                                 int count, std::size_t threads, bool rendered = false) {
  BatchOptions options{.threads = threads};
  if (rendered) {
    options.render = [](const BatchResult& result) {
      return absl::StrCat("[", result.index, " ", result.answers.answers.size(), "]");
    };
  }
  int next = 0;
  std::vector<std::string> out;
  AskBatch(
      world,
      [&]() -> std::optional<absl::StatusOr<BatchQuestion>> {
        if (next == count) return std::nullopt;
        if (next++ % 7 == 6) return absl::InvalidArgumentError("bad line");
        BatchQuestion one = question;
        one.id = std::to_string(next);
        if (next % 3 == 0) one.principals = "team-a";
        return one;
      },
      options,
      [&](BatchResult result) {
        std::string text = absl::StrCat(result.index, " ", result.question.id, result.text, " ",
                                        result.status.message());
        for (const BatchAnswer& answer : result.answers.answers) {
          absl::StrAppend(&text, " ", answer.principal, DecisionName(answer.kind));
        }
        out.push_back(std::move(text));
        return true;
      });
  return out;
}

// It is prepared once it was asked about often.
TEST_F(BatchTest, OnePrincipalAskedAgainAndAgainGetsTheSameAnswers) {
  constexpr int kTimes = 12;
  std::vector<BatchQuestion> questions;
  for (int i = 0; i < kTimes; ++i) {
    for (const char* name : {"team-a", "other", "lambda.amazonaws.com",
                             "arn:aws:sts::111122223333:assumed-role/team-b/s"}) {
      for (const char* action : {"s3:GetObject", "ec2:RunInstances", "nonsense"}) {
        questions.push_back(QuestionOf(name, action));
        questions.back().request.context_is_complete = i % 2 == 0;
      }
    }
  }
  std::size_t next = 0;
  std::size_t conditional = 0;
  AskBatch(
      *world_,
      [&]() -> std::optional<absl::StatusOr<BatchQuestion>> {
        if (next == questions.size()) return std::nullopt;
        return questions[next++];
      },
      BatchOptions{.threads = 1},
      [&](const BatchResult& result) {
        const auto alone = AnswerQuestion(*world_, questions[result.index], {});
        EXPECT_EQ(result.status, alone.status());
        if (!alone.ok()) return true;
        EXPECT_THAT(result.answers.answers, SizeIs(1));
        const BatchAnswer& answer = result.answers.answers.front();
        EXPECT_EQ(answer.principal, alone->answers.front().principal);
        EXPECT_EQ(answer.kind, alone->answers.front().kind);
        EXPECT_EQ(answer.allowed_when.Text(), alone->answers.front().allowed_when.Text());
        EXPECT_EQ(result.answers.outsider, alone->outsider);
        conditional += answer.kind == DecisionKind::kConditional ? 1U : 0U;
        return true;
      });
  EXPECT_EQ(conditional, kTimes / 2);
}

TEST_F(BatchTest, AnyNumberOfThreadsGivesTheSameResults) {
  const std::vector<std::string> alone = AskMany(*world_, QuestionOf(""), 200, 1);
  ASSERT_THAT(alone, SizeIs(200));
  EXPECT_EQ(alone[0], "0 1  0explicitDeny 1implicitDeny 2allowed");
  EXPECT_EQ(alone[2], "2 3  1implicitDeny");
  EXPECT_EQ(alone[6], "6  bad line");
  for (const std::size_t threads : {0U, 2U, 5U}) {
    EXPECT_EQ(AskMany(*world_, QuestionOf(""), 200, threads), alone) << threads << " threads";
  }
}

TEST_F(BatchTest, RenderedResultsDoWithoutTheAnswers) {
  const std::vector<std::string> texts = AskMany(*world_, QuestionOf(""), 4, 3, true);
  EXPECT_THAT(texts, ElementsAre("0 1[0 3] ", "1 2[1 3] ", "2 3[2 1] ", "3 4[3 3] "));
}

TEST_F(BatchTest, NoQuestionHasNoAnswer) {
  EXPECT_THAT(AskMany(*world_, QuestionOf(""), 0, 2), IsEmpty());
}

}  // namespace
}  // namespace iamsim
