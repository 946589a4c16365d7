// Tested by tests/io/write_graph_reports_test.cc.
#include <cstdint>

#include "iamsim/io/write_graph_reports.h"

namespace iamsim {
namespace {

const std::string& ArnOf(const Snapshot& snapshot, std::uint32_t id) {
  return snapshot.principals()[id].arn.text();
}

std::vector<std::string> ArnsOf(const Snapshot& snapshot, const std::vector<std::uint32_t>& ids) {
  std::vector<std::string> out;
  for (const std::uint32_t id : ids) out.push_back(ArnOf(snapshot, id));
  return out;
}

void WriteReached(std::size_t hops, DecisionKind kind, JsonWriter& out) {
  out.Key("hops").Integer(static_cast<std::int64_t>(hops));
  out.Member("decision", DecisionName(kind));
}

}  // namespace

std::string GroupsJson(const Snapshot& snapshot, const std::vector<StrongGroup>& groups) {
  JsonWriter out;
  out.BeginObject().Key("groups").BeginArray();
  for (const StrongGroup& group : groups) {
    out.BeginObject().Member("decision", DecisionName(group.kind));
    out.Strings("principals", ArnsOf(snapshot, group.members)).EndObject();
  }
  out.EndArray().EndObject();
  return out.Take();
}

std::string AdministratorsJson(const Snapshot& snapshot, const AdministratorsReport& report) {
  JsonWriter out;
  out.BeginObject().Strings("administrators", ArnsOf(snapshot, report.administrators));
  out.Key("reached").BeginArray();
  for (const ReachedAdministrator& one : report.reached) {
    out.BeginObject().Member("principal", ArnOf(snapshot, one.principal));
    out.Member("administrator", ArnOf(snapshot, one.administrator));
    WriteReached(one.hops, one.kind, out);
    out.EndObject();
  }
  out.EndArray().EndObject();
  return out.Take();
}

std::string OutsideJson(const Snapshot& snapshot, const std::vector<ReachedFromOutside>& roles) {
  JsonWriter out;
  out.BeginObject().Key("roles").BeginArray();
  for (const ReachedFromOutside& one : roles) {
    out.BeginObject().Member("role", ArnOf(snapshot, one.role)).Member("from", one.from);
    WriteReached(one.hops, one.kind, out);
    out.EndObject();
  }
  out.EndArray().EndObject();
  return out.Take();
}

std::string DanglingJson(const Snapshot& snapshot, const std::vector<DanglingTrust>& trusts) {
  JsonWriter out;
  out.BeginObject().Key("trusts").BeginArray();
  for (const DanglingTrust& trust : trusts) {
    out.BeginObject().Member("role", ArnOf(snapshot, trust.role));
    out.Key("statement").Integer(static_cast<std::int64_t>(trust.statement));
    out.Member("principal", trust.principal);
    out.Member("reason", trust.is_id ? "unknown id" : "no such principal").EndObject();
  }
  out.EndArray().EndObject();
  return out.Take();
}

}  // namespace iamsim
