#include "iamsim/model/policy_kind.h"

#include <gtest/gtest.h>

namespace iamsim {
namespace {

TEST(PolicyKindTest, HasALayerWordAndANoun) {
  const struct {
    PolicyKind kind;
    const char* layer;
    const char* noun;
  } rows[] = {
      {PolicyKind::kIdentity, "identity", "identity policy"},
      {PolicyKind::kPermissionsBoundary, "permissionsBoundary", "permissions boundary"},
      {PolicyKind::kSession, "session", "session policy"},
      {PolicyKind::kResource, "resource", "resource policy"},
      {PolicyKind::kServiceControl, "serviceControlPolicy", "service control policy"},
      {PolicyKind::kResourceControl, "resourceControlPolicy", "resource control policy"},
      {PolicyKind::kVpcEndpoint, "vpcEndpoint", "VPC endpoint policy"},
      {PolicyKind::kTrust, "resource", "trust policy"},  // PG-12
  };
  for (const auto& row : rows) {
    EXPECT_EQ(LayerName(row.kind), row.layer);
    EXPECT_EQ(PolicyNoun(row.kind), row.noun);
  }
}

TEST(EffectTest, IsSpelledAsInPolicies) {  // PG-3
  EXPECT_EQ(EffectName(Effect::kAllow), "Allow");
  EXPECT_EQ(EffectName(Effect::kDeny), "Deny");
}

}  // namespace
}  // namespace iamsim
