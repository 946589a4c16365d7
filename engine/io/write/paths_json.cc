// Tested by tests/cli/paths_test.cc.
#include "iamsim/io/write_paths.h"

namespace iamsim {
namespace {

void WriteAnswer(DecisionKind kind, const Formula& allowed_when, JsonWriter& out) {
  out.Member("decision", DecisionName(kind));
  if (kind != DecisionKind::kConditional) return;
  out.Key("conditions");
  WriteFormula(allowed_when, out);
}

}  // namespace

std::string PathsJson(const Snapshot& snapshot, absl::string_view from, const PathResult& result) {
  const auto arn = [&](std::uint32_t role) { return snapshot.principals()[role].arn.text(); };
  JsonWriter out;
  out.BeginObject().Key("paths").BeginArray();
  for (const Path& path : result.paths) {
    out.BeginObject().Member("from", from).Member("to", arn(path.roles.back()));
    WriteAnswer(path.kind, path.allowed_when, out);
    out.Key("hops").BeginArray();
    for (std::size_t i = 0; i < path.roles.size(); ++i) {
      out.BeginObject().Member("kind", "assume").Member("to", arn(path.roles[i]));
      WriteAnswer(path.hops[i].kind, path.hops[i].allowed_when, out);
      out.EndObject();
    }
    out.EndArray().EndObject();
  }
  out.EndArray();
  out.Key("complete").Bool(result.is_complete);
  out.EndObject();
  return std::string(out.text());
}

}  // namespace iamsim
