#include "iamsim/io/write_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsim {
namespace {

Picture TwoEdges() {
  Picture picture;
  picture.nodes = {{"*", "everyone", "", "*", {}},
                   {"arn:aws:iam::111122223333:role/A", "role", "111122223333", "A", {}},
                   {"set-0", "set", "444455556666", "2 roles", {"x", "y"}}};
  const Formula external_id =
      Formula::Leaf({.op = "StringEquals", .key = "sts:ExternalId", .values = {"<\"x\">"}});
  picture.edges = {{0, 1, EdgeKind::kAssume, "", {}, {DecisionKind::kConditional, external_id}},
                   {2, 1, EdgeKind::kAssume, "", {}, {DecisionKind::kAllowed, true}}};
  picture.account_names = {{"111122223333", "studio"}};
  return picture;
}

TEST(GraphJson, HasNodesAndEdges) {
  EXPECT_EQ(GraphJson(TwoEdges()),
            R"({"nodes":[{"id":"*","kind":"everyone","account":""},)"
            R"({"id":"arn:aws:iam::111122223333:role/A","kind":"role","account":"111122223333"},)"
            R"({"id":"set-0","kind":"set","account":"444455556666","members":["x","y"]}],)"
            R"("edges":[{"from":"*","to":"arn:aws:iam::111122223333:role/A","kind":"assume",)"
            R"("decision":"conditional","conditions":{"operator":"StringEquals",)"
            R"("key":"sts:ExternalId","values":["<\"x\">"]}},)"
            R"({"from":"set-0","to":"arn:aws:iam::111122223333:role/A","kind":"assume",)"
            R"("decision":"allowed"}]})");
}

TEST(GraphDot, DrawsAccountsAsClustersAndConditionalEdgesDashed) {
  EXPECT_EQ(GraphDot(TwoEdges()),
            "digraph iamsim {\n"
            "  rankdir=LR;\n"
            "  node [shape=box, fontname=\"Helvetica\", fontsize=11];\n"
            "  edge [fontname=\"Helvetica\", fontsize=9];\n"
            "  graph [fontname=\"Helvetica\", fontsize=11, style=rounded, labeljust=l, margin=16, "
            "ranksep=1];\n"
            "  n0 [label=\"*\", shape=ellipse, tooltip=\"*\"];\n"
            "  subgraph \"cluster_111122223333\" {\n"
            "    label=\"studio (111122223333)\";\n"
            "    n1 [label=\"A\", tooltip=\"arn:aws:iam::111122223333:role/A\"];\n"
            "  }\n"
            "  subgraph \"cluster_444455556666\" {\n"
            "    label=\"444455556666\";\n"
            "    n2 [label=\"2 roles\", shape=box3d, tooltip=\"set-0\"];\n"
            "  }\n"
            "  n0 -> n1 [style=dashed, label=\"sts:ExternalId is `<\\\"x\\\">`\\l\", "
            "tooltip=\"sts:ExternalId is `<\\\"x\\\">`\"];\n"
            "  n2 -> n1;\n"
            "}\n");
}

TEST(GraphDot, SaysHowARoleIsPassedOrRewrittenAndAsMuchAsCanBeRead) {
  Picture picture = TwoEdges();
  picture.edges[0].kind = EdgeKind::kPassRole;
  picture.edges[0].service = "lambda.amazonaws.com";
  picture.edges[0].actions = {"lambda:CreateFunction", "lambda:InvokeFunction"};
  picture.edges[1].kind = EdgeKind::kControl;
  picture.edges[1].actions = {"iam:PutRolePolicy"};
  for (int i = 0; i < 6; ++i) {
    picture.edges.push_back(picture.edges[1]);
    picture.edges.back().actions = {absl::StrCat("iam:", std::string(80, 'x'), i)};
  }
  const std::string dot = GraphDot(picture);
  EXPECT_THAT(dot, testing::HasSubstr("n0 -> n1 [style=dashed, color=blue, label=\"passes to "
                                      "lambda.amazonaws.com\\llambda:CreateFunction\\l"
                                      "lambda:InvokeFunction\\lsts:ExternalId is"));
  EXPECT_THAT(
      dot, testing::HasSubstr(absl::StrCat("n2 -> n1 [color=red, label=\"iam:PutRolePolicy\\liam:",
                                           std::string(55, 'x'), "…\\l")));
  EXPECT_THAT(dot, testing::HasSubstr("\\l… and 3 more\\l\""));
}

TEST(GraphMermaid, DrawsTheSameAsAFlowchart) {
  EXPECT_EQ(GraphMermaid(TwoEdges()),
            "flowchart LR\n"
            "  n0[\"*\"]\n"
            "  subgraph a111122223333[\"studio (111122223333)\"]\n"
            "    n1[\"A\"]\n"
            "  end\n"
            "  subgraph a444455556666[\"444455556666\"]\n"
            "    n2[\"2 roles\"]\n"
            "  end\n"
            "  n0 -. \"sts:ExternalId is #96;#lt;#quot;x#quot;#gt;#96;\" .-> n1\n"
            "  n2 --> n1\n");
}

TEST(GraphMl, EscapesWhatXmlReserves) {
  EXPECT_THAT(GraphMl(TwoEdges()), testing::HasSubstr("<data key=\"conditions\">sts:ExternalId is "
                                                      "`&lt;&quot;x&quot;&gt;`</data></edge>\n"));
}

}  // namespace
}  // namespace iamsim
