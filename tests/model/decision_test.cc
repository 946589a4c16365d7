#include "iamsim/model/decision.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(DecisionTest, NamesAreThoseOfAws) {  // RE-3: the two denials stay apart
  const struct {
    DecisionKind kind;
    const char* name;
  } rows[] = {
      {DecisionKind::kAllowed, "allowed"},
      {DecisionKind::kExplicitDeny, "explicitDeny"},
      {DecisionKind::kImplicitDeny, "implicitDeny"},
      {DecisionKind::kConditional, "conditional"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(DecisionName(row.kind), row.name);
    EXPECT_EQ(FindDecision(row.name), row.kind);
  }
}

TEST(DecisionTest, OtherNamesAreNoDecisions) {
  for (const char* name : {"", "Allowed", "denied", "explicitdeny"}) {
    EXPECT_EQ(FindDecision(name), std::nullopt) << name;
  }
}

TEST(DecisionTest, DefaultIsAnImplicitDenial) {  // EV-1
  const Decision decision;
  EXPECT_EQ(decision.kind, DecisionKind::kImplicitDeny);
  EXPECT_FALSE(decision.allowed());
  EXPECT_TRUE(decision.allowed_when.IsFalse());
  EXPECT_TRUE(decision.denied_when.IsFalse());
}

}  // namespace
}  // namespace iamsim
