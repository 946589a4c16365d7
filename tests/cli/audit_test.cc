#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* kQuestions =
    R"({"id":"read","action":"s3:GetObject","resource":"arn:aws:s3:::data/x","contextIsComplete":false}
{"id":2,"principal":"role/*","action":"s3:PutObject","resource":"arn:aws:s3:::data/x"}

{"id":3,"action":"s3:GetObjct","resource":"arn:aws:s3:::data/x"}
{"id":"x","principal":"EmrAcces*x","action":"s3:GetObject"}
{"action":"s3:ListBucket" "resource":1}
{"principal":"studio:user/a*","action":"s3:ListBucket","resource":"arn:aws:s3:::data"}
{"id":"guest","principal":"lambda.amazonaws.com","action":"s3:GetObject","resource":"arn:aws:s3:::data/x"}
)";

Outcome Audit(std::vector<std::string> arguments, const std::string& questions = kQuestions) {
  arguments.insert(arguments.begin(), {"audit", "--from", "world", "--questions", "-"});
  return RunProgram(arguments, {.input = questions});
}

TEST(AuditCommand, AnswersInTheOrderOfQuestionsThenOfPrincipals) {
  const Outcome outcome = Audit({});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(
      LinesOf(outcome.out),
      ElementsAre(
          R"({"id":"read","principal":"arn:aws:iam::111122223333:role/service-role/Notebook","action":"s3:GetObject","resource":"arn:aws:s3:::data/x","decision":"allowed"})",
          R"({"id":"read","principal":"arn:aws:iam::111122223333:user/ann","action":"s3:GetObject","resource":"arn:aws:s3:::data/x","decision":"conditional","conditions":{"operator":"Bool","key":"aws:MultiFactorAuthPresent","values":["true"]}})",
          AllOf(HasSubstr("role/EmrAccess"), HasSubstr(R"("decision":"implicitDeny"})")),
          AllOf(StartsWith(R"({"id":"read",)"), HasSubstr("role/WithExternalId")),
          AllOf(StartsWith(R"({"id":2,)"), HasSubstr("role/service-role/Notebook")),
          AllOf(StartsWith(R"({"id":2,)"), HasSubstr("role/EmrAccess")),
          AllOf(StartsWith(R"({"id":2,)"), HasSubstr("role/WithExternalId")),
          AllOf(StartsWith(R"({"id":null,)"), HasSubstr("user/ann")),
          AllOf(StartsWith(R"({"id":"guest","principal":"lambda.amazonaws.com",)"))));
}

TEST(AuditCommand, EachBadLineIsOneErrorWithItsPlace) {
  EXPECT_EQ(Audit({}).err,
            "iamsim: 4:1: unknown action `s3:GetObjct`, did you mean `s3:GetObject`?; "
            "--unknown-action asks it all the same\n"
            "iamsim: 5:1: principal pattern `EmrAcces*x` matches no user or role of the snapshot\n"
            "iamsim: 6:27: expected `,` or `}`, found `\"resource\"`\n"
            "iamsim: 3 of 7 questions could not be answered\n");
}

TEST(AuditCommand, AFileIsNamedInItsErrors) {
  const std::string file = TemporaryFile("q.jsonl", "[]\n");
  const Outcome outcome = RunProgram({"audit", "--from", "world", "--questions", file});
  EXPECT_THAT(outcome.err, StartsWith(absl::StrCat("iamsim: ", file, ":1:1: expected a request")));
}

TEST(AuditCommand, AnActionThatTheCatalogLacksIsAskedOnDemand) {
  const Outcome outcome =
      Audit({"--unknown-action"}, R"({"principal":"ann","action":"s3:GetObjct"})");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(LinesOf(outcome.out), SizeIs(1));
}

