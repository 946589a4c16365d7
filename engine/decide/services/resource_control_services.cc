#include "decide/services/resource_control_services.h"

#include <algorithm>
#include <iterator>

namespace iamsim {

namespace {

// "Resource control policies (RCPs)" of the AWS Organizations User Guide, as of
// kResourceControlServicesDate. Sorted. OpenSearch is printed there as `opensearch`; its prefix in
// policies is `es`: both are accepted (RP-2).
constexpr absl::string_view kServices[] = {
    "aoss",
    "appconfig",
    "appstream",
    "autoscaling",
    "autoscaling-plans",
    "budgets",
    "clouddirectory",
    "cloudfront",
    "cloudsearch",
    "cloudtrail-data",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "comprehend",
    "comprehendmedical",
    "compute-optimizer",
    "cost-optimization-hub",
    "dax",
    "dsql",
    "dynamodb",
    "ecr",
    "ecr-public",
    "es",
    "events",
    "firehose",
    "fis",
    "fms",
    "gamelift",
    "health",
    "inspector-scan",
    "kendra",
    "kinesisvideo",
    "kms",
    "logs",
    "memorydb",
    "networkmonitor",
    "notifications",
    "opensearch",
    "pca-connector-ad",
    "personalize",
    "polly",
    "pricing",
    "resource-groups",
    "rolesanywhere",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "signin",
    "sqs",
    "sts",
    "support",
    "swf",
    "textract",
    "timestream-influxdb",
    "transcribe",
    "transfer",
    "translate",
    "wafv2",
    "workspaces",
    "xray",
};

}  // namespace

bool IsResourceControlService(absl::string_view prefix) {
  return std::binary_search(std::begin(kServices), std::end(kServices), prefix);
}

}  // namespace iamsim
