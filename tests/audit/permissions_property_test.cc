// The document that `permissions` prints, loaded as the principal's only policy, permits what the
// principal is permitted: asked of the reference evaluator, in seeded random worlds.

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "audit/permission_world.h"
#include "iamsim/audit/permissions.h"
#include "iamsim/decide/decide.h"
#include "iamsim/policy/parse.h"
#include "iamsim/request/resolve.h"
#include "support/ask.h"
#include "support/laws.h"
#include "support/seeds.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kWorlds = Seeds(150);
constexpr int kCompletions = 8;

// The same check where `policy` is all that there is.
RequestContext OnlyWith(const std::shared_ptr<const Policy>& policy, RequestContext context) {
  auto attached = std::make_shared<AttachedPolicy>();
  attached->name = "permissions";
  attached->policy = policy;
  context.policies = {.identity = {attached}};
  return context;
}

// Whether a policy that has a say about `principal` names the action.
bool IsNamed(absl::string_view action, absl::string_view principal, const PermissionWorld& world) {
  const absl::string_view others = absl::StrContains(principal, ":user/") ? "role-" : "user-";
  for (const absl::string_view line : absl::StrSplit(world.text, '\n')) {
    if (absl::StartsWith(line, others)) continue;
    if (absl::StrContains(line, absl::StrCat("\"", action, "\""))) return true;
  }
  return false;
}

struct Tally {
  int compared = 0;
  int conditional = 0;
  int allowed = 0;
  int exact = 0;
  int narrower = 0;
};

class PermissionsPropertyTest : public ::testing::Test {
 protected:
  // Compares one (action, resource) in the world and under the document.
  void Compare(const PermissionWorld& world, const Permissions& permissions, const Request& request,
               ByteSource& bytes) {
    const absl::StatusOr<RequestContext> context =
        Resolve(*world.snapshot, World::kSnapshot, request, EvaluationOptions());
    ASSERT_TRUE(context.ok()) << context.status();
    const Decision original = Decide(*context);
    const Decision printed = Decide(OnlyWith(permissions.policy, *context));
    ++tally_.compared;
    tally_.conditional += original.kind == DecisionKind::kConditional ? 1 : 0;
    tally_.allowed += original.allowed() ? 1 : 0;
    for (int i = 0; i < kCompletions; ++i) {
      RequestContext settled = *context;
      Complete(original.allowed_when, bytes, ChooseTypedValue, &settled);
      Complete(printed.allowed_when, bytes, ChooseTypedValue, &settled);
      const bool in_world = Holds(original.allowed_when, settled);
      const bool in_document = Holds(printed.allowed_when, settled);
      const std::string message =
          absl::StrCat(request.principal, " ", request.action, " ", request.resource, "\n",
                       original.allowed_when.Text(), "\n", printed.allowed_when.Text(), "\n",
                       world.text, permissions.document);
      ASSERT_TRUE(in_world || !in_document) << "wider: " << message;
      // What another account permits is no part of the document.
      const bool own = settled.keys.Find("aws:ResourceAccount") == ContextKeys::State::kUnknown ||
                       settled.keys.Text("aws:ResourceAccount") == "111122223333";
      // Of an action that nobody names patterns decide, and some have no common part that is one.
      const bool known = Catalog::Builtin().Find(request.action).has_value() ||
                         IsNamed(request.action, request.principal, world);
      if (!permissions.narrower.empty() || !own || !known) continue;
      ASSERT_TRUE(in_document || !in_world) << "narrower: " << message;
    }
  }

  Tally tally_;
};

TEST_F(PermissionsPropertyTest, TheDocumentPermitsWhatThePrincipalIsPermitted) {
  // IAMSIM_PERMISSION_WORLDS: how many, for a longer run by hand.
  const char* given = std::getenv("IAMSIM_PERMISSION_WORLDS");
  std::uint64_t worlds = kWorlds;
  ASSERT_TRUE(given == nullptr || absl::SimpleAtoi(given, &worlds));
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    ByteSource bytes = ByteSource::Seeded(seed, 4096);
    const PermissionWorld world = MakePermissionWorld(bytes);
    for (const std::string& principal : world.principals) {
      Request request;
      request.principal = principal;
      request.context_is_complete = false;
      const absl::StatusOr<Permissions> permissions =
          FindPermissions(*world.snapshot, Catalog::Builtin(), request, {}, EvaluationOptions());
      ASSERT_TRUE(permissions.ok()) << permissions.status() << "\n" << world.text;
      ASSERT_NE(permissions->policy, nullptr);
      ++(permissions->narrower.empty() ? tally_.exact : tally_.narrower);
      for (const AskedPair& pair : AskedPairs()) {
        request.action = pair.action;
        request.resource = pair.resource;
        Compare(world, *permissions, request, bytes);
        if (HasFatalFailure()) FAIL() << "seed " << seed;
      }
    }
  }
  // The worlds must be worth asking.
  RecordProperty("compared", tally_.compared);
  RecordProperty("conditional", tally_.conditional);
  RecordProperty("allowed", tally_.allowed);
  RecordProperty("exact", tally_.exact);
  RecordProperty("narrower", tally_.narrower);
  EXPECT_GT(tally_.conditional, tally_.compared / 20);
  EXPECT_GT(tally_.allowed, tally_.compared / 20);
  EXPECT_GT(tally_.exact, tally_.narrower);
}

}  // namespace
}  // namespace iamsim
