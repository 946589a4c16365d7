// Tested by tests/io/write_graph_test.cc.
#include "iamsim/io/write_graph.h"
#include "io/write/decision_fields.h"

namespace iamsim {

std::string GraphJson(const Picture& picture) {
  JsonWriter out;
  out.BeginObject().Key("nodes").BeginArray();
  for (const Picture::Node& node : picture.nodes) {
    out.BeginObject().Member("id", node.id).Member("kind", node.kind);
    out.Member("account", node.account);
    if (!node.members.empty()) {
      out.Key("members").BeginArray();
      for (const std::string& member : node.members) out.String(member);
      out.EndArray();
    }
    out.EndObject();
  }
  out.EndArray().Key("edges").BeginArray();
  for (const Picture::Edge& edge : picture.edges) {
    out.BeginObject().Member("from", picture.nodes[edge.from].id);
    out.Member("to", picture.nodes[edge.to].id).Member("kind", EdgeKindName(edge.kind));
    if (!edge.service.empty()) out.Member("service", edge.service);
    if (!edge.actions.empty()) out.Strings("actions", edge.actions);
    WriteAnswer(edge.answer.kind, edge.answer.allowed_when, out);
    out.EndObject();
  }
  out.EndArray().EndObject();
  return std::string(out.text());
}

}  // namespace iamsim
