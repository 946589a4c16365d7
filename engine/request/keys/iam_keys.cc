// Keys of IAM's own actions: RC-40, PA-1. Tested by iam_keys_test.cc.
#include "absl/strings/match.h"
#include "request/keys/key_row.h"
#include "request/keys/resource_tags.h"

namespace iamsim {
namespace {

KeyFact OnlyPassRole(const Question& question) {
  return KeyFact::AbsentIf(!question.out.action.Is("iam:passrole"));
}

KeyFact OnlyServiceLinkedRole(const Question& question) {
  const Action& action = question.out.action;
  return KeyFact::AbsentIf(action.service() != "iam" ||
                           !absl::StrContains(action.name(), "servicelinkedrole"));
}

KeyFact OnlyIam(const Question& question) {
  return KeyFact::AbsentIf(question.out.action.service() != "iam");
}

// The same tags as aws:ResourceTag/, of users and roles.
KeyFact IamResourceTags(const Question& question) {
  const std::optional<Arn>& arn = question.out.resource_arn;
  const bool has_tags = arn.has_value() && arn->service() == "iam" &&
                        (IsRoleArn(*arn) || absl::StartsWith(arn->resource(), "user/"));
  return has_tags ? ResourceTags(question) : KeyFact::Absent();
}

constexpr KeyRow kRows[] = {
    {"iam:PassedToService", KeyRow::When::kAlways, OnlyPassRole},
    {"iam:AssociatedResourceArn", KeyRow::When::kAlways, OnlyPassRole},
    {"iam:AWSServiceName", KeyRow::When::kAlways, OnlyServiceLinkedRole},
    {"iam:PermissionsBoundary", KeyRow::When::kAlways, OnlyIam},
    {"iam:PolicyARN", KeyRow::When::kAlways, OnlyIam},
    {"iam:ResourceTag/", KeyRow::When::kAlways, IamResourceTags},
};

}  // namespace

absl::Span<const KeyRow> IamKeys() { return kRows; }

}  // namespace iamsim