TEST(AuditCommand, CsvHasTheSameColumns) {
  const std::vector<std::string> lines = LinesOf(Audit({"--format", "csv"}).out);
  ASSERT_THAT(lines, SizeIs(10));
  EXPECT_EQ(lines[0], "id,principal,action,resource,decision,conditions");
  EXPECT_EQ(lines[1],
            "read,arn:aws:iam::111122223333:role/service-role/Notebook,s3:GetObject,"
            "arn:aws:s3:::data/x,allowed,");
}

TEST(AuditCommand, ASummaryCounts) {
  EXPECT_EQ(Audit({"--summary"}).out,
            "9 decisions of 7 questions\n"
            "     1  allowed\n"
            "     1  conditional\n"
            "     0  explicitDeny\n"
            "     7  implicitDeny\n");
  EXPECT_EQ(Audit({"--summary", "--json"}).out,
            R"({"questions":7,"failed":3,"decisions":9,"allowed":1,"conditional":1,)"
            R"("explicitDeny":0,"implicitDeny":7})"
            "\n");
}

TEST(AuditCommand, AnyNumberOfThreadsPrintsTheSame) {
  const std::string alone = Audit({"--threads", "1"}).out;
  for (const char* threads : {"2", "3", "7"}) {
    EXPECT_EQ(Audit({"--threads", threads}).out, alone) << threads;
  }
}

TEST(AuditCommand, QuietSaysNothingOfDamage) {
  const std::vector<std::string> arguments = {"audit", "--from", "incomplete.json", "--questions",
                                              "-"};
  const Given given{.input = R"({"action":"s3:GetObject"})"};
  EXPECT_NE(RunProgram(arguments, given).err, "");
  std::vector<std::string> quiet = arguments;
  quiet.push_back("--quiet");
  EXPECT_EQ(RunProgram(quiet, given).err, "");
}

