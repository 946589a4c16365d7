#!/bin/sh
# The public peer and iamsim on the same questions, alternating in one run, since machines are noisy:
#   bench/compare.sh --npm NODE_MODULES [--workloads FOLDER] [--build FOLDER] [--rounds N]
# NODE_MODULES holds the packages that bench/README.md names; FOLDER is made by
# bench/workloads/make.mjs (default $IAMSIM_WORKLOADS); the build holds iamsim and decide_bench
# (default build/release). Prints a table of medians: decisions a second, their ratio, and how many
# of the peer's answers iamsim gives too. The peer is asked a seeded sample of each world, for four
# seconds. Everything else goes to standard error.
set -eu

npm=
workloads=${IAMSIM_WORKLOADS:-}
build=build/release
rounds=3
while [ $# -gt 0 ]; do
  case $1 in
    --npm) npm=$2 ;;
    --workloads) workloads=$2 ;;
    --build) build=$2 ;;
    --rounds) rounds=$2 ;;
    *) echo "compare.sh: unknown argument \`$1\`" >&2; exit 2 ;;
  esac
  shift 2
done
here=$(cd "$(dirname "$0")" && pwd)
for needed in "$npm/@cloud-copilot/iam-simulate" "$workloads/w1/snapshot.json" \
              "$build/bin/iamsim" "$build/bin/decide_bench"; do
  [ -e "$needed" ] || { echo "compare.sh: expected \`$needed\`, found nothing: see bench/README.md" >&2; exit 2; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

ask_peer() {
  node --max-old-space-size=6000 "$here/workloads/peer.mjs" --npm "$npm" --world "$workloads/$1" \
    --answers "$scratch/$1.peer" | tee -a "$scratch/$1.peer.rates" >&2
}

# A benchmark of decide_bench has checked its answers before it is timed.
ask_bench() {
  IAMSIM_WORKLOADS="$workloads" "$build/bin/decide_bench" --benchmark_min_time=1 \
    --benchmark_filter="^BM_(Resolved|FromStrings|AllPrincipals)/$1(/|\$)" \
    --benchmark_format=json 2>/dev/null > "$scratch/bench.json"
  node -e '
    const report = JSON.parse(require("fs").readFileSync(process.argv[1]))
    for (const { name, items_per_second } of report.benchmarks) console.log(name, items_per_second)
  ' "$scratch/bench.json" | tee -a "$scratch/$1.rates" >&2
}

# The program as a whole, parsing and writing included.
ask_simulate() {
  node -e '
    const { spawnSync } = require("child_process")
    const fs = require("fs")
    const [program, file, out] = process.argv.slice(1)
    const lines = fs.readFileSync(file, "latin1").split("\n").length - 1
    const start = process.hrtime.bigint()
    const run = spawnSync(program, ["simulate", file], { stdio: ["ignore", fs.openSync(out, "w"), "inherit"] })
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    if (run.status !== 0) process.exit(1)
    console.log("w1/simulate", lines / seconds)
  ' "$build/bin/iamsim" "$workloads/w1/full.jsonl" "$scratch/out" | tee -a "$scratch/w1.rates" >&2
}

round=0
while [ $round -lt "$rounds" ]; do
  for world in w1 w2 w3; do
    ask_peer $world
    ask_bench $world
  done
  ask_simulate
  round=$((round + 1))
done
for world in w1 w2 w3; do
  "$build/bin/iamsim" audit --questions "$workloads/$world/questions.jsonl" \
    --from "$workloads/$world/snapshot.json" --quiet > "$scratch/$world.answers" ||
    [ $? -eq 2 ]  # questions that nobody can ask, as of a role that does not exist
done
node "$here/workloads/table.mjs" "$scratch" w1 w2 w3
