#!/bin/sh
# Run every check, all of them even when one fails, and say at the end which did.
#
#   scripts/check.sh [--no-tests]
set -u
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
failed=""

check() {
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" || failed="$failed $name"
}

check style ruff check
check format ruff format --check
check types pyright
check layers lint-imports --no-logo
if [ "${1:-}" != "--no-tests" ]; then
    # A file's tests stay together: they share what their fixtures made. The longest come first.
    check tests python -m pytest -n auto --dist loadfile --no-loadscope-reorder
fi

if [ -n "$failed" ]; then
    printf 'Failed:%s\n' "$failed"
    exit 1
fi
printf 'All checks passed.\n'
