// Tested by tests/io/write_json_test.cc.

#include "iamsim/io/write.h"

namespace iamsim {
namespace {

void WriteLeaf(const FormulaLeaf& leaf, JsonWriter& out) {
  out.BeginObject();
  if (!leaf.document.empty()) {
    out.Member("missing", leaf.document);
    if (leaf.denies) out.Key("denies").Bool(true);
  } else {
    out.Member("operator", leaf.op).Member("key", leaf.key).Strings("values", leaf.values);
  }
  out.EndObject();
}

void WriteOperands(absl::string_view name, const Formula& formula, JsonWriter& out) {
  out.BeginObject().Key(name).BeginArray();
  for (const Formula& operand : formula.operands()) WriteFormula(operand, out);
  out.EndArray().EndObject();
}

}  // namespace

void WriteFormula(const Formula& formula, JsonWriter& out) {
  switch (formula.kind()) {
    case Formula::Kind::kFalse:
      out.Bool(false);
      return;
    case Formula::Kind::kTrue:
      out.Bool(true);
      return;
    case Formula::Kind::kLeaf:
      WriteLeaf(formula.leaf(), out);
      return;
    case Formula::Kind::kAll:
      WriteOperands("all", formula, out);
      return;
    case Formula::Kind::kAny:
      WriteOperands("any", formula, out);
      return;
    case Formula::Kind::kNot:
      out.BeginObject().Key("not");
      WriteFormula(formula.operands()[0], out);
      out.EndObject();
      return;
  }
}

}  // namespace iamsim
