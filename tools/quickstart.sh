#!/usr/bin/env bash
# From a fresh clone to an answer: builds build/release/bin/iamsim and asks it one question about two
# accounts, SageMaker Studio in the one and EMR Serverless in the other.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/setup.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "quickstart: building build/release/bin/iamsim" >&2
# Sixteen sources compiled as one take a third of the time.
if ! { cmake --preset release -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=16 &&
  cmake --build --preset release --target iamsim; } >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi

world=scenarios/emr-serverless-cross-account
application=arn:aws:emr-serverless:us-east-1:444455556666:/applications/00f1a2b3c4d5e601
question=(can AmazonSageMaker-ExecutionRole emr-serverless:StartApplication "$application"
  --via AssumableRole --from "$world" "$@")

echo '$ iamsim' "${question[@]}"
status=0
build/release/bin/iamsim "${question[@]}" || status=$?
# 0, 1 and 3 are answers; 2 is none.
[[ "$status" != 2 ]]
