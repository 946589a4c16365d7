// Loading: from the bytes of a dump to a snapshot that answers. What was loaded is checked before
// it is timed. IAMSIM_WORKLOADS names a folder with gaad-w3.json and gaad-large.json; without it
// the texts are made here, from a seed. The counter `rss_mb` is the most memory that the process
// held so far, `per_byte` the same for each byte of the file: run one benchmark by itself to read
// them.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "iamsim/base/check.h"
#include "iamsim/base/json_document.h"
#include "iamsim/base/replace_file.h"
#include "iamsim/decide/decide.h"
#include "iamsim/io/read.h"
#include "iamsim/io/write_prepared.h"
#include "iamsim/request/resolve.h"

namespace iamsim {
namespace {

struct Dump {
  std::string path;
  std::string text;
  std::size_t roles = 0;  // 0: not known
};

std::string RoleName(std::size_t role) { return absl::StrCat("role-", role); }

std::string RoleArn(std::size_t role) {
  return absl::StrCat("arn:aws:iam::111122223333:role/team-", role % 50, "/", RoleName(role));
}

constexpr std::size_t kManagedPolicies = 200;

// Role n may read bucket n % 100, and no other.
std::string RoleText(std::size_t role, std::mt19937& random) {
  std::string attached;
  for (std::size_t count = 5 + random() % 6; count > 0; --count) {
    const std::size_t policy = random() % kManagedPolicies;
    absl::StrAppend(&attached, attached.empty() ? "" : ",", R"({"PolicyName":"Managed)", policy,
                    R"(","PolicyArn":"arn:aws:iam::111122223333:policy/Managed)", policy, R"("})");
  }
  return absl::StrCat(
      R"({"Path":"/team-)", role % 50, R"(/","RoleName":")", RoleName(role), R"(","RoleId":"AROA)",
      100'000'000 + role, R"(","Arn":")", RoleArn(role),
      R"(","CreateDate":"2026-01-02T03:04:05+00:00","AssumeRolePolicyDocument":{"Version":)",
      R"("2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},)",
      R"("Action":"sts:AssumeRole"}]},"InstanceProfileList":[],"RolePolicyList":[{"PolicyName":)",
      R"("inline","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow",)",
      R"("Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::bucket-)", role % 100,
      R"(/*"]},{"Sid":"B","Effect":"Allow","Action":["dynamodb:*"],"Resource":"*","Condition":)",
      R"({"StringLike":{"aws:ResourceTag/team":["d*"]},"Bool":{"aws:SecureTransport":"true"}}}]}}],)",
      R"("AttachedManagedPolicies":[)", attached,
      R"(],"Tags":[{"Key":"team","Value":"web"}],"RoleLastUsed":{"Region":"us-east-1"}})");
}

std::string PolicyText(std::size_t policy) {
  return absl::StrCat(
      R"({"PolicyName":"Managed)", policy, R"(","Arn":"arn:aws:iam::111122223333:policy/Managed)",
      policy,
      R"(","DefaultVersionId":"v1","PolicyVersionList":[{"Document":{"Version":"2012-10-17",)",
      R"("Statement":[{"Effect":"Allow","Action":["ec2:Describe*","sqs:Get*","sns:List*"],)",
      R"("Resource":"arn:aws:ec2:*:*:instance/i-)", policy,
      R"("}]},"VersionId":"v1","IsDefaultVersion":true}]})");
}

