"""The search for the key finds it wherever it could sit: otherwise its silence says nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.canary import Canary, listen_for_commands


def test_it_is_found_in_files_names_and_databases(tmp_path: Path) -> None:
    bird = Canary()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "vidgen.db").write_bytes(b"SQLite\0" + bird.key.encode() + b"\0")
    (tmp_path / bird.key).touch()
    (tmp_path / "wide").write_bytes(bird.key.encode("utf-16-le"))
    (tmp_path / "clean").write_bytes(b"nothing")

    assert len(bird.found_in(tmp_path)) == 3


@pytest.mark.parametrize("cut", [slice(None), slice(10, None)])
def test_it_is_found_in_texts_even_cut(cut: slice) -> None:
    bird = Canary()
    bird.texts["log"] = f"Authorization: Bearer {bird.key[cut]}\n"

    assert bird.found_in() == ["the log"]


@pytest.mark.parametrize("place", ["argument", "environment"])
def test_it_is_found_in_what_a_command_was_given(place: str) -> None:
    bird = Canary()
    listen_for_commands()
    arguments = [bird.key] if place == "argument" else []
    environment = {"KEY": bird.key} if place == "environment" else {}
    subprocess.run([sys.executable, "-c", "", *arguments], check=True, env=environment)

    assert bird.found_in()
    listen_for_commands()
    assert not bird.found_in()
