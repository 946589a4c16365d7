// Tested by tests/io/write_graph_test.cc.
#include <cstddef>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iamsim/io/write_graph.h"
#include "io/write/formula_text.h"
#include "io/write/xml_text.h"

namespace iamsim {
namespace {

// The conditions in words, one line.
std::string Words(const SweepAnswer& answer) {
  if (answer.kind != DecisionKind::kConditional) return "";
  std::string out;
  for (const FormulaLine& line : FormulaLines(answer.allowed_when)) {
    absl::StrAppend(&out, out.empty() ? "" : "; ", line.words);
  }
  return out;
}

std::map<std::string, std::vector<std::size_t>> ByAccount(const Picture& picture) {
  std::map<std::string, std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) out[picture.nodes[i].account].push_back(i);
  return out;
}

std::string DotText(absl::string_view text) {
  return absl::StrCat(
      "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", " "}}), "\"");
}

// Mermaid reads entity codes inside quotes.
std::string MermaidText(absl::string_view text) {
  return absl::StrCat("\"",
                      absl::StrReplaceAll(text, {{"#", "#35;"},
                                                 {"\"", "#quot;"},
                                                 {"<", "#lt;"},
                                                 {">", "#gt;"},
                                                 {"`", "#96;"},
                                                 {"\n", " "}}),
                      "\"");
}

}  // namespace

std::string GraphDot(const Picture& picture) {
  std::string out = "digraph iamsim {\n  rankdir=LR;\n  node [shape=box];\n";
  for (const auto& [account, nodes] : ByAccount(picture)) {
    if (!account.empty()) {
      absl::StrAppend(&out, "  subgraph ", DotText(absl::StrCat("cluster_", account)),
                      " {\n    label=", DotText(account), ";\n");
    }
    for (const std::size_t i : nodes) {
      absl::StrAppend(&out, account.empty() ? "  n" : "    n", i,
                      " [label=", DotText(picture.nodes[i].label),
                      ", tooltip=", DotText(picture.nodes[i].id), "];\n");
    }
    if (!account.empty()) absl::StrAppend(&out, "  }\n");
  }
  for (const Picture::Edge& edge : picture.edges) {
    absl::StrAppend(&out, "  n", edge.from, " -> n", edge.to);
    if (edge.answer.kind == DecisionKind::kConditional) {
      absl::StrAppend(&out, " [style=dashed, label=", DotText(Words(edge.answer)), "]");
    }
    absl::StrAppend(&out, ";\n");
  }
  return absl::StrCat(out, "}\n");
}

std::string GraphMermaid(const Picture& picture) {
  std::string out = "flowchart LR\n";
  for (const auto& [account, nodes] : ByAccount(picture)) {
    if (!account.empty()) {
      absl::StrAppend(&out, "  subgraph a", account, "[", MermaidText(account), "]\n");
    }
    for (const std::size_t i : nodes) {
      absl::StrAppend(&out, account.empty() ? "  n" : "    n", i, "[",
                      MermaidText(picture.nodes[i].label), "]\n");
    }
    if (!account.empty()) absl::StrAppend(&out, "  end\n");
  }
  for (const Picture::Edge& edge : picture.edges) {
    const bool is_conditional = edge.answer.kind == DecisionKind::kConditional;
    absl::StrAppend(&out, "  n", edge.from, is_conditional ? " -. " : " --> ",
                    is_conditional ? absl::StrCat(MermaidText(Words(edge.answer)), " .-> ") : "",
                    "n", edge.to, "\n");
  }
  return out;
}

std::string GraphMl(const Picture& picture) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const char* key : {"kind", "account", "label"}) {
    absl::StrAppend(&out, "  <key id=\"", key, "\" for=\"node\" attr.name=\"", key,
                    "\" attr.type=\"string\"/>\n");
  }
  for (const char* key : {"edgeKind", "decision", "conditions"}) {
    absl::StrAppend(&out, "  <key id=\"", key, "\" for=\"edge\" attr.name=\"", key,
                    "\" attr.type=\"string\"/>\n");
  }
  const auto data = [&out](absl::string_view key, absl::string_view value) {
    if (!value.empty()) {
      absl::StrAppend(&out, "<data key=\"", key, "\">", XmlText(value), "</data>");
    }
  };
  absl::StrAppend(&out, "  <graph edgedefault=\"directed\">\n");
  for (const Picture::Node& node : picture.nodes) {
    absl::StrAppend(&out, "    <node id=\"", XmlText(node.id), "\">");
    data("kind", node.kind);
    data("account", node.account);
    data("label", node.label);
    absl::StrAppend(&out, "</node>\n");
  }
  for (const Picture::Edge& edge : picture.edges) {
    absl::StrAppend(&out, "    <edge source=\"", XmlText(picture.nodes[edge.from].id),
                    "\" target=\"", XmlText(picture.nodes[edge.to].id), "\">");
    data("edgeKind", edge.kind);
    data("decision", DecisionName(edge.answer.kind));
    data("conditions", Words(edge.answer));
    absl::StrAppend(&out, "</edge>\n");
  }
  return absl::StrCat(out, "  </graph>\n</graphml>\n");
}

}  // namespace iamsim
