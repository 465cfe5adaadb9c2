#!/usr/bin/env bash
# Runs every scenario of a folder with GNU parallel, one process a core, into one dataset:
#   bash examples/cluster/parallel.sh FOLDER DATASET [other options of `staffcast run`]
#
# The same command again runs what failed or is missing. DATASET.joblog says which scenarios are finished, by their place in the folder:
# remove it after scenarios were added, removed or changed.
set -euo pipefail
folder=$1
dataset=$2
shift 2
find "$folder" -maxdepth 1 -name '*.toml' -print0 | sort -z |
    parallel --null --quote --joblog "$dataset.joblog" --resume-failed \
        staffcast run {} --dataset "$dataset" --threads 1 --quiet "$@"
