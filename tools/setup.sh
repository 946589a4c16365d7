#!/usr/bin/env bash
# Installs what a build of iamsim needs and this machine lacks (Debian 12 or later). Does nothing,
# and needs no network, when all of it is there. --tests adds what tools/test.sh needs besides, --all
# also what only developers need.
set -euo pipefail

packages=(g++ cmake ninja-build ccache nlohmann-json3-dev libabsl-dev libboost-graph-dev
  libbenchmark-dev libgtest-dev libgmock-dev libcli11-dev libsimdjson-dev libmimalloc-dev libutf8proc-dev
  libxxhash-dev python3 python3-jsonschema)
for_tests=(clang libclang-rt-14-dev)
for argument in "$@"; do
  case "$argument" in
    --tests) packages+=("${for_tests[@]}") ;;
    --all) packages+=("${for_tests[@]}" clang-format shellcheck python3-yaml) ;;
    *)
      echo "usage: tools/setup.sh [--tests | --all]" >&2
      exit 2
      ;;
  esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "setup: this is no Debian system; install by hand: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ "$status" == installed ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
[[ "$(id -u)" == 0 ]] || as_root=(sudo)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { "${as_root[@]}" apt-get update &&
  "${as_root[@]}" apt-get install --yes --no-install-recommends "${missing[@]}"; } \
  >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  exit 1
fi
