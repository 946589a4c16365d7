#include "iamsim/snapshot/snapshot.h"

#include <gtest/gtest.h>

#include "snapshot/entries.h"

namespace iamsim {
namespace {

using entries::A;
using entries::Role;
using entries::User;

struct ResourceCase {
  const char* name;
  const char* asked;
  const char* found;  // empty: nothing
};

class FindResourceTest : public ::testing::TestWithParam<ResourceCase> {};

TEST_P(FindResourceTest, FindsWhatCarriesThePolicy) {
  SnapshotBuilder builder;
  for (const char* arn : {
           "arn:aws:s3:::b",
           "arn:aws:s3:us-east-1:111122223333:accesspoint/ap",
           "arn:aws:s3::111122223333:accesspoint/mrap.alias",
           "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/ol",
           "arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/ob",
           "arn:aws:execute-api:us-east-1:111122223333:a1b2",
           "arn:aws:lambda:us-east-1:111122223333:function:f",
           "arn:aws:lambda:us-east-1:111122223333:function:f:live",
           "arn:aws:sqs:us-east-1:111122223333:q",
           "arn:aws:sns:us-east-1:111122223333:t",
           "arn:aws:kms:us-east-1:111122223333:key/k",
           "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf",
       }) {
    builder.AddResource({.arn = A(arn)});
  }
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  const ResourceRecord* found = snapshot->FindResource(GetParam().asked);
  EXPECT_EQ(found == nullptr ? "" : found->arn.text(), GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FindResourceTest,
    ::testing::ValuesIn<ResourceCase>({
        {"BucketItself", "arn:aws:s3:::b", "arn:aws:s3:::b"},
        {"Object", "arn:aws:s3:::b/k", "arn:aws:s3:::b"},
        {"DeepObject", "arn:aws:s3:::b/a/b:c/d", "arn:aws:s3:::b"},
        {"ObjectOfAnotherBucket", "arn:aws:s3:::bb/k", ""},
        {"ObjectOfAnotherPartition", "arn:aws-cn:s3:::b/k", ""},
        {"ObjectOfAnAccessPoint", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/k/l",
         "arn:aws:s3:us-east-1:111122223333:accesspoint/ap"},
        {"ObjectOfAMultiRegionAccessPoint",
         "arn:aws:s3::111122223333:accesspoint/mrap.alias/object/k",
         "arn:aws:s3::111122223333:accesspoint/mrap.alias"},
        {"ObjectLambda", "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/ol/object/k",
         "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/ol"},
        {"OutpostObject",
         "arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/ob/object/k",
         "arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/ob"},
        // SV-1.
        {"FunctionVersion", "arn:aws:lambda:us-east-1:111122223333:function:f:7",
         "arn:aws:lambda:us-east-1:111122223333:function:f"},
        {"AliasWithItsOwnRecord", "arn:aws:lambda:us-east-1:111122223333:function:f:live",
         "arn:aws:lambda:us-east-1:111122223333:function:f:live"},
        {"MethodOfAnApi", "arn:aws:execute-api:us-east-1:111122223333:a1b2/prod/GET/pets",
         "arn:aws:execute-api:us-east-1:111122223333:a1b2"},
        {"LayerIsNoFunction", "arn:aws:lambda:us-east-1:111122223333:layer:f:7", ""},
        {"QueueExactly", "arn:aws:sqs:us-east-1:111122223333:q",
         "arn:aws:sqs:us-east-1:111122223333:q"},
        {"QueueIsNoPrefix", "arn:aws:sqs:us-east-1:111122223333:q2", ""},
        {"TopicIsNoContainer", "arn:aws:sns:us-east-1:111122223333:t:sub", ""},
        {"KeyExactly", "arn:aws:kms:us-east-1:111122223333:key/k",
         "arn:aws:kms:us-east-1:111122223333:key/k"},
        {"SecretExactly", "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf",
         "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf"},
        {"Star", "*", ""},
        {"NoArn", "b", ""},
    }),
    [](const auto& test) { return test.param.name; });

TEST(SnapshotTest, RoleOfASessionIsFoundByAccountAndName) {
  SnapshotBuilder builder;
  builder.AddPrincipal(Role("arn:aws:iam::111122223333:role/team/ci/Deploy"));
  builder.AddPrincipal(User("arn:aws:iam::111122223333:user/ann"));
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  ASSERT_NE(snapshot->FindRole("111122223333", "Deploy"), nullptr);
  EXPECT_EQ(snapshot->FindRole("111122223333", "Deploy")->arn.text(),
            "arn:aws:iam::111122223333:role/team/ci/Deploy");
  EXPECT_EQ(snapshot->FindRole("444455556666", "Deploy"), nullptr);
  // OP-24: role names in session ARNs are compared with regard to case.
  EXPECT_EQ(snapshot->FindRole("111122223333", "deploy"), nullptr);
  EXPECT_EQ(snapshot->FindRole("111122223333", "ann"), nullptr);
}

TEST(SnapshotTest, EmptyWorldKnowsNothing) {
  const std::shared_ptr<const Snapshot> snapshot = Snapshot::Empty();
  EXPECT_EQ(snapshot->FindPrincipal("arn:aws:iam::111122223333:role/R"), nullptr);
  EXPECT_EQ(snapshot->FindAccount("111122223333"), nullptr);
  EXPECT_EQ(snapshot->FindResource("arn:aws:s3:::b"), nullptr);
  EXPECT_EQ(snapshot->FindVpcEndpoint("vpce-1"), nullptr);
}

TEST(SnapshotTest, VpcEndpointsAreFoundById) {
  SnapshotBuilder builder;
  for (const char* id : {"vpce-2", "vpce-1", "vpce-3"}) builder.AddVpcEndpoint({.id = id});
  const std::shared_ptr<const Snapshot> snapshot = builder.Build().snapshot;
  EXPECT_EQ(snapshot->FindVpcEndpoint("vpce-2")->id, "vpce-2");
  EXPECT_EQ(snapshot->FindVpcEndpoint("vpce"), nullptr);
  EXPECT_EQ(snapshot->FindVpcEndpoint("vpce-4"), nullptr);
}

}  // namespace
}  // namespace iamsim