std::string GaadText(std::size_t roles) {
  std::mt19937 random(20261122);
  std::string text = R"({"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[)";
  for (std::size_t role = 0; role < roles; ++role) {
    absl::StrAppend(&text, role == 0 ? "" : ",", RoleText(role, random));
  }
  text += R"(],"Policies":[)";
  for (std::size_t policy = 0; policy < kManagedPolicies; ++policy) {
    absl::StrAppend(&text, policy == 0 ? "" : ",", PolicyText(policy));
  }
  return text + "]}";
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The workload `name`, or one of our own with as many roles.
Dump MakeDump(const std::string& name, std::size_t roles) {
  if (const char* folder = std::getenv("IAMSIM_WORKLOADS"); folder != nullptr) {
    Dump dump{.path = absl::StrCat(folder, "/", name)};
    IAMSIM_CHECK(std::filesystem::is_regular_file(dump.path));
    return dump;
  }
  Dump dump{.path = (std::filesystem::temp_directory_path() /
                     absl::StrCat("iamsim-load-bench-", ::getpid(), ".json"))
                        .string(),
            .text = GaadText(roles),
            .roles = roles};
  std::ofstream(dump.path, std::ios::binary) << dump.text;
  dump.text.clear();
  return dump;
}

SnapshotBuilder::Result Load(const std::string& path) {
  absl::StatusOr<SnapshotBuilder::Result> result = ReadSnapshot({path});
  IAMSIM_CHECK(result.ok());
  return *std::move(result);
}

bool MayRead(const Snapshot& snapshot, const std::string& principal, const std::string& resource) {
  Request request;
  request.principal = principal;
  request.action = "s3:GetObject";
  request.resource = resource;
  request.resource_account = "111122223333";
  const auto context = Resolve(snapshot, World::kSnapshot, request, {});
  IAMSIM_CHECK(context.ok());
  return Decide(*context).allowed();
}

// Every role is there and answers; of our own dump the answers are known.
void Check(const Dump& dump, const Snapshot& snapshot) {
  IAMSIM_CHECK(!snapshot.principals().empty());
  for (std::size_t i = 0; i < snapshot.principals().size(); i += 97) {
    MayRead(snapshot, snapshot.principals()[i].arn.text(), "arn:aws:s3:::bucket-1/k");
  }
  if (dump.roles == 0) return;
  IAMSIM_CHECK(snapshot.principals().size() == dump.roles);
  for (std::size_t role = 0; role < dump.roles; role += 97) {
    for (const std::size_t bucket : {role % 100, (role + 1) % 100}) {
      const std::string object = absl::StrCat("arn:aws:s3:::bucket-", bucket, "/k");
      IAMSIM_CHECK(MayRead(snapshot, RoleArn(role), object) == (bucket == role % 100));
    }
  }
}

void BM_Load(benchmark::State& state, const char* name, std::size_t roles) {
  const Dump dump = MakeDump(name, roles);
  const auto bytes = static_cast<double>(std::filesystem::file_size(dump.path));
  std::size_t principals = 0;
  {
    const SnapshotBuilder::Result result = Load(dump.path);
    Check(dump, *result.snapshot);
    principals = result.snapshot->principals().size();
  }
  for (auto _ : state) {
    SnapshotBuilder::Result result = Load(dump.path);
    state.PauseTiming();  // taking a snapshot down is no part of loading
    IAMSIM_CHECK(result.snapshot->principals().size() == principals);
    result = {};
    state.ResumeTiming();
  }
  rusage usage = {};
  IAMSIM_CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["roles"] = static_cast<double>(principals);
  state.counters["rss_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
  state.counters["per_byte"] = static_cast<double>(usage.ru_maxrss) * 1024 / bytes;
  if (dump.roles != 0) std::filesystem::remove(dump.path);
}
BENCHMARK_CAPTURE(BM_Load, w3, "gaad-w3.json", 1000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Load, large, "gaad-large.json", 5000)->Unit(benchmark::kMillisecond);

// One question to a prepared world, from opening it on.
void BM_AskPrepared(benchmark::State& state, const char* name, std::size_t roles) {
  const Dump dump = MakeDump(name, roles);
  const std::string path =
      (std::filesystem::temp_directory_path() / absl::StrCat("iamsim-load-bench-", ::getpid()))
          .string();
  std::string role;
  {
    const SnapshotBuilder::Result source = Load(dump.path);
    const absl::StatusOr<std::string> prepared =
        PreparedBytes(*source.snapshot, source.diagnostics);
    IAMSIM_CHECK(prepared.ok() && ReplaceFile(path, *prepared).ok());
    const SnapshotBuilder::Result opened = Load(path);
    Check(dump, *opened.snapshot);
    for (std::size_t i = 0; i < source.snapshot->principals().size(); i += 97) {
      role = source.snapshot->principals()[i].arn.text();
      const std::string object = "arn:aws:s3:::bucket-1/k";
      IAMSIM_CHECK(MayRead(*opened.snapshot, role, object) ==
                   MayRead(*source.snapshot, role, object));
    }
  }
  for (auto _ : state) {
    const SnapshotBuilder::Result world = Load(path);
    benchmark::DoNotOptimize(MayRead(*world.snapshot, role, "arn:aws:s3:::bucket-1/k"));
  }
  state.counters["file_mb"] = static_cast<double>(std::filesystem::file_size(path)) / (1 << 20);
  std::filesystem::remove(path);
  if (dump.roles != 0) std::filesystem::remove(dump.path);
}
BENCHMARK_CAPTURE(BM_AskPrepared, w3, "gaad-w3.json", 1000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_AskPrepared, large, "gaad-large.json", 40000)->Unit(benchmark::kMillisecond);

void BM_ParseJson(benchmark::State& state, const char* name, std::size_t roles) {
  const Dump dump = MakeDump(name, roles);
  const std::string text = ReadAll(dump.path);
  const JsonLimits limits{.max_bytes = std::size_t{1} << 30};
  IAMSIM_CHECK(JsonDocument::Parse(text, dump.path, limits).ok());
  for (auto _ : state) {
    benchmark::DoNotOptimize(JsonDocument::Parse(text, dump.path, limits));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  if (dump.roles != 0) std::filesystem::remove(dump.path);
}
BENCHMARK_CAPTURE(BM_ParseJson, w3, "gaad-w3.json", 1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsim
