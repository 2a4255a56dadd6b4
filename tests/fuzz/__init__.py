"""Texts that want to be more than text, through everything that handles texts.

`test_quick.py` runs a few hundred with `make test`; `python -m tests.fuzz` runs thousands under
strace, and is part of `make torture`.
"""
