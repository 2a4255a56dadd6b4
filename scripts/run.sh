#!/bin/sh
# Start the program; with a prompt, if VIDGEN_PROMPT holds one, as it was typed.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${VIDGEN_PROMPT:-}" ]; then
    exec .venv/bin/vidgen --prompt="$VIDGEN_PROMPT"
fi
exec .venv/bin/vidgen
