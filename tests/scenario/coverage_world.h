#ifndef IAMSIM_TESTS_SCENARIO_COVERAGE_WORLD_H_
#define IAMSIM_TESTS_SCENARIO_COVERAGE_WORLD_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "iamsim/io/read.h"
#include "support/temp_folder.h"

namespace iamsim {

// Ann of an account below a guard; `tests` are the elements of the scenario's list.
inline std::vector<Scenario> CoverageWorld(const TempFolder& folder, absl::string_view tests) {
  folder.Write("guard.json", R"({"Statement": [
  {"Sid": "Region", "Effect": "Deny", "Action": "*", "Resource": "*",
   "Condition": {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"},
                 "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Break*"}}},
  {"Sid": "NoDelete", "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]})");
  folder.Write("ann.json", R"({"Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"},
  {"Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})");
  folder.Write("world.json", R"({"organization": {"id": "o-1", "managementAccount": "999999999999",
  "root": {"id": "r-1", "serviceControlPolicies": ["FullAWSAccess", "guard"],
           "accounts": ["111122223333", "999999999999"]},
  "serviceControlPolicies": {"guard": {"file": "guard.json"}}},
 "accounts": {"111122223333": {"serviceControlPolicies": ["FullAWSAccess"],
  "authorizationDetails": {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/ann",
     "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"file": "ann.json"}}]}]}}}})");
  const std::string path =
      folder.Write("tests.json", absl::StrCat(R"({"snapshot": {"file": "world.json"},
                       "context": {"aws:RequestedRegion": "us-east-1"}, "tests": [)",
                                              tests, "]}"));
  absl::StatusOr<std::vector<Scenario>> scenarios = ReadScenarios({path});
  EXPECT_TRUE(scenarios.ok()) << scenarios.status();
  return *std::move(scenarios);
}

inline constexpr char kReads[] =
    R"({"name": "reads", "principal": "ann", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/x", "expect": "allowed"})";
inline constexpr char kReadsElsewhere[] =
    R"({"name": "reads elsewhere", "principal": "ann", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/x", "context": {"aws:RequestedRegion": "eu-west-1"}, "expect": "explicitDeny"})";
inline constexpr char kWrites[] =
    R"({"name": "writes", "principal": "ann", "action": "s3:PutObject", "resource": "arn:aws:s3:::b/x", "expect": "allowed"})";

}  // namespace iamsim

#endif  // IAMSIM_TESTS_SCENARIO_COVERAGE_WORLD_H_
