"""`vidgen list`, `vidgen show`, `vidgen voices`."""

from collections.abc import Generator
from datetime import datetime, timedelta

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.core.model import Request, Result, Status, now
from vidgen_desktop.core.money import CostEntry, PriceSource


@pytest.fixture
def three(vidgen: CommandLine) -> Generator[CommandLine]:
    """One completed, one cancelled, one processing elsewhere."""
    with vidgen.store() as store:
        done = store.create(Request("Whales sing."), "Whales").id
        store.claim(done)
        store.charge(done, CostEntry("c", "p", "w", 1_250_000, PriceSource.REPORTED))
        store.complete(done, Result("/v/鯨.mp4", "/v/鯨.png", 30.5, ("/v/鯨.srt",)))
        store.request_cancel(store.create(Request("Bees dance."), "Bees").id)
        running = store.create(Request("Cats sleep."), "Katzen 😺").id
        store.claim(running)
        store.save_progress(running, 44.0, "Making scene 2 of 5", now() - timedelta(minutes=2))
        yield vidgen


def test_an_empty_list_says_so(vidgen: CommandLine) -> None:
    said = vidgen("list")
    assert (said.code, said.out) == (0, "")
    assert "no generations yet" in said.err
    assert vidgen("list", "--json") == type(said)(0, "", "")


def test_the_list_is_newest_first(three: CommandLine) -> None:
    lines = three("list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert "processing 44 %" in lines[0]
    assert "Katzen 😺" in lines[0]
    assert "cancelled" in lines[1]
    assert "completed" in lines[2]
    assert "$1.25" in lines[2]
    assert "0:30" in lines[2]


def test_the_list_is_searched_and_limited(three: CommandLine) -> None:
    assert [r["title"] for r in three("list", "--search", "DANCE", "--json").records] == ["Bees"]
    said = three("list", "--limit", "2")
    assert len(said.out.splitlines()) == 2
    assert "2 of 3" in said.err
    assert three("list", "--limit", "0").code == 2


def test_the_list_is_of_one_profile(three: CommandLine) -> None:
    assert three("--profile", "somebody", "list", "--json").out == ""


def test_show_tells_everything_as_json(three: CommandLine) -> None:
    (record,) = three("show", "1", "--json").records
    assert record["status"] == Status.COMPLETED
    assert record["progress"] == 100
    assert record["current_step"] is None
    assert record["is_stale"] is False
    assert record["cost_micros"] == 1_250_000
    assert record["cost_usd"] == "1.250000"
    assert record["video_path"] == "/v/鯨.mp4"
    assert record["error"] is None
    assert datetime.fromisoformat(record["progress_updated_at"]).utcoffset() == timedelta(0)
    assert record["request"]["prompt"] == "Whales sing."


@pytest.mark.usefixtures("hurry")
def test_show_tells_where_a_running_one_is_and_that_it_is_stale(three: CommandLine) -> None:
    (record,) = three("show", "3", "--json").records
    assert (record["status"], record["progress"]) == ("processing", 44)
    assert record["current_step"] == "Making scene 2 of 5"
    assert record["is_stale"] is True
    said = three("show", "3")
    assert "Making scene 2 of 5" in said.out
    assert "44 %" in said.out
    assert "Stale" in said.out


def test_one_whose_process_is_gone_was_interrupted(vidgen: CommandLine) -> None:
    with vidgen.store() as gone:
        gone.claim(gone.create(Request("Whales sing."), "Whales").id)
    assert "interrupted 0 %" in vidgen("list").out
    said = vidgen("show", "1")
    assert "interrupted" in said.out
    assert "vidgen resume 1" in said.out
    assert "Stale" not in said.out
    for command in (("list",), ("show", "1")):
        (record,) = vidgen(*command, "--json").records
        assert (record["status"], record["is_left"]) == ("processing", True)


def test_show_calls_a_cancelled_one_cancelled(three: CommandLine) -> None:
    (record,) = three("show", "2", "--json").records
    assert record["is_cancelled"] is True
    assert (record["error"], record["error_code"]) == ("Cancelled by user", "cancelled")
    assert "cancelled" in three("show", "2").out


@pytest.mark.parametrize("unknown", ["4", "0", "99999999999999999999"])
def test_an_unknown_one_is_not_found(three: CommandLine, unknown: str) -> None:
    said = three("show", unknown, "--json")
    assert (said.code, said.out) == (3, "")
    assert unknown in said.err


def test_another_profiles_is_forbidden(three: CommandLine) -> None:
    said = three("--profile", "somebody", "show", "1")
    assert (said.code, said.out) == (4, "")
    assert "another profile" in said.err
    assert three("--profile", "somebody", "cancel", "1").code == 4
    assert three("--profile", "somebody", "resume", "1").code == 4
    assert three("--profile", "somebody", "delete", "1", "--yes").code == 4


def test_what_is_no_number_is_bad_usage(vidgen: CommandLine) -> None:
    assert vidgen("show", "one").code == 2
    assert vidgen("show").code == 2


def test_the_voices_are_listed(vidgen: CommandLine) -> None:
    assert vidgen("voices", "--json").records == [
        {"id": "fake:en", "name": "English", "language": "en"}
    ]
    assert "fake:en" in vidgen("voices").out
