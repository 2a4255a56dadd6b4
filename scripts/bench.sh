#!/bin/sh
# Run the benchmarks one after the other; each prints ratios.
#
#   scripts/bench.sh [NAME ...]    all, or those whose file name has one of the names in it
set -u
cd "$(dirname "$0")/.."
: "${QT_QPA_PLATFORM:=offscreen}"
export QT_QPA_PLATFORM
failed=""

is_wanted() {
    [ "$#" -gt 1 ] || return 0
    file=$1
    shift
    for name in "$@"; do
        case $file in *"$name"*) return 0 ;; esac
    done
    return 1
}

for file in tests/benchmarks/bench_*.py; do
    if [ ! -e "$file" ] || ! is_wanted "$file" "$@"; then continue; fi
    module=$(basename "$file" .py)
    printf '== %s\n' "$module"
    .venv/bin/python -m "tests.benchmarks.$module" || failed="$failed $module"
done

if [ -n "$failed" ]; then
    printf 'Failed:%s\n' "$failed"
    exit 1
fi
