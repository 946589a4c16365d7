#!/bin/sh
# collect.sh against the stub of the AWS CLI, and iamsim over what it wrote.
# usage: collect_test.sh SOURCE_DIR IAMSIM
# shellcheck disable=SC2016 # backquotes are meant
set -eu
source=$1
iamsim=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
  echo "collect_test: $*" >&2
  failures=$((failures + 1))
}
# expect CODE COMMAND…: the exit status; the output goes to $work/said.
expect() {
  code=$1
  shift
  got=0
  "$@" >"$work/said" 2>&1 || got=$?
  [ "$got" = "$code" ] || fail "expected exit status $code, got $got: $* : $(cat "$work/said")"
}
says() { grep -qF -- "$1" "$work/said" || fail "expected \`$1\` in: $(cat "$work/said")"; }

if command -v shellcheck >/dev/null; then
  expect 0 shellcheck "$source/tools/collect/collect.sh" "$source/tests/collect/stub/aws" \
    "$source/tests/collect/collect_test.sh"
fi

PATH="$source/tests/collect/stub:$PATH"
expect 2 sh "$source/tools/collect/collect.sh"
says 'usage: collect.sh OUT'

out=$work/out
expect 0 sh "$source/tools/collect/collect.sh" "$out"
says 'collect: policy of arn:aws:s3:::locked: An error occurred (AccessDenied)'
says 'collect: list of secretsmanager in us-east-1: '
says 'collect: 5 things could not be read'
[ "$(find "$out" -name '*.json' | wc -l)" -eq 27 ] || fail "expected 27 files: $(find "$out")"
# Once more: nothing is there twice.
expect 0 sh "$source/tools/collect/collect.sh" "$out" us-east-1
[ "$(find "$out" -name '*.json' | wc -l)" -eq 27 ] || fail "expected 27 files: $(find "$out")"

expect 0 "$iamsim" snapshot --from "$out"
says 'incomplete  2 accounts, 0 users, 1 role, 8 resources; 2 documents missing; 3 parts damaged'
says 'o-1, managed by 999999999999'
says '111122223333  studio  0 users, 1 role, 8 resources, scp 3 levels, rcp 3 levels'
says 'policy of arn:aws:kms:us-east-1:111122223333:key/k'
says 'policy of arn:aws:s3:::locked'
says 'expected the list of `secretsmanager` resources in us-east-1'
expect 2 "$iamsim" snapshot --from "$out" --strict

# What could not be read makes an answer conditional, what is not there does not.
reader=arn:aws:iam::111122223333:role/Reader
expect 0 "$iamsim" can "$reader" s3:GetObject arn:aws:s3:::plain/k --from "$out" --assume-absent
expect 1 "$iamsim" can "$reader" s3:DeleteObject arn:aws:s3:::plain/k --from "$out" --assume-absent
says 'by NoDelete of service control policy `guard`'
expect 3 "$iamsim" can "$reader" s3:GetObject arn:aws:s3:::locked/k --from "$out" --assume-absent
says 'missing'
expect 3 "$iamsim" can "$reader" kms:Decrypt arn:aws:kms:us-east-1:111122223333:key/k \
  --from "$out" --assume-absent

# Another account that may read nothing but its IAM details.
mkdir "$work/bin"
cat >"$work/bin/aws" <<'STUB'
#!/bin/sh
case "$*" in
  "sts get-caller-identity"*) printf '444455556666\tarn:aws:iam::444455556666:user/u\n' ;;
  "iam get-account-authorization-details"*) echo '{"UserDetailList": [{"Arn": "arn:aws:iam::444455556666:user/u"}]}' ;;
  *) echo "An error occurred (AccessDenied) when calling: no" >&2; exit 254 ;;
esac
STUB
chmod +x "$work/bin/aws"
PATH="$work/bin:$PATH"
expect 0 sh "$source/tools/collect/collect.sh" "$out"
expect 0 "$iamsim" snapshot --from "$out"
says '3 accounts, 1 user, 1 role'
says 'o-1, managed by 999999999999'
says 'scp 3 levels'
says 'outside       444455556666: not in the organization'
# A member alone knows only that there is an organization.
sed 's|^  \*) |  "organizations describe-organization"*) echo "{\\"Organization\\": {\\"Id\\": \\"o-1\\", \\"MasterAccountId\\": \\"999999999999\\"}}" ;;\n  *) |' \
  "$work/bin/aws" >"$work/bin/aws2"
mv "$work/bin/aws2" "$work/bin/aws"
chmod +x "$work/bin/aws"
expect 0 sh "$source/tools/collect/collect.sh" "$work/member"
expect 0 "$iamsim" snapshot --from "$work/member"
says 'not shown by the organization'
says 'scp list-targets-for-policy p-FullAWSAccess of 444455556666'

sed 's/get-account/no-account/' "$work/bin/aws" >"$work/bin/aws2"
mv "$work/bin/aws2" "$work/bin/aws"
chmod +x "$work/bin/aws"
expect 1 sh "$source/tools/collect/collect.sh" "$out"

[ "$failures" -eq 0 ] || exit 1
