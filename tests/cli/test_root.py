"""`vidgen` itself: the window, the prompt without a command, and what stands before a command."""

import pytest

from tests.cli.conftest import CommandLine, without_display
from vidgen_desktop import __version__
from vidgen_desktop.cli.terminal import has_display
from vidgen_desktop.core.model import Status

PROMPT = "Bees dance. They show the way."


def test_without_a_command_the_window_opens(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert vidgen().code == 0
    assert vidgen("--profile", "ann", "--prompt", PROMPT).code == 0
    assert [(settings.profile, prompt) for settings, prompt in vidgen.windows] == [
        ("default", None),
        ("ann", PROMPT),
    ]
    assert vidgen.known() == []


@without_display
def test_without_a_display_it_says_how_to_go_on(vidgen: CommandLine) -> None:
    said = vidgen()
    assert (said.code, said.out) == (2, "")
    assert "no display" in said.err
    assert "vidgen generate" in said.err
    assert vidgen.windows == []


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_each_kind_of_display_counts(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "something")
    assert vidgen().code == 0
    assert len(vidgen.windows) == 1


@pytest.mark.usefixtures("vidgen")  # which takes the variables of a display away
def test_some_systems_always_have_a_display() -> None:
    assert has_display("win32")
    assert has_display("darwin")
    assert not has_display("linux")


@without_display
def test_without_a_display_a_prompt_is_made_in_the_terminal(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDGEN_PROMPT", PROMPT)
    said = vidgen()
    assert said.code == 0
    (known,) = vidgen.known()
    assert known.status is Status.COMPLETED
    assert known.request.prompt == PROMPT
    assert known.result is not None
    assert said.out == f"{known.result.video}\n"


def test_the_prompt_of_the_environment_is_not_for_commands(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDGEN_PROMPT", PROMPT)
    assert vidgen("list").code == 0
    assert vidgen.known() == []


def test_where_the_window_cannot_be_loaded_the_reason_is_told(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    vidgen.window_fault = ImportError("libEGL.so.1 is missing")
    said = vidgen()
    assert said.code == 2
    assert "libEGL.so.1 is missing" in said.err
    assert vidgen("--prompt", PROMPT).code == 0
    assert len(vidgen.known()) == 1


def test_version_and_help(vidgen: CommandLine) -> None:
    assert vidgen("--version").out == f"vidgen {__version__}\n"
    said = vidgen("--help")
    assert said.code == 0
    for command in ("generate", "list", "show", "cancel", "resume", "delete", "doctor", "voices"):
        assert f"  {command} " in said.out
    assert vidgen("generate", "--help").code == 0


def test_damaged_settings_are_told(vidgen: CommandLine) -> None:
    (vidgen.home / "settings.json").write_text('{"at_a_time": "many"}')
    said = vidgen("list")
    assert said.code == 1
    assert "settings.json" in said.err
    assert "Traceback" not in said.err


def test_a_newer_database_is_told_by_every_command(vidgen: CommandLine) -> None:
    with vidgen.store() as store, store._connections.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for command in (("list",), ("show", "1"), ("generate", PROMPT), ("cancel", "1")):
        said = vidgen(*command)
        assert said.code == 1
        assert "newer version" in said.err


def test_verbose_shows_the_log_on_standard_error(vidgen: CommandLine) -> None:
    said = vidgen("-v", "generate", PROMPT)
    assert said.code == 0
    assert len(said.out.splitlines()) == 1
    assert "generation=1" in said.err
    assert "stage=clips" in said.err
