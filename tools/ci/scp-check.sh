#!/usr/bin/env bash
# Checks a change of an organization's policies: runs the scenario tests of the new version and
# writes what the change does to decisions.
#
#   scp-check.sh BASE HEAD [REPORT]
#
# BASE, HEAD  the repository before and after the change
# REPORT      a folder for summary.md, tests.json and diff.sarif (default: none is kept)
#
# IAMSIM      the program (default: iamsim)
# ORG         the snapshot in the repository (default: org)
# TESTS       the scenario files in the repository (default: tests.json)
# FAIL_ON     changes that fail the check besides failing tests, as `iamsim diff --fail-on` takes
#             them (default: none)
#
# Exit status: 0 passed, 1 failed, 2 could not check.
set -euo pipefail

if (($# < 2 || $# > 3)); then
  echo "usage: scp-check.sh BASE HEAD [REPORT]" >&2
  exit 2
fi
iamsim=${IAMSIM:-iamsim}
org=${ORG:-org}
tests=${TESTS:-tests.json}
base=$(cd "$1" && pwd)
head=$(cd "$2" && pwd)
report=${3:-}
if [[ -z "$report" ]]; then
  report=$(mktemp -d)
  trap 'rm -rf "$report"' EXIT
fi
mkdir -p "$report"
report=$(cd "$report" && pwd)
cd "$head" # places in reports are relative to the repository

# Runs a command whose exit status 1 is an answer.
answer() {
  local status=0
  "$@" || status=$?
  ((status <= 1)) || exit 2
  return "$status"
}

# The lines of FILE that fit into SIZE bytes. GitHub takes 65,536 characters in all.
first_lines() {
  awk -v most="$1" '{ size += length($0) + 1; if (size > most) { print "… and more"; exit } print }' "$2"
}

status=0
answer "$iamsim" test --quiet "$tests" >"$report/tests.txt" || status=1
answer "$iamsim" test --quiet --json "$tests" >"$report/tests.json" || true
answer "$iamsim" diff --quiet --strict "$base/$org" "$org" --format sarif >"$report/diff.sarif" || true
answer "$iamsim" diff --quiet --strict "$base/$org" "$org" --fail-on "${FAIL_ON:-none}" \
  --format markdown >"$report/diff.md" || status=1
{
  echo "### Tests: $(tail -n 1 "$report/tests.txt")"
  if ((status)) && grep -q '^failed' "$report/tests.txt"; then
    echo '```'
    first_lines 20000 "$report/tests.txt"
    echo '```'
  fi
  echo
  first_lines 40000 "$report/diff.md"
} >"$report/summary.md"
rm "$report/tests.txt" "$report/diff.md"
cat "$report/summary.md"
exit "$status"
