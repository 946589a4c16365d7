#ifndef IAMSIM_TESTS_SUPPORT_JSON_DUMP_H_
#define IAMSIM_TESTS_SUPPORT_JSON_DUMP_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "iamsim/base/json_document.h"

namespace iamsim {

// Everything that a document says of its values, a line for each in document order: two documents
// with one dump are the same to every reader.
inline std::string DumpJson(const JsonDocument& document) {
  std::string dump;
  const auto append_position = [&dump](const SourcePosition& position) {
    absl::StrAppend(&dump, " ", position.offset, "/", position.line, ":", position.column);
  };
  std::vector<JsonNode> pending = {document.root()};
  while (!pending.empty()) {
    const JsonNode node = pending.back();
    pending.pop_back();
    absl::StrAppend(&dump, node.pointer(), " ", node.kind_name(), " ", node.size(), " text `",
                    node.text(), "` source ", node.source().size(), " key `", node.key(), "` ",
                    node.key_source());
    append_position(node.begin());
    append_position(node.end());
    append_position(node.key_position());
    dump += "\n";
    const std::vector<JsonNode> children = node.children();
    pending.insert(pending.end(), children.rbegin(), children.rend());
  }
  return dump;
}

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SUPPORT_JSON_DUMP_H_
