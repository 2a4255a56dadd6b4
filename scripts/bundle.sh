#!/bin/sh
# Build the bundle into dist/vidgen, from vidgen.spec.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN \
    --distpath dist --workpath build/bundle vidgen.spec
du -sh dist/vidgen
