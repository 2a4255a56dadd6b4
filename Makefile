# Two commands do everything: `make run` and `make test`. Each sets up what is missing.
#
#   make run [PROMPT="..."]   open the window (and make that video); without a display, make
#                             it in the terminal
#   make test                 every check: tests, style, types, layers
#   make torture              kill, stop and starve the program, and a table of it (hours)
#   make bench                the benchmarks, as ratios
#   make bench-assembly       joining, captions and sound beside raw ffmpeg and MoviePy (long)
#   make screenshots          the real window, into docs/images/
#   make bundle               the program as one folder that needs no Python, into dist/
#   make test-bundle          run that folder with an empty PATH
#   make clean                remove what was built (the person's videos are elsewhere)

SHELL := /bin/sh
.DEFAULT_GOAL := run

# The prompt goes through the environment and is never expanded by make or a shell, so
# quotes, dollars and emoji arrive as they were typed. Some shells export a PROMPT of their
# own: only the one on the command line counts.
ifeq ($(origin PROMPT),command line)
export VIDGEN_PROMPT := $(value PROMPT)
endif
unexport PROMPT

.PHONY: run test lint torture bench bench-assembly screenshots bundle test-bundle clean

run:
	@scripts/set_up.sh run && scripts/run.sh

test:
	@scripts/set_up.sh dev && scripts/check.sh

lint:
	@scripts/set_up.sh dev && scripts/check.sh --no-tests

torture:
	@scripts/set_up.sh dev && scripts/torture.sh $(ARGS)

bench:
	@scripts/set_up.sh dev && scripts/bench.sh

bench-assembly:
	@scripts/set_up.sh dev && .venv/bin/python -m tests.benchmarks.assembly $(ARGS)

screenshots:
	@scripts/set_up.sh dev && .venv/bin/python -m scripts.screenshots docs/images

bundle:
	@scripts/set_up.sh bundle && scripts/bundle.sh

test-bundle: bundle
	@.venv/bin/python -m scripts.try_bundle dist/vidgen

clean:
	rm -rf build dist test-output .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find vidgen_desktop tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
