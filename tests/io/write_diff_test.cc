#include "iamsim/io/write_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/utf8.h"
#include "iamsim/snapshot/change.h"
#include "snapshot/entries.h"
#include "support/status_matchers.h"

namespace iamsim {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::shared_ptr<const AttachedPolicy> Guard(absl::string_view file, absl::string_view exception) {
  auto guard = std::make_shared<AttachedPolicy>(
      *entries::Document("guard", PolicyKind::kServiceControl,
                         absl::StrCat(R"({"Version": "2012-10-17", "Statement": [
  {"Sid": "OnlyVpc", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
   "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1")",
                                      exception, "}}}]}")));
  guard->file = std::string(file);
  return guard;
}

// Two worlds in which `roles` roles may read a bucket, with and without the guard's exception.
struct Fixture {
  explicit Fixture(int roles, bool change = true) {
    SnapshotBuilder builder;
    builder.SetOrganization({.id = "o-1", .management_account = "999999999999"});
    builder.AddServiceControlPolicy("guard",
                                    Guard("scp/guard.json", R"(, "aws:PrincipalTag/team": "ml")"));
    builder.AddOrganizationUnit({.id = "r-1",
                                 .parent = "",
                                 .service_control = {"FullAWSAccess", "guard"},
                                 .resource_control = {},
                                 .accounts = {"111122223333"}});
    builder.SetAccountPolicies("111122223333", {"FullAWSAccess"}, {});
    builder.SetAccountName("111122223333", "a|b & <c>");
    for (int i = 0; i < roles; ++i) {
      SnapshotBuilder::PrincipalEntry role =
          entries::Role(absl::StrCat("arn:aws:iam::111122223333:role/r", i));
      role.inline_policies = {entries::Allow("all", "s3:*")};
      role.tags = {{"team", "ml"}};
      builder.AddPrincipal(std::move(role));
    }
    builder.AddResource({.arn = entries::A("arn:aws:s3:::b"), .account = "111122223333"});
    const auto before = builder.Build().snapshot;
    std::vector<Change> changes;
    if (change) {
      changes.emplace_back(
          ReplacePolicy{PolicyKind::kServiceControl, "guard", Guard("new scp/guard.json", "")});
    }
    const auto after = ApplyChanges(*before, changes);
    EXPECT_THAT(after, IsOk());
    difference = CompareWorlds(before, *after);
    DeriveOptions derive;
    derive.defaults.context_is_complete = false;
    DerivedQuestions derived = DeriveQuestions(difference, Catalog::Builtin(), derive);
    coverage = std::move(derived.coverage);
    result = DiffWorlds(*PreparedSnapshot::Prepare(before), *PreparedSnapshot::Prepare(*after),
                        difference, derived.questions, {.derived = true});
  }
  DiffReport report() const {
    return {difference, result, coverage,
            [](const Request& request) { return absl::StrCat("ask ", request.principal); }};
  }

