#!/bin/sh
# Attack the program in the long form, as docs/DURABILITY.md says; with arguments, only those
# attacks that they choose.
set -u
cd "$(dirname "$0")/.."
: "${QT_QPA_PLATFORM:=offscreen}"
export QT_QPA_PLATFORM
PATH=$PWD/.venv/bin:$PATH
failed=0

nice python -m tests.durability "$@" || failed=1
if [ "$#" -eq 0 ]; then
    nice python -m tests.fuzz || failed=1
    nice python -m pytest tests/properties -q --hypothesis-profile=deep || failed=1
fi
exit $failed
