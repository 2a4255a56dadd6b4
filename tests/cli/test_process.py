"""The real `vidgen` process: its streams, its children, its start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vidgen_desktop.core.model import Request
from vidgen_desktop.store.repository import open_store

VIDGEN = [sys.executable, "-m", "vidgen_desktop"]
NO_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in NO_DISPLAY} | more


def vidgen(*arguments: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*VIDGEN, *arguments], env=environment(**more), capture_output=True, check=False
    )


def store_generations(home: Path, count: int) -> None:
    with open_store(home / "vidgen.db", "default") as store:
        for n in range(count):
            store.create(Request(f"Prompt {n} " * 40), f"桜 😺 שלום {n}")


@pytest.fixture
def many(own_home: Path) -> None:
    """More than a pipe holds."""
    store_generations(own_home, 300)


@pytest.fixture
def some(own_home: Path) -> None:
    """A little more than `vidgen list` shows."""
    store_generations(own_home, 21)


@pytest.mark.skipif(os.name == "nt", reason="pipes break another way")
@pytest.mark.usefixtures("many")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = [*VIDGEN, "list", "--json", "--limit", "300"]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        json.loads(process.stdout.readline())
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_json_is_right_in_every_encoding(encoding: str) -> None:
    said = vidgen("show", "1", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert said.stderr == b""
    assert json.loads(said.stdout)["title"] == "桜 😺 שלום 0"


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_the_characters_gets_others(encoding: str) -> None:
    said = vidgen("list", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert said.returncode == 0
    assert b"Traceback" not in said.stderr
    assert said.stdout.count(b"\n") == 20


@pytest.mark.usefixtures("some")
def test_looking_loads_neither_engine_nor_window_nor_alembic() -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "vidgen_desktop", "show", "1"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in said.stderr.splitlines()}
    heavy = {"PySide6", "moviepy", "numpy", "PIL", "skia", "alembic", "vidgen_desktop.engine"}
    assert not loaded & heavy
    assert "vidgen_desktop.store.repository" in loaded


def test_without_a_display_it_says_so(own_home: Path) -> None:
    said = vidgen()
    assert said.returncode == 2
    assert b"no display" in said.stderr
    assert said.stdout == b""
    assert not (own_home / "vidgen.db").exists()


def test_closed_streams_are_no_trouble() -> None:
    process = subprocess.run(
        [*VIDGEN, "list"],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert process.returncode == 0


def test_a_data_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = vidgen("list", VIDGEN_HOME=str(tmp_path / "file" / "home"))
    assert said.returncode == 1
    assert b"cannot be made" in said.stderr
    assert b"Traceback" not in said.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there no name has a line break")
@pytest.mark.parametrize("char", ["\n", "\r"])
def test_a_data_folder_with_a_line_break_is_refused_at_once(tmp_path: Path, char: str) -> None:
    said = vidgen("list", VIDGEN_HOME=str(tmp_path / f"two{char}lines"))
    assert said.returncode == 1
    assert b"has a line break" in said.stderr
    assert b"Set VIDGEN_HOME to another folder." in said.stderr
    assert not list(tmp_path.rglob("vidgen.db"))
