#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Outcome Graph(std::vector<std::string> arguments, const Given& given = {}) {
  arguments.insert(arguments.begin(), "graph");
  arguments.insert(arguments.end(), {"--from", "world"});
  return RunProgram(arguments, given);
}

TEST(GraphCommand, WritesEachFormat) {
  EXPECT_THAT(Graph({}).out, StartsWith("digraph iamsim {\n"));
  EXPECT_THAT(Graph({"--format", "mermaid"}).out, StartsWith("flowchart LR\n"));
  EXPECT_THAT(Graph({"--format", "graphml"}).out, StartsWith("<?xml"));
  EXPECT_THAT(Graph({"--format", "json"}).out, StartsWith(R"({"nodes":[)"));
}

TEST(GraphCommand, FiltersByTarget) {
  const Outcome outcome = Graph({"--format", "json", "--target", "EmrAccess"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out,
              HasSubstr(R"({"from":"arn:aws:iam::111122223333:role/service-role/Notebook",)"
                        R"("to":"arn:aws:iam::444455556666:role/EmrAccess","kind":"assume",)"
                        R"("decision":"allowed"})"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("WithExternalId")));
}

TEST(GraphCommand, FiltersBySourceAndKind) {
  const Outcome none = Graph({"--format", "json", "--source", "user/*"});
  EXPECT_EQ(none.code, 0);
  EXPECT_EQ(none.out, "{\"nodes\":[],\"edges\":[]}\n");
  EXPECT_THAT(none.err, HasSubstr("no edge to draw"));
  const Outcome crossing = Graph({"--json", "--source", "role/*", "--only-cross-account"});
  EXPECT_THAT(crossing.out, HasSubstr(R"("to":"arn:aws:iam::444455556666:role/WithExternalId")"));
  EXPECT_EQ(Graph({"--edges", "pass-role,control", "--json"}).code, 0);
}

// Graphviz is run as a program of the PATH, here a stand-in.
TEST(GraphCommand, MakesSvgOfWhatGraphvizSays) {
  const Outcome outcome =
      Graph({"--format", "svg"}, {.input = "", .environment = {"PATH=graphviz"}});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "<svg><!-- -Tsvg digraph iamsim { --></svg>\n");
  EXPECT_EQ(outcome.err, "iamsim: warning: dot: a font is missing\n");
}

TEST(GraphCommand, SaysWhenGraphvizIsMissingOrFails) {
  const Outcome missing = Graph({"--format", "svg"}, {.input = "", .environment = {"PATH=world"}});
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.out, "");
  EXPECT_EQ(
      missing.err,
      "iamsim: `--format svg` needs Graphviz, whose program `dot` is not on the PATH; install "
      "it (package graphviz), or use `--format dot`\n");
  const Outcome broken =
      Graph({"--format", "svg"}, {.input = "", .environment = {"PATH=broken-graphviz"}});
  EXPECT_EQ(broken.code, 2);
  EXPECT_EQ(broken.out, "");
  EXPECT_EQ(broken.err, "iamsim: `dot` failed with exit status 3: syntax error in line 1\n");
}

TEST(GraphCommand, Reports) {
  EXPECT_THAT(Graph({"--report", "groups"}).out,
              StartsWith("none  of principals that can become each other\n"));
  EXPECT_THAT(Graph({"--report", "admins", "--json"}).out, StartsWith(R"({"administrators":[)"));
  EXPECT_THAT(Graph({"--report", "outside", "--json"}).out, StartsWith(R"({"roles":[)"));
  EXPECT_EQ(Graph({"--report", "dangling", "--json"}).out, "{\"trusts\":[]}\n");
}

TEST(GraphCommand, AnUnusableQuestionIsNotAnswered) {
  EXPECT_THAT(Graph({"--report", "admin"}).err,
              HasSubstr("expected one of groups, admins, outside, dangling, got `admin`, did you "
                        "mean `admins`?"));
  EXPECT_THAT(Graph({"--report", "admins", "--format", "svg"}).err,
              HasSubstr("`--report`: expected no option of the picture beside it"));
  EXPECT_THAT(Graph({"--json", "--format", "svg"}).err,
              HasSubstr("expected `--json` or `--format svg`, got both"));
  EXPECT_THAT(Graph({"--target", "EmrAcces"}).err, HasSubstr("did you mean `EmrAccess`?"));
  const Outcome outcome = Graph({"--format", "doot"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(
      outcome.err,
      HasSubstr(
          "expected one of dot, svg, graphml, mermaid, json, got `doot`, did you mean `dot`?"));
}

}  // namespace
}  // namespace iamsim
