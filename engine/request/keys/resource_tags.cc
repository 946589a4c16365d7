#include "request/keys/resource_tags.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "request/keys/tags.h"

namespace iamsim {
namespace {

constexpr absl::string_view kTagFamilies[] = {"aws:ResourceTag/", "iam:ResourceTag/"};

bool IsPassRole(const Question& question) { return question.out.action.Is("iam:passrole"); }

// S3-7: without attribute-based access control a bucket's tags are no condition keys. Access points
// and directory buckets have other ARNs.
bool IsBucketWithoutAbac(const Question& question) {
  const std::optional<Arn>& arn = question.out.resource_arn;
  return arn.has_value() && IsGeneralPurposeBucketArn(*arn) && !question.out.s3.bucket_abac_enabled;
}

std::optional<Tags> KnownTags(const Question& question) {
  if (question.request.resource_tags.has_value()) return question.request.resource_tags;
  if (question.target != nullptr) return question.target->tags;
  if (question.resource != nullptr) return question.resource->tags;
  // MR-9: an action without a resource has no tags either.
  if (!question.out.resource_arn.has_value()) return Tags();
  return std::nullopt;
}

// RC-43, CH-4: what the caller's session hands on to the next one.
Tags TransitiveTags(const SessionState& session) {
  absl::flat_hash_set<std::string> transitive;
  for (const std::string& key : session.transitive_tag_keys) transitive.insert(ContextKeyId(key));
  Tags tags;
  for (const auto& tag : session.tags) {
    if (transitive.contains(ContextKeyId(tag.first))) tags.push_back(tag);
  }
  return tags;
}

}  // namespace

KeyFact ResourceTags(const Question& question) {
  if (IsPassRole(question) || IsBucketWithoutAbac(question)) return KeyFact::Absent();
  const std::optional<Tags> known = KnownTags(question);
  Tags tags = known.value_or(Tags());
  if (IsTrustAction(question.out.action)) {
    tags = Overlay(std::move(tags), TransitiveTags(question.session));
  }
  return KeyFact::OfTags(std::move(tags), known.has_value());
}

void RemoveUnusableTags(Question* question) {
  const std::optional<Tags>& given = question->request.resource_tags;
  const bool tags_given = given.has_value() && !given->empty();
  if (!IsPassRole(*question)) {
    if (tags_given && IsBucketWithoutAbac(*question)) {
      question->Warn(
          absl::StrCat("`resourceTags` are ignored: attribute-based access control is "
                       "not enabled on the bucket of `",
                       question->out.resource, "`"));
    }
    return;
  }
  bool used = tags_given;
  for (const absl::string_view family : kTagFamilies) {
    question->out.keys.RemoveBelow(family);
    for (const auto& [key, value] : question->request.context) {
      used = used || absl::StartsWithIgnoreCase(key, family);
    }
  }
  if (used) {
    question->Warn("resource tags are ignored: they are not usable in checks of `iam:PassRole`");
  }
}

}  // namespace iamsim
