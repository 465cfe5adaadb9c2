#!/usr/bin/env bash
# Runs a command in SHARDS shards as a Slurm array of one core each, and merges them when all tasks have ended:
#   bash examples/cluster/slurm.sh JOB SHARDS RESULTS run plans/ --replications 100k
#
# The same command again submits what is missing or damaged. All nodes must see JOB, RESULTS and the files of the command under the path that
# they have here, and have staffcast on the PATH. Give each command a JOB folder of its own. Options of sbatch are set by its variables,
# such as SBATCH_PARTITION and SBATCH_TIMELIMIT.
set -euo pipefail
job=$1 shards=$2 results=$3
shift 3

tasks=1-$shards
if compgen -G "$job/shard-*" >/dev/null; then
    tasks=$(staffcast merge "$job" --missing)
fi
shard=(staffcast "$@" --out "$job" --shard "auto/$shards" --threads 1 --quiet)
merge=(staffcast merge "$job" --out "$results")

mkdir -p "$job"
after=()
if [ -n "$tasks" ]; then
    array=$(sbatch --parsable --array="$tasks" --job-name=shards --output="$job/slurm-%A_%a.log" --wrap "exec ${shard[*]@Q}")
    printf 'Shards %s: job %s\n' "$tasks" "${array%%;*}"
    after=(--dependency="afterany:${array%%;*}")
fi
merging=$(sbatch --parsable "${after[@]}" --job-name=merge --output="$job/slurm-%j.log" --wrap "exec ${merge[*]@Q}")
printf 'Merge: job %s, into %s\n' "${merging%%;*}" "$results"
