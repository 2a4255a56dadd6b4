"""The real `vidgen` in real processes: make a video, cancel it from elsewhere, go on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

VIDGEN = [sys.executable, "-m", "vidgen_desktop"]
SCRIPT = "Bees dance in the dark. They show the way to the flowers. The field waits in the sun."


def vidgen(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*VIDGEN, *arguments], capture_output=True, text=True, check=False)


def start(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*VIDGEN, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_until(process: "subprocess.Popen[str]", wanted: str) -> dict[str, Any]:
    """Read events until a progress text begins with `wanted`."""
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if str(event.get("text", "")).startswith(wanted):
            return event
    raise AssertionError(f"{wanted!r} never came")


def rest_of(process: "subprocess.Popen[str]") -> list[dict[str, Any]]:
    out, _ = process.communicate(timeout=60)
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.slow
def test_a_prompt_becomes_a_video_where_it_was_wanted(tmp_path: Path) -> None:
    out = tmp_path / "Bienen 🐝.mp4"
    said = vidgen("generate", SCRIPT, "--length", "8", "-o", str(out))
    assert said.returncode == 0, said.stderr
    assert said.stdout == f"{out}\n"
    assert out.stat().st_size > 10_000
    (record,) = [json.loads(line) for line in vidgen("list", "--json").stdout.splitlines()]
    assert record["video_path"] == str(out)
    again = vidgen("generate", SCRIPT, "--length", "8", "-o", str(out))
    assert again.returncode == 2
    assert len(vidgen("list", "--json").stdout.splitlines()) == 1


@pytest.mark.slow
def test_another_process_cancels_and_a_resume_finishes() -> None:
    running = start("generate", SCRIPT, "--length", "20", "--json")
    generation = str(read_until(running, "Making scene 1")["generation"])
    assert json.loads(vidgen("show", generation, "--json").stdout)["status"] == "processing"
    stopped = vidgen("cancel", generation)
    assert (stopped.returncode, stopped.stdout) == (0, "")
    assert "was cancelled" in stopped.stderr
    assert rest_of(running)[-1]["outcome"] == "cancelled"
    assert running.returncode == 130
    went_on = start("resume", generation, "--json")
    events = rest_of(went_on)
    assert events[-1]["outcome"] == "completed"
    assert {"event": "step_changed", "generation": 1, "step": "plan", "state": "reused"} in events
    assert Path(events[-1]["video_path"]).is_file()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way")
def test_ctrl_c_leaves_no_process_and_no_scratch(own_home: Path) -> None:
    running = start("generate", SCRIPT, "--length", "20", "--json")
    read_until(running, "Making scene 1")
    children = psutil.Process(running.pid).children(recursive=True)
    assert children
    running.send_signal(signal.SIGINT)
    running.send_signal(signal.SIGINT)
    events = rest_of(running)
    assert (events[-1]["event"], events[-1]["outcome"]) == ("ended", "cancelled")
    assert running.returncode == 130
    _, alive = psutil.wait_procs(children, timeout=1)
    assert not alive
    assert not list(own_home.glob("workspaces/**/scratch"))
