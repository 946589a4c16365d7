// Tested by tests/io/write_graph_test.cc.
#include <cstddef>
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "iamsim/io/write_graph.h"
#include "io/write/formula_text.h"
#include "io/write/text_lines.h"
#include "io/write/xml_text.h"

namespace iamsim {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t kMaxLabelLines = 5;
constexpr std::size_t kMaxWidth = 60;

// The conditions in words.
Lines Conditions(const SweepAnswer& answer) {
  Lines out;
  if (answer.kind != DecisionKind::kConditional) return out;
  if (absl::StrContains(FormulaHeading(answer.allowed_when), "one holds")) {
    out.emplace_back("if one holds:");
  }
  for (const FormulaLine& line : FormulaLines(answer.allowed_when)) {
    out.push_back(
        absl::StrCat(std::string(2 * static_cast<std::size_t>(line.depth), ' '), line.words));
  }
  return out;
}

std::string OneLine(const Lines& lines) {
  return absl::StrJoin(lines, "; ", [](std::string* out, absl::string_view line) {
    absl::StrAppend(out, absl::StripLeadingAsciiWhitespace(line));
  });
}

// An edge of a picture: those that differ only in how the target is rewritten are one.
struct Arrow {
  Picture::Edge edge;
  Lines how;  // "passes it to lambda", "iam:PutRolePolicy"
};

std::vector<Arrow> Arrows(const Picture& picture) {
  std::vector<Arrow> out;
  for (const Picture::Edge& edge : picture.edges) {
    const Arrow* last = out.empty() ? nullptr : &out.back();
    const bool is_same = last != nullptr && edge.kind == EdgeKind::kControl &&
                         last->edge.kind == edge.kind && last->edge.from == edge.from &&
                         last->edge.to == edge.to &&
                         last->edge.answer.allowed_when.Text() == edge.answer.allowed_when.Text();
    if (!is_same) out.push_back({edge, {}});
    Lines& how = out.back().how;
    if (edge.kind == EdgeKind::kPassRole) how.push_back(absl::StrCat("passes to ", edge.service));
    if (edge.kind != EdgeKind::kAssume) {
      how.insert(how.end(), edge.actions.begin(), edge.actions.end());
    }
  }
  return out;
}

// What is written at an arrow: as much of it as can be read.
Lines LabelOf(const Arrow& arrow) {
  Lines lines = arrow.how;
  for (std::string& line : Conditions(arrow.edge.answer)) lines.push_back(std::move(line));
  if (lines.size() > kMaxLabelLines) {
    const std::size_t more = lines.size() - (kMaxLabelLines - 1);
    lines.resize(kMaxLabelLines - 1);
    lines.push_back(absl::StrCat("… and ", more, " more"));
  }
  for (std::string& line : lines) line = Shorten(line, kMaxWidth);
  return lines;
}

std::string TooltipOf(const Arrow& arrow) {
  Lines lines = arrow.how;
  for (std::string& line : Conditions(arrow.edge.answer)) lines.push_back(std::move(line));
  return OneLine(lines);
}

std::string AccountLabel(const Picture& picture, const std::string& account) {
  const auto name = picture.account_names.find(account);
  return name == picture.account_names.end() ? account
                                             : absl::StrCat(name->second, " (", account, ")");
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

// Lines below each other, each beginning at the left.
std::string DotLines(const Lines& lines) {
  std::string out = "\"";
  for (const std::string& line : lines) {
    const std::string quoted = DotText(line);
    absl::StrAppend(&out, absl::string_view(quoted).substr(1, quoted.size() - 2), "\\l");
  }
  return out + "\"";
}

absl::string_view DotShape(absl::string_view kind) {
  return kind == "role"      ? "box"
         : kind == "set"     ? "box3d"
         : kind == "service" ? "hexagon"
                             : "ellipse";
}

absl::string_view DotColor(EdgeKind kind) {
  return kind == EdgeKind::kPassRole ? "blue" : kind == EdgeKind::kControl ? "red" : "black";
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
  std::string out =
      "digraph iamsim {\n"
      "  rankdir=LR;\n"
      "  node [shape=box, fontname=\"Helvetica\", fontsize=11];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9];\n"
      "  graph [fontname=\"Helvetica\", fontsize=11, style=rounded, labeljust=l, ranksep=1];\n";
  for (const auto& [account, nodes] : ByAccount(picture)) {
    if (!account.empty()) {
      absl::StrAppend(&out, "  subgraph ", DotText(absl::StrCat("cluster_", account)),
                      " {\n    label=", DotText(AccountLabel(picture, account)),
                      ";\n    margin=16;\n");
    }
    for (const std::size_t i : nodes) {
      const Picture::Node& node = picture.nodes[i];
      absl::StrAppend(&out, account.empty() ? "  n" : "    n", i, " [label=", DotText(node.label));
      if (DotShape(node.kind) != "box") absl::StrAppend(&out, ", shape=", DotShape(node.kind));
      absl::StrAppend(&out, ", tooltip=", DotText(node.id), "];\n");
    }
    if (!account.empty()) absl::StrAppend(&out, "  }\n");
  }
  for (const Arrow& arrow : Arrows(picture)) {
    std::vector<std::string> attributes;
    if (arrow.edge.answer.kind == DecisionKind::kConditional) attributes.push_back("style=dashed");
    if (arrow.edge.kind != EdgeKind::kAssume) {
      attributes.push_back(absl::StrCat("color=", DotColor(arrow.edge.kind)));
    }
    if (const Lines label = LabelOf(arrow); !label.empty()) {
      attributes.push_back(absl::StrCat("label=", DotLines(label)));
      attributes.push_back(absl::StrCat("tooltip=", DotText(TooltipOf(arrow))));
    }
    absl::StrAppend(&out, "  n", arrow.edge.from, " -> n", arrow.edge.to);
    if (!attributes.empty()) {
      absl::StrAppend(&out, " [", absl::StrJoin(attributes, ", "), "]");
    }
    absl::StrAppend(&out, ";\n");
  }
  return absl::StrCat(out, "}\n");
}

std::string GraphMermaid(const Picture& picture) {
  std::string out = "flowchart LR\n";
  for (const auto& [account, nodes] : ByAccount(picture)) {
    if (!account.empty()) {
      absl::StrAppend(&out, "  subgraph a", account, "[",
                      MermaidText(AccountLabel(picture, account)), "]\n");
    }
    for (const std::size_t i : nodes) {
      absl::StrAppend(&out, account.empty() ? "  n" : "    n", i, "[",
                      MermaidText(picture.nodes[i].label), "]\n");
    }
    if (!account.empty()) absl::StrAppend(&out, "  end\n");
  }
  for (const Arrow& arrow : Arrows(picture)) {
    const bool is_conditional = arrow.edge.answer.kind == DecisionKind::kConditional;
    const std::string label = OneLine(LabelOf(arrow));
    absl::StrAppend(&out, "  n", arrow.edge.from);
    if (label.empty()) {
      absl::StrAppend(&out, " --> ");
    } else {
      absl::StrAppend(&out, is_conditional ? " -. " : " -- ", MermaidText(label),
                      is_conditional ? " .-> " : " --> ");
    }
    absl::StrAppend(&out, "n", arrow.edge.to, "\n");
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
  for (const char* key : {"edgeKind", "service", "actions", "decision", "conditions"}) {
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
    data("edgeKind", EdgeKindName(edge.kind));
    data("service", edge.service);
    data("actions", absl::StrJoin(edge.actions, " "));
    data("decision", DecisionName(edge.answer.kind));
    data("conditions", OneLine(Conditions(edge.answer)));
    absl::StrAppend(&out, "</edge>\n");
  }
  return absl::StrCat(out, "  </graph>\n</graphml>\n");
}

}  // namespace iamsim
