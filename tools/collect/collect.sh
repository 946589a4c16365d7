#!/bin/sh
# Collects what iamsim reads, with the AWS CLI and the credentials that it finds:
#   OUT/iam/ACCOUNT.json       IAM details (aws iam get-account-authorization-details)
#   OUT/org/…                  the organization, when the account may read it
#   OUT/resources/SERVICE/…    policies of S3, SQS, SNS, KMS, Lambda, Secrets Manager, ECR
# Only reads. What it may not read is noted in the files, so that iamsim takes it as unknown and not
# as absent. Run it once for each account, with the same OUT; then: iamsim snapshot --from OUT
# shellcheck disable=SC2317 # each() calls the functions of resources by name
set -eu

usage() {
  echo "usage: collect.sh OUT [REGION…]   (default: every region that the account has enabled)" >&2
  exit 2
}

case "${1-}" in '' | -*) usage ;; esac
out=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
errors=$work/errors
problems=0
count=0

note() {
  printf 'collect: %s\n' "$*" >&2
  problems=$((problems + 1))
}

# The last words of the AWS CLI about why it failed.
reason() { sed '/^[[:space:]]*$/d' "$errors" | tail -n 1; }

# text COMMAND…: the reply as text, one value a line, in $work/text.
text() {
  aws "$@" --output text >"$work/reply" 2>"$errors" </dev/null || return 1
  tr '\t' '\n' <"$work/reply" | sed '/^None$/d; /^$/d' >"$work/text"
}

# save FILE COMMAND…: the reply in OUT/FILE; no file when there is none.
save() {
  file=$out/$1
  shift
  mkdir -p "${file%/*}"
  if aws "$@" --output json >"$work/reply" 2>"$errors" </dev/null; then
    cp "$work/reply" "$file"
  else
    rm -f "$file"
    note "aws $*: $(reason)"
    return 1
  fi
}

# ids PREFIX FILE: the values of "Id" in a reply that begin with PREFIX.
ids() {
  tr ',' '\n' <"$out/$2" | sed -n "s/.*\"Id\": *\"\\($1[A-Za-z0-9-]*\\)\".*/\\1/p"
}

# ---- resources: {"arn", "account", "policy", "tags", …, "unknown": [what could not be read]}

begin() {
  arn=$1
  members="\"arn\": \"$1\", \"account\": \"$account\""
  unknown=
}

# member NAME NONE COMMAND…: the reply as the member NAME; none when the CLI's error matches NONE.
member() {
  name=$1
  none=$2
  shift 2
  if reply=$(aws "$@" --output json 2>"$errors" </dev/null); then
    members="$members, \"$name\": ${reply:-null}"
  elif [ -z "$none" ] || ! grep -Eq "$none" "$errors"; then
    unknown="$unknown${unknown:+, }\"$name\""
    note "$name of $arn: $(reason)"
  fi
}

finish() {
  mkdir -p "$out/resources/$1"
  # Two ARNs may look the same as file names.
  count=$((count + 1))
  file=$account-$count-$(printf '%s' "${arn#arn:*:*:}" | tr -c 'A-Za-z0-9.\n-' '_' | cut -c1-100)
  printf '{%s, "unknown": [%s]}\n' "$members" "$unknown" >"$out/resources/$1/$file.json"
}

# each SERVICE REGION FUNCTION COMMAND…: FUNCTION for every value of the reply.
each() {
  service=$1
  region=$2
  function=$3
  shift 3
  if ! text "$@"; then
    note "list of $service in ${region:-all regions}: $(reason)"
    mkdir -p "$out/resources/$service"
    printf '{"unlisted": "%s", "account": "%s", "region": "%s"}\n' "$service" "$account" \
      "$region" >"$out/resources/$service/$account-unlisted-${region:-all}.json"
    return 0
  fi
  cp "$work/text" "$work/items"
  while IFS= read -r item; do
    "$function" "$item"
    finish "$service"
  done <"$work/items"
}

bucket() {
  begin "arn:$partition:s3:::$1"
  member policy NoSuchBucketPolicy s3api get-bucket-policy --bucket "$1" --query Policy
  member tags NoSuchTagSet s3api get-bucket-tagging --bucket "$1" --query TagSet
  member publicAccessBlock NoSuchPublicAccessBlockConfiguration \
    s3api get-public-access-block --bucket "$1" --query PublicAccessBlockConfiguration
  member accountPublicAccessBlock NoSuchPublicAccessBlockConfiguration \
    s3control get-public-access-block --account-id "$account" \
    --query PublicAccessBlockConfiguration
  member location '' s3api get-bucket-location --bucket "$1" --query LocationConstraint
}

