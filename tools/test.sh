#!/usr/bin/env bash
# Builds and runs everything that must pass: the tests as they are and under the address and
# undefined-behaviour sanitizers, and the scenarios through the program itself. The last line is
# "N passed, N failed"; the exit status is 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2

passed=0
failed=0

# What a step that could not even start counts as.
broken() {
  echo "test: $1" >&2
  failed=$((failed + 1))
}

run_preset() {
  local preset=$1 log report
  echo "== $preset: build" >&2
  log=$(mktemp)
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset"; } >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    rm -f "$log"
    broken "preset $preset does not build"
    return
  fi
  echo "== $preset: tests" >&2
  ctest --preset "$preset" >"$log" 2>&1
  # "98% tests passed, 2 tests failed out of 100"
  report=$(grep -E 'tests failed out of [0-9]+$' "$log" | tail -n 1)
  if [[ "$report" =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
    failed=$((failed + BASH_REMATCH[1]))
    passed=$((passed + BASH_REMATCH[2] - BASH_REMATCH[1]))
    [[ "${BASH_REMATCH[1]}" == 0 ]] || grep -vE '^ *[0-9]+/[0-9]+ Test .* Passed ' "$log" >&2
    echo "   $report" >&2
  else
    tail -n 40 "$log" >&2
    broken "ctest of preset $preset told no result"
  fi
  rm -f "$log"
}

run_scenarios() {
  local output report
  echo "== scenarios" >&2
  output=$(build/check/bin/iamsim test scenarios)
  report=$(tail -n 1 <<<"$output")
  if [[ "$report" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ [0-9]+\ skipped)?$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
    echo "$output" >&2
  else
    broken "iamsim test scenarios told no result"
  fi
}

if tools/setup.sh --tests; then
  run_preset check
  run_scenarios
  run_preset asan
else
  broken "setup failed"
fi

echo "$passed passed, $failed failed"
[[ "$failed" == 0 && "$passed" != 0 ]]