TEST(AuditCommand, UnusableArgumentsAreRefused) {
  struct Row {
    std::vector<std::string> arguments;
    const char* want;
  };
  const Row rows[] = {
      {{"audit", "--from", "world"}, "expected `--questions FILE`, found none"},
      {{"audit", "part-1"}, "unexpected argument `part-1`: files are named by --questions"},
      {{"audit", "--merge"}, "expected the outputs of shards, found none"},
      {{"audit", "--merge", "a", "--summary"}, "expected no other option with it"},
      {{"audit", "--merge", "no-such-file"}, "no-such-file: cannot open"},
      {{"audit", "--merge", "world/emr.json"}, "expected the output of `audit --shard`"},
      {{"audit", "--questions", "-", "--format", "csvv"}, "did you mean `csv`?"},
      {{"audit", "--questions", "-", "--format", "csv", "--summary"}, "found both"},
      {{"audit", "--questions", "-", "--threads", "0"}, "expected a number from 1 to 1024"},
      {{"audit", "--questions", "-", "--shard", "0/2"}, "expected i/n with i from 1 to n"},
      {{"audit", "--questions", "-", "--shard", "3/2"}, "expected i/n with i from 1 to n"},
      {{"audit", "--questions", "no-such-file", "--from", "world"}, "no-such-file: cannot open"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = RunProgram(row.arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(row.want));
  }
}

// ---- shards

std::vector<std::string> WithShard(std::vector<std::string> arguments, std::size_t i,
                                   std::size_t n) {
  arguments.insert(arguments.end(), {"--shard", absl::StrCat(i, "/", n)});
  return arguments;
}

std::vector<std::string> WriteShards(const std::vector<std::string>& arguments, std::size_t n,
                                     const std::string& name) {
  std::vector<std::string> files;
  for (std::size_t i = 1; i <= n; ++i) {
    files.push_back(TemporaryFile(absl::StrCat(name, "-", i, "-of-", n),
                                  Audit(WithShard(arguments, i, n)).out));
  }
  return files;
}

Outcome Merge(std::vector<std::string> files) {
  files.insert(files.begin(), {"audit", "--merge"});
  return RunProgram(files);
}

TEST(AuditMerge, GivesByteForByteWhatOneRunGives) {
  const std::vector<std::string> formats[] = {
      {}, {"--format", "csv"}, {"--summary"}, {"--summary", "--json"}};
  for (const std::vector<std::string>& format : formats) {
    const Outcome whole = Audit(format);
    for (const std::size_t n : {1U, 2U, 3U, 7U, 9U}) {
      std::vector<std::string> files = WriteShards(format, n, "merge");
      std::rotate(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(n / 2), files.end());
      std::reverse(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(n / 2));
      const Outcome merged = Merge(files);
      EXPECT_EQ(merged.out, whole.out) << n << " shards";
      EXPECT_EQ(merged.err, whole.err) << n << " shards";
      EXPECT_EQ(merged.code, whole.code) << n << " shards";
    }
  }
}

TEST(AuditMerge, OfNoQuestionsIsEmpty) {
  std::vector<std::string> files;
  for (std::size_t i = 1; i <= 2; ++i) {
    files.push_back(TemporaryFile(absl::StrCat("empty-", i), Audit(WithShard({}, i, 2), "").out));
  }
  const Outcome merged = Merge(files);
  EXPECT_EQ(merged.code, 0);
  EXPECT_THAT(merged.out, IsEmpty());
}

TEST(AuditMerge, RefusesWhatAreNotAllShardsOfOneAudit) {
  const std::vector<std::string> parts = WriteShards({}, 3, "refused");
  const std::string of_two = WriteShards({}, 2, "refused")[0];
  const std::string csv = WriteShards({"--format", "csv"}, 3, "refused-csv")[1];
  const std::string other_questions = TemporaryFile(
      "refused-other",
      Audit(WithShard({}, 2, 3), absl::StrReplaceAll(kQuestions, {{"data/x", "data/y"}})).out);
  std::vector<std::string> other_option = {"--option", "boundaryLimitsTrust=false"};
  const std::string other_options =
      TemporaryFile("refused-option", Audit(WithShard(other_option, 2, 3)).out);
  const std::string other_world = TemporaryFile(
      "refused-world",
      RunProgram({"audit", "--from", "incomplete.json", "--questions", "-", "--shard", "2/3"},
                 {.input = kQuestions})
          .out);
  std::string text = Audit(WithShard({}, 2, 3)).out;
  text.resize(text.size() - 10);
  const std::string cut = TemporaryFile("refused-cut", text);
  struct Row {
    std::vector<std::string> files;
    std::string want;
  };
  const Row rows[] = {
      {{parts[0], parts[2]}, "expected all shards of the audit, missing 2/3"},
      {{parts[0], parts[2], parts[0]}, absl::StrCat("found 1/3 also in ", parts[0])},
      {{parts[0], of_two, parts[2]}, "expected a shard of the same audit"},
      {{parts[0], csv, parts[2]}, "expected a shard of the same audit"},
      {{parts[0], other_questions, parts[2]}, "expected a shard of the same audit"},
      {{parts[0], other_options, parts[2]}, "expected a shard of the same audit"},
      {{parts[0], other_world, parts[2]}, "expected a shard of the same audit"},
      {{parts[0], cut, parts[2]}, "expected a whole shard, found one whose end is missing"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = Merge(row.files);
    EXPECT_EQ(outcome.code, 2) << row.want;
    EXPECT_EQ(outcome.out, "") << row.want;
    EXPECT_THAT(outcome.err, HasSubstr(row.want));
  }
}

TEST(AuditMerge, TellsThatAShardIsDamaged) {
  std::vector<std::string> parts = WriteShards({}, 3, "damaged");
  const std::string text = absl::StrReplaceAll(Audit(WithShard({}, 2, 3)).out,
                                               {{R"({"question":4)", R"({"question":5)"}});
  parts[1] = TemporaryFile("damaged", text);
  const Outcome outcome = Merge(parts);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("the shard is damaged"));
}

}  // namespace
}  // namespace iamsim