queue() {
  if ! text sqs get-queue-attributes --queue-url "$1" --attribute-names QueueArn \
    --query Attributes.QueueArn --region "$region"; then
    note "the ARN of $1: $(reason)"
    # https://sqs.REGION.amazonaws.com/ACCOUNT/NAME
    printf 'arn:%s:sqs:%s:%s:%s\n' "$partition" "$region" "$account" "${1##*/}" >"$work/text"
  fi
  begin "$(cat "$work/text")"
  member policy '' sqs get-queue-attributes --queue-url "$1" --attribute-names Policy \
    --query Attributes.Policy --region "$region"
  member tags '' sqs list-queue-tags --queue-url "$1" --query Tags --region "$region"
}

topic() {
  begin "$1"
  member policy '' sns get-topic-attributes --topic-arn "$1" --query Attributes.Policy \
    --region "$region"
  member tags '' sns list-tags-for-resource --resource-arn "$1" --query Tags --region "$region"
}

key() {
  begin "$1"
  member policy '' kms get-key-policy --key-id "$1" --policy-name default --query Policy \
    --region "$region"
  member tags '' kms list-resource-tags --key-id "$1" --query Tags --region "$region"
}

lambda_function() {
  begin "$1"
  member policy ResourceNotFoundException lambda get-policy --function-name "$1" --query Policy \
    --region "$region"
  member tags '' lambda list-tags --resource "$1" --query Tags --region "$region"
}

secret() {
  begin "$1"
  member policy '' secretsmanager get-resource-policy --secret-id "$1" --query ResourcePolicy \
    --region "$region"
  member tags '' secretsmanager describe-secret --secret-id "$1" --query Tags --region "$region"
}

repository() {
  begin "$1"
  member policy RepositoryPolicyNotFoundException ecr get-repository-policy \
    --repository-name "${1#*:repository/}" --query policyText --region "$region"
  member tags '' ecr list-tags-for-resource --resource-arn "$1" --query tags --region "$region"
}

# ---- the organization

policies_of_type() {
  save "org/list-policies/$1.json" organizations list-policies --filter "$1" || return 0
  for policy in $(ids p- "org/list-policies/$1.json"); do
    save "org/policies/$policy.json" organizations describe-policy --policy-id "$policy" || :
    save "org/targets/$policy.json" organizations list-targets-for-policy \
      --policy-id "$policy" || :
  done
}

organization() {
  # Most accounts may not read the tree: what another one has collected stays, and otherwise the
  # organization alone says that there are policies that nobody knows.
  if ! text organizations list-roots --query 'Roots[].Id'; then
    note "no organization data, the management account has it: $(reason)"
    [ -e "$out/org/describe-organization.json" ] ||
      save org/describe-organization.json organizations describe-organization || :
    return 0
  fi
  save org/describe-organization.json organizations describe-organization || :
  save org/list-accounts.json organizations list-accounts || :
  save org/delegated-administrators.json organizations list-delegated-administrators || :
  save org/list-roots.json organizations list-roots || return 0
  parents=$(ids r- org/list-roots.json)
  while [ -n "$parents" ]; do
    below=
    for parent in $parents; do
      save "org/children/$parent.accounts.json" organizations list-accounts-for-parent \
        --parent-id "$parent" || :
      save "org/children/$parent.ous.json" organizations \
        list-organizational-units-for-parent --parent-id "$parent" || continue
      below="$below $(ids ou- "org/children/$parent.ous.json")"
    done
    # shellcheck disable=SC2086,SC2116 # without the spaces
    parents=$(echo $below)
  done
  policies_of_type SERVICE_CONTROL_POLICY
  policies_of_type RESOURCE_CONTROL_POLICY
}

# ---- all of it

if ! text sts get-caller-identity --query '[Account, Arn]'; then
  echo "collect: aws sts get-caller-identity: $(reason)" >&2
  exit 1
fi
account=$(sed -n 1p "$work/text")
partition=$(sed -n 2p "$work/text" | cut -d: -f2)

if [ $# -eq 0 ]; then
  if text ec2 describe-regions --query 'Regions[].RegionName'; then
    # shellcheck disable=SC2046 # one word a region
    set -- $(cat "$work/text")
  else
    note "aws ec2 describe-regions: $(reason)"
    set -- "${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}"
  fi
fi

failed=0
save "iam/$account.json" iam get-account-authorization-details || failed=1
organization
rm -f "$out"/resources/*/"$account"-*.json
each s3 '' bucket s3api list-buckets --query 'Buckets[].Name'
for region in "$@"; do
  each sqs "$region" queue sqs list-queues --query 'QueueUrls[]' --region "$region"
  each sns "$region" topic sns list-topics --query 'Topics[].TopicArn' --region "$region"
  each kms "$region" key kms list-keys --query 'Keys[].KeyArn' --region "$region"
  each lambda "$region" lambda_function lambda list-functions \
    --query 'Functions[].FunctionArn' --region "$region"
  each secretsmanager "$region" secret secretsmanager list-secrets \
    --query 'SecretList[].ARN' --region "$region"
  each ecr "$region" repository ecr describe-repositories \
    --query 'repositories[].repositoryArn' --region "$region"
done
[ "$problems" -eq 0 ] || echo "collect: $problems things could not be read" >&2
exit "$failed"
