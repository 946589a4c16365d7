// Decisions of resolved questions allocate nothing. A program of its own: it replaces operator new.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <vector>

#include "iamsim/fast/fast_decider.h"
#include "iamsim/snapshot/snapshot_builder.h"
#include "support/ask.h"

namespace {

std::size_t allocations = 0;

void* Allocate(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return Allocate(size); }
void* operator new[](std::size_t size) { return Allocate(size); }
// As std::stable_sort does; the sanitizers check that all come from one family.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
// g++ asks for these where it has the ones above; clang does not declare them.
void operator delete(void* memory, std::size_t) noexcept;
void operator delete[](void* memory, std::size_t) noexcept;
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace iamsim {
namespace {

constexpr absl::string_view kStatements = R"(
    {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::*/home/${aws:username}/*",
     "Condition": {"StringLike": {"aws:PrincipalTag/team": "${aws:PrincipalTag/team}*"}}},
    {"Effect": "Allow", "Action": ["s3:Put*", "ec2:*"], "Resource": "*",
     "Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]},
                   "NumericLessThan": {"s3:max-keys": "10"},
                   "DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"},
                   "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"},
                   "Bool": {"aws:SecureTransport": "true"},
                   "ForAnyValue:StringEquals": {"aws:TagKeys": ["team", "cost"]}}},
    {"Effect": "Deny", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::*",
     "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}})";

std::shared_ptr<const FastWorld> MakeWorld() {
  SnapshotBuilder builder;
  for (const char* arn :
       {"arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/bob"}) {
    SnapshotBuilder::PrincipalEntry entry;
    entry.arn = *ParseArn(arn);
    entry.kind = PrincipalKind::kUser;
    entry.tags = {{"team", "a team with a name that is not short"}};
    entry.inline_policies = {Document("p", PolicyKind::kIdentity, PolicyText(kStatements))};
    builder.AddPrincipal(std::move(entry));
  }
  return FastWorld::Prepare(PreparedSnapshot::Prepare(builder.Build().snapshot));
}

std::vector<Request> MakeQuestions() {
  std::vector<Request> out;
  for (const char* action : {"s3:GetObject", "s3:PutObject", "ec2:RunInstances", "iam:GetUser"}) {
    for (const char* resource : {"*", "arn:aws:s3:::bucket/home/ann/x"}) {
      Request request;
      request.action = action;
      request.resource = resource;
      request.resource_account = "111122223333";
      request.context = {{"aws:SourceIp", ContextValue::Scalar("10.1.2.3")},
                         {"aws:SecureTransport", ContextValue::Scalar("true")},
                         {"aws:CurrentTime", ContextValue::Scalar("2026-11-22T05:00:00Z")},
                         {"s3:max-keys", ContextValue::Scalar("9")},
                         {"aws:TagKeys", ContextValue::List({"env", "team"})},
                         {"aws:RequestedRegion", ContextValue::Scalar("eu-central-1")}};
      out.push_back(std::move(request));
    }
  }
  return out;
}

class AllocationTest : public testing::TestWithParam<Breadth> {};

TEST_P(AllocationTest, AResolvedQuestionIsAnsweredWithoutAny) {
  FastDecider decider(MakeWorld());
  std::vector<PreparedQuestion> questions;
  for (Request& request : MakeQuestions()) {
    questions.push_back(decider.Prepare(std::move(request), {}, GetParam()));
  }
  const auto ask_all = [&] {
    std::size_t allowed = 0;
    for (PreparedQuestion& question : questions) {
      for (const std::uint32_t principal : {0U, 1U}) {
        const auto kind = decider.Decide(principal, question);
        allowed += kind.ok() && *kind == DecisionKind::kAllowed ? 1U : 0U;
      }
    }
    return allowed;
  };
  const std::size_t allowed = ask_all();
  EXPECT_GT(allowed, 0U);
  const std::size_t before = allocations;
  EXPECT_EQ(ask_all(), allowed);
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(decider.counts().residual, 0U);
}

TEST(TextAllocationTest, ARequestFromItsTextsCostsAFew) {
  const auto world = MakeWorld();
  FastDecider decider(world);
  std::vector<Request> requests = MakeQuestions();
  for (Request& request : requests) request.principal = "arn:aws:iam::111122223333:user/ann";
  const auto ask_all = [&] {
    std::size_t allowed = 0;
    for (const Request& request : requests) {
      const auto kind = decider.Decide(request, {});
      allowed += kind.ok() && *kind == DecisionKind::kAllowed ? 1U : 0U;
    }
    return allowed;
  };
  const std::size_t allowed = ask_all();
  EXPECT_GT(allowed, 0U);
  const std::size_t before = allocations;
  EXPECT_EQ(ask_all(), allowed);
  // The action, the ARN and derived values are texts of their own; the context is not copied.
  EXPECT_LE(allocations - before, 8 * requests.size());
  EXPECT_EQ(decider.counts().residual, 0U);
}

INSTANTIATE_TEST_SUITE_P(, AllocationTest, testing::Values(Breadth::kFew, Breadth::kMany));

}  // namespace
}  // namespace iamsim
