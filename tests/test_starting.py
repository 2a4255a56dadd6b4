"""What a child process is given, and what it is not."""

import os
import subprocess
import sys

import pytest

from vidgen_desktop.starting import child_environment, start_options

SHOW = "import json, os; print(json.dumps(dict(os.environ)))"


@pytest.mark.parametrize("ours", [False, True])
def test_no_child_inherits_a_key(monkeypatch: pytest.MonkeyPatch, ours: bool) -> None:
    for name in ("OPENAI_API_KEY", "OPENROUTER_API_KEY", "FAL_KEY", "VIDGEN_KEY_MY_SERVER"):
        monkeypatch.setenv(name, "canary-in-the-environment")
    monkeypatch.setenv("VIDGEN_HOME", "kept")
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        env=child_environment(ours=ours),
        capture_output=True,
        text=True,
        check=True,
        **start_options(),
    ).stdout
    assert "canary" not in shown
    assert "kept" in shown


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such variable")
def test_a_bundled_program_lends_its_libraries_to_itself_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "system")
    assert child_environment(bundled=True)["LD_LIBRARY_PATH"] == "system"
    assert child_environment(bundled=True, ours=True)["LD_LIBRARY_PATH"] == "bundle"
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    assert "LD_LIBRARY_PATH" not in child_environment(bundled=True)
    assert "LD_LIBRARY_PATH" in os.environ