  WorldDifference difference;
  Coverage coverage;
  DiffResult result;
};

JsonNode Member(const JsonNode& node, absl::string_view name) {
  const std::optional<JsonNode> found = node.Find(name);
  EXPECT_TRUE(found.has_value()) << name << " of " << node.pointer();
  return found.value_or(node);
}

TEST(DiffText, BeginsWithTheCountsAndShowsAnExampleOfEveryGroup) {
  const Fixture fixture(2);
  const std::string text = DiffText(fixture.report(), false, {});
  EXPECT_THAT(text, StartsWith("4 newly denied, 0 newly allowed, of 4 decisions\n\n"
                               "newly denied by OnlyVpc of guard  changed  guard.json:2:3  scp of "
                               "r-1\n  a|b & <c> (111122223333, r-1): 4 decisions of 2 principals\n"
                               "    r0  s3:GetObject  arn:aws:s3:::b/example\n"
                               "      unless aws:SourceVpc is `vpc-1`\n"
                               "      ask arn:aws:iam::111122223333:role/r0\n\nasked  2 questions: "
                               "1 action "));
  EXPECT_THAT(text, Not(HasSubstr("r1")));
  EXPECT_THAT(DiffText(fixture.report(), true, {}), HasSubstr("    r1  s3:GetObject  *\n"));
}

TEST(DiffText, SaysWhenNothingChanges) {
  EXPECT_EQ(DiffText(Fixture(2, false).report(), false, {}),
            "no change  of 0 decisions\n\nasked  0 questions: 0 actions that the change can touch, "
            "by 0 that stand for all; 0 resources that stand for 0\n");
}

TEST(DiffJson, HasTheShapeOfTheInterface) {
  const Fixture fixture(1);
  const auto document = JsonDocument::Parse(DiffJson(fixture.report()), "");
  ASSERT_THAT(document, IsOk());
  const JsonNode root = (*document)->root();
  ASSERT_EQ(Member(root, "changes").size(), 2U);
  const JsonNode change = Member(root, "changes").children().front();
  EXPECT_EQ(Member(change, "principal").text(), "arn:aws:iam::111122223333:role/r0");
  EXPECT_EQ(Member(change, "action").text(), "s3:GetObject");
  EXPECT_EQ(Member(change, "resource").text(), "*");
  EXPECT_EQ(Member(change, "before").text(), "allowed");
  EXPECT_EQ(Member(change, "after").text(), "conditional");
  EXPECT_EQ(Member(Member(change, "because"), "sid").text(), "OnlyVpc");
  EXPECT_EQ(Member(Member(change, "because"), "file").text(), "new scp/guard.json");
  EXPECT_EQ(Member(Member(change, "because"), "line").text(), "2");
  EXPECT_EQ(Member(Member(root, "counts"), "newlyDenied").text(), "2");
  EXPECT_EQ(Member(Member(root, "covered"), "questions").text(), "2");
}

// What the schema of SARIF 2.1.0 requires of what we write.
TEST(DiffSarif, HasWhatTheStandardRequires) {
  const Fixture fixture(2);
  const auto document = JsonDocument::Parse(DiffSarif(fixture.report()), "");
  ASSERT_THAT(document, IsOk());
  const JsonNode root = (*document)->root();
  EXPECT_EQ(Member(root, "version").text(), "2.1.0");
  ASSERT_EQ(Member(root, "runs").size(), 1U);
  const JsonNode run = Member(root, "runs").children().front();
  const JsonNode driver = Member(Member(run, "tool"), "driver");
  EXPECT_EQ(Member(driver, "name").text(), "iamsim");
  std::set<std::string> rules;
  for (const JsonNode& rule : Member(driver, "rules").children()) {
    rules.insert(std::string(Member(rule, "id").text()));
    EXPECT_FALSE(Member(Member(rule, "shortDescription"), "text").text().empty());
  }
  ASSERT_EQ(Member(run, "results").size(), 1U);
  const JsonNode result = Member(run, "results").children().front();
  EXPECT_TRUE(rules.contains(std::string(Member(result, "ruleId").text())));
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  EXPECT_TRUE(levels.contains(std::string(Member(result, "level").text())));
  EXPECT_THAT(std::string(Member(Member(result, "message"), "text").text()),
              StartsWith("4 decisions of 2 principals in "));
  EXPECT_FALSE(Member(Member(result, "partialFingerprints"), "iamsimDiff/v1").text().empty());
  const JsonNode place = Member(Member(result, "locations").children().front(), "physicalLocation");
  // A URI reference, not a path.
  EXPECT_EQ(Member(Member(place, "artifactLocation"), "uri").text(), "new%20scp/guard.json");
  EXPECT_EQ(Member(Member(place, "region"), "startLine").text(), "2");
}

TEST(DiffSarif, FingerprintsDoNotMoveWithTheStatement) {
  Fixture fixture(1);
  const auto fingerprint = [&] {
    const std::string text = DiffSarif(fixture.report());
    const std::size_t at = text.find("iamsimDiff/v1");
    return text.substr(at, text.find('}', at) - at);
  };
  const std::string before = fingerprint();
  auto moved = std::make_shared<AttachedPolicy>(*fixture.difference.statements[0].policy_after);
  moved->start.line = 40;
  fixture.difference.statements[0].policy_after = moved;
  EXPECT_EQ(fingerprint(), before);
}

TEST(DiffJunit, HasATestCaseForEveryChangedStatement) {
  const std::string text = DiffJunit(Fixture(1).report());
  EXPECT_THAT(text, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<testsuites tests=\"1\" failures=\"1\" errors=\"0\">\n"));
  EXPECT_THAT(text, HasSubstr("<testcase classname=\"guard\" name=\"OnlyVpc of guard\">\n"
                              "      <failure type=\"newly-denied\" message=\"2 decisions change "
                              "(guard.json:2:3)\">newly denied: "));
  EXPECT_THAT(text, EndsWith("</testsuite>\n</testsuites>"));
  const std::string none = DiffJunit(Fixture(1, false).report());
  EXPECT_THAT(none, HasSubstr("<testsuites tests=\"1\" failures=\"0\" errors=\"0\">"));
  EXPECT_THAT(none, HasSubstr("<testcase classname=\"iamsim\" name=\"no statement changed\"/>"));
}

TEST(DiffMarkdown, IsTablesOfOneWidth) {
  const std::string text = DiffMarkdown(Fixture(2).report());
  EXPECT_THAT(text, StartsWith("### 4 newly denied, 0 newly allowed, of 4 decisions\n\n| | by "));
  // A bar in a name does not begin a cell.
  EXPECT_THAT(text,
              HasSubstr("<code>a&#124;b &#38; &#60;c&#62; &#40;111122223333, r-1&#41;</code>"));
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!absl::StartsWith(line, "|")) continue;
    EXPECT_EQ(absl::c_count(line, '|'), 6) << line;
  }
}

// GitHub takes comments of at most 65,536 characters.
TEST(DiffMarkdown, CountsWhatHasNoRoom) {
  const Fixture fixture(1500);
  ASSERT_EQ(fixture.result.changes.size(), 3000U);
  const std::string text = DiffMarkdown(fixture.report());
  EXPECT_LT(text.size(), 65'536U);
  std::size_t rows = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, "| newly denied |")) ++rows;
  }
  EXPECT_THAT(text, HasSubstr(absl::StrCat("… and ", 3000 - rows, " more changes (`iamsim diff")));
  EXPECT_TRUE(IsValidUtf8(text));
}

TEST(DeadStatements, NamesEachWithItsPlace) {
  const auto guard = Guard("scp/guard.json", "");
  DeadStatements found;
  found.statements = 3;
  found.dead.push_back(
      {{PolicyKind::kServiceControl, guard, "r-1", false}, guard->policy->statements.data(), 12});
  EXPECT_EQ(DeadStatementsText(found, {}),
            "1 dead  of 3 statements change no decision of this world\n\n"
            "  OnlyVpc of guard  guard.json:2:3  scp of r-1  12 decisions asked\n");
  EXPECT_EQ(DeadStatementsJson(found),
            R"({"dead":[{"layer":"serviceControlPolicy","policy":"guard","sid":"OnlyVpc",)"
            R"("statement":0,"holder":"r-1","file":"scp/guard.json","line":2,"column":3,)"
            R"("decisions":12}],"statements":3})");
}

}  // namespace
}  // namespace iamsim
