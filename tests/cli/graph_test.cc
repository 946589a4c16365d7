#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_program.h"

namespace iamsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Outcome Graph(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "graph");
  arguments.insert(arguments.end(), {"--from", "world"});
  return RunProgram(arguments);
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

TEST(GraphCommand, AnUnusableQuestionIsNotAnswered) {
  const Outcome outcome = Graph({"--format", "doot"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("expected one of dot, svg, graphml, mermaid, json, got `doot`, did you mean `dot`?"));
}

}  // namespace
}  // namespace iamsim
