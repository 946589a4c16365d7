#!/usr/bin/env bash
# The check and the git hook on the worked example: a change that forgets the exception is stopped,
# one that keeps it is not. usage: scp_check_test.sh SOURCE IAMSIM
set -euo pipefail
source=$1
export IAMSIM=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
example=$source/scenarios/scp-regression

fail() {
  echo "scp_check_test: $1" >&2
  exit 1
}
has() { grep -qF -- "$2" "$1" || fail "expected in $1: $2
$(cat "$1")"; }

cp -r "$example" "$scratch/base"
cp -r "$example" "$scratch/head"

# Nothing changed: passed, and no decision changes.
"$source/tools/ci/scp-check.sh" "$scratch/base" "$scratch/head" "$scratch/report" >"$scratch/out" ||
  fail "the unchanged example failed"
has "$scratch/out" "### Tests: 6 passed, 0 failed"
has "$scratch/out" "### No decision changes"

# The exception is forgotten: a test fails, and the summary says which decision changes.
cp "$example/changes/forgets-the-exception.json" "$scratch/head/org/scp/s3-vpc-perimeter.json"
status=0
"$source/tools/ci/scp-check.sh" "$scratch/base" "$scratch/head" "$scratch/report" >"$scratch/out" ||
  status=$?
[[ $status == 1 ]] || fail "expected 1, got $status"
has "$scratch/out" "### Tests: 5 passed, 1 failed"
has "$scratch/out" "### 1 newly denied, 0 newly allowed"
cmp "$scratch/out" "$scratch/report/summary.md"
# Places are relative to the repository, as code scanning needs them.
has "$scratch/report/diff.sarif" '"uri": "org/scp/s3-vpc-perimeter.json"'

# A policy that cannot be read is no answer.
echo '{' >"$scratch/head/org/scp/s3-vpc-perimeter.json"
status=0
"$source/tools/ci/scp-check.sh" "$scratch/base" "$scratch/head" >/dev/null 2>"$scratch/err" ||
  status=$?
[[ $status == 2 ]] || fail "expected 2 for a damaged policy, got $status"
has "$scratch/err" "s3-vpc-perimeter.json:2:1"

# The hook, in a repository of its own.
command -v git >/dev/null || exit 0
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
git init --quiet "$scratch/repository"
cd "$scratch/repository"
git config user.name tester
git config user.email tester@example.com
ln -s "$source/tools/ci/pre-commit" .git/hooks/pre-commit
cp -r "$example/." .
git add --all
git commit --quiet --message "the organization" || fail "the first commit was stopped"
echo >>README.md
git commit --quiet --all --message "no policy" || fail "a commit without policies was stopped"
cp "$example/changes/forgets-the-exception.json" org/scp/s3-vpc-perimeter.json
if git commit --quiet --all --message "forget the exception" >"$scratch/out" 2>&1; then
  fail "the hook let the change pass"
fi
has "$scratch/out" "5 passed, 1 failed"
has "$scratch/out" "the commit was stopped"
