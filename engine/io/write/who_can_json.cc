// Tested by tests/io/write_who_can_test.cc.
#include <cstddef>
#include <cstdint>

#include "iamsim/io/write_who_can.h"
#include "io/write/decision_fields.h"

namespace iamsim {

std::string WhoCanJson(const Request& question, const WhoCanResult& result) {
  JsonWriter out;
  out.BeginObject();
  out.Member("action", question.action).Member("resource", question.resource);
  out.Key("principals").BeginArray();
  for (const Grantee& grantee : result.grantees) {
    out.BeginObject().Member("principal", grantee.principal);
    WriteAnswer(grantee.kind, grantee.allowed_when, out);
    if (!grantee.via.empty()) {
      out.Key("via").BeginArray();
      for (const Grantee::Hop& hop : grantee.via) {
        out.BeginObject().Member("role", hop.role);
        WriteAnswer(hop.kind, hop.allowed_when, out);
        out.EndObject();
      }
      out.EndArray();
    }
    out.EndObject();
  }
  out.EndArray();
  const auto count = [&out](absl::string_view name, std::size_t value) {
    out.Key(name).Integer(static_cast<std::int64_t>(value));
  };
  count("allowed", result.allowed);
  count("conditional", result.conditional);
  count("denied", result.denied);
  out.EndObject();
  return std::string(out.text());
}

}  // namespace iamsim
