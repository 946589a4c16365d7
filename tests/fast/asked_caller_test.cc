#include "fast/asked_caller.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "iamsim/fast/prepared_snapshot.h"
#include "support/seeds.h"
#include "support/tiny_world.h"

namespace iamsim {
namespace {

constexpr std::uint64_t kSnapshots = Seeds(300);
constexpr std::uint64_t kQuestions = 12;

std::optional<TinySnapshot> Tiny(std::uint64_t seed) {
  ByteSource bytes = ByteSource::Seeded(seed, 1024);
  return MakeTinySnapshot(bytes);
}

std::string Text(absl::Span<const KeyValue> values) {
  std::string text;
  for (const KeyValue& value : values) {
    text += value.view.is_list ? "[" : "(";
    for (const absl::string_view each : value.view.values) text += std::string(each) + ";";
  }
  return text;
}

void ExpectSame(const PreparedCheck& check, const PreparedCheck& wanted, const KeyNames& names) {
  EXPECT_EQ(check.action.text(), wanted.action.text());
  EXPECT_EQ(check.query.id, wanted.query.id);
  EXPECT_EQ(check.resource, wanted.resource);
  EXPECT_TRUE(check.is_complete);
  EXPECT_EQ(check.service_control, wanted.service_control);
  EXPECT_EQ(check.resource_control, wanted.resource_control);
  EXPECT_EQ(check.vpc_endpoint, wanted.vpc_endpoint);
  EXPECT_EQ(check.session, wanted.session);
  EXPECT_EQ(check.resource_policies, wanted.resource_policies);
  EXPECT_EQ(check.input.refused, wanted.input.refused);
  EXPECT_EQ(check.input.same_account, wanted.input.same_account);
  for (std::uint32_t key = 0; key < names.count(); ++key) {
    EXPECT_EQ(Text(check.keys.Find(key)), Text(wanted.keys.Find(key))) << names.name(key);
  }
}

// One caller after the other, with the questions of other worlds of the same vocabulary.
TEST(AskedCaller, PreparesWhatResolvingEachRequestDoes) {
  int asked = 0;
  for (std::uint64_t seed = 0; seed < kSnapshots && !HasFailure(); ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const std::optional<TinySnapshot> tiny = Tiny(seed);
    ASSERT_TRUE(tiny.has_value());
    std::vector<TinySnapshot> sources;
    for (std::uint64_t other = 0; other < kQuestions; ++other) {
      sources.push_back(*Tiny(seed + 1000 * other));
    }
    PreparedPolicies policies;
    MentionedKeys mentioned(policies.keys());
    for (const PrincipalRecord& principal : tiny->snapshot->principals()) {
      const auto caller =
          AskedCaller::Find(*tiny->snapshot, principal.arn.text(), policies, mentioned);
      ASSERT_NE(caller, nullptr) << principal.arn.text();
      for (const TinySnapshot& source : sources) {
        Request request = source.question;
        request.principal = principal.arn.text();
        request.principal_tags.reset();
        request.context_is_complete = true;
        const auto check = caller->Ask(request, source.options);
        const auto context = Resolve(*tiny->snapshot, World::kSnapshot, request, source.options);
        ASSERT_TRUE(check.ok() && context.ok()) << check.status() << context.status();
        if (*check == nullptr) continue;
        ++asked;
        ExpectSame(**check, PrepareCheck(*context, nullptr, policies), policies.keys());
      }
    }
  }
  EXPECT_GT(asked, static_cast<int>(Seeds(20000)));
}

TEST(AskedCaller, RefusesAsResolvingDoes) {
  const std::optional<TinySnapshot> tiny = Tiny(1);
  ASSERT_TRUE(tiny.has_value());
  PreparedPolicies policies;
  MentionedKeys mentioned(policies.keys());
  Request good;
  good.principal = "arn:aws:iam::111122223333:user/ann";
  good.action = "s3:GetObject";
  good.resource = "arn:aws:s3:::bucket/key";
  const auto caller = AskedCaller::Find(*tiny->snapshot, good.principal, policies, mentioned);
  ASSERT_NE(caller, nullptr);
  const std::vector<std::function<void(Request*)>> spoilers = {
      [](Request* r) { r->action = "GetObject"; },
      [](Request* r) { r->action = "s3:*"; },
      [](Request* r) { r->resource = "bucket"; },
      [](Request* r) { r->resource_account = "12"; },
      [](Request* r) {
        r->action = "sts:AssumeRole";
        r->resource = "arn:aws:iam::111122223333:role/Gone";
      },
  };
  for (const auto& spoil : spoilers) {
    Request request = good;
    spoil(&request);
    SCOPED_TRACE(request.action + " " + request.resource);
    const auto check = caller->Ask(request, EvaluationOptions());
    EXPECT_FALSE(check.ok());
    EXPECT_EQ(check.status(),
              Resolve(*tiny->snapshot, World::kSnapshot, request, EvaluationOptions()).status());
    // The caller can be asked again.
    const auto next = caller->Ask(good, EvaluationOptions());
    EXPECT_TRUE(next.ok() && *next != nullptr);
  }
}

TEST(AskedCaller, LeavesWhatIsNotThatSimple) {
  const std::optional<TinySnapshot> tiny = Tiny(1);
  ASSERT_TRUE(tiny.has_value());
  PreparedPolicies policies;
  MentionedKeys mentioned(policies.keys());
  const std::string principal = "arn:aws:iam::111122223333:user/ann";
  const auto caller = AskedCaller::Find(*tiny->snapshot, principal, policies, mentioned);
  ASSERT_NE(caller, nullptr);
  const auto is_taken = [&](const std::function<void(Request*)>& change) {
    Request request;
    request.principal = principal;
    request.action = "s3:ListAllMyBuckets";
    change(&request);
    const auto check = caller->Ask(request, EvaluationOptions());
    EXPECT_TRUE(check.ok()) << check.status();
    return check.ok() && *check != nullptr;
  };
  EXPECT_TRUE(is_taken([](Request*) {}));
  EXPECT_FALSE(is_taken([](Request* r) { r->context_is_complete = false; }));
  EXPECT_FALSE(is_taken([](Request* r) { r->absent_keys = {"aws:userid"}; }));
  EXPECT_FALSE(is_taken([](Request* r) { r->principal_id = "AIDAX"; }));
  EXPECT_FALSE(is_taken([](Request* r) { r->policies.session.emplace(); }));
  EXPECT_FALSE(is_taken([](Request* r) { r->source_vpce = "vpce-1"; }));
  EXPECT_FALSE(is_taken([](Request* r) { r->action = "iam:PassRole"; }));
  EXPECT_FALSE(is_taken([](Request* r) { r->context["x:y"] = ContextValue::List({}); }));
  EXPECT_FALSE(is_taken([](Request* r) {
    r->context["aws:userid"] = ContextValue::Scalar("a");
    r->context["AWS:UserId"] = ContextValue::Scalar("b");
  }));
}

TEST(AskedCaller, IsAUserOrRoleOfTheSnapshot) {
  const std::optional<TinySnapshot> tiny = Tiny(1);
  ASSERT_TRUE(tiny.has_value());
  PreparedPolicies policies;
  MentionedKeys mentioned(policies.keys());
  const auto is_known = [&](absl::string_view principal) {
    return AskedCaller::Find(*tiny->snapshot, principal, policies, mentioned) != nullptr;
  };
  EXPECT_TRUE(is_known("arn:aws:iam::111122223333:role/ci/Deploy"));
  EXPECT_TRUE(is_known("arn:aws:sts::111122223333:assumed-role/Deploy/session"));
  EXPECT_TRUE(is_known("Deploy"));
  EXPECT_FALSE(is_known("arn:aws:iam::111122223333:role/ci/Gone"));
  EXPECT_FALSE(is_known("arn:aws:iam::111122223333:root"));                // TR-9
  EXPECT_FALSE(is_known("arn:aws:sts::111122223333:federated-user/ann"));  // ST-3
  EXPECT_FALSE(is_known("lambda.amazonaws.com"));
  EXPECT_FALSE(is_known("anonymous"));
  // PR-8: the path of a role that is not loaded is not known.
  EXPECT_FALSE(is_known("arn:aws:sts::777788889999:assumed-role/Deploy/session"));
  EXPECT_FALSE(is_known("no such name"));
}

}  // namespace
}  // namespace iamsim
