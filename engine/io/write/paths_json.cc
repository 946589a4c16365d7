// Tested by tests/cli/paths_test.cc.
#include "iamsim/io/write_paths.h"
#include "io/write/decision_fields.h"

namespace iamsim {
std::string PathsJson(const Snapshot& snapshot, const PathResult& result) {
  const auto arn = [&](std::uint32_t id) { return snapshot.principals()[id].arn.text(); };
  JsonWriter out;
  out.BeginObject().Key("paths").BeginArray();
  for (const Path& path : result.paths) {
    out.BeginObject().Member("from", path.from).Member("to", arn(path.hops.back().to));
    WriteAnswer(path.kind, path.allowed_when, out);
    out.Key("hops").BeginArray();
    for (const PathHop& hop : path.hops) {
      out.BeginObject().Member("kind", EdgeKindName(hop.kind)).Member("to", arn(hop.to));
      if (!hop.service.empty()) out.Member("service", hop.service);
      if (!hop.actions.empty()) out.Strings("actions", hop.actions);
      WriteAnswer(hop.answer.kind, hop.answer.allowed_when, out);
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
