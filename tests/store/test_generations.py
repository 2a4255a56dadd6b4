"""Creating, finding, naming and forgetting generations."""

from dataclasses import replace
from pathlib import Path

import pytest

from vidgen_desktop.core.choices import Aspect, Captions, Look, Resolution
from vidgen_desktop.core.errors import Forbidden, InvalidRequest, NotFound
from vidgen_desktop.core.model import Request, Result, Status, now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

EVERYTHING = Request(
    prompt="日本の桜 🌸 שלום\nsecond line",
    seconds=61.5,
    aspect=Aspect.TALL,
    resolution=Resolution.FULL_HD,
    fps=30,
    look=Look.NIGHT,
    voice="ja",
    speed=1.25,
    music="/music/quiet.mp3",
    captions=Captions.BURNED,
    pictures=("/a.png", "/b c.mp4"),
    seed=7,
    language="ja",
    output="/videos/桜.mp4",
)


def test_a_new_generation_is_pending_and_keeps_its_whole_request(store: SqliteStore) -> None:
    before = now()
    made = store.create(EVERYTHING, "桜 🌸")
    known = store.get(made.id)
    assert known == made
    assert known.request == EVERYTHING
    assert known.title == "桜 🌸"
    assert known.status is Status.PENDING
    assert (known.progress, known.current_step, known.cost_micros) == (0.0, None, 0)
    assert before <= known.created_at <= now()
    assert known.created_at.utcoffset() is not None


def test_generations_are_listed_newest_first_in_pages(store: SqliteStore) -> None:
    ids = [store.create(Request(f"prompt {n}"), f"title {n}").id for n in range(7)]
    newest_first = ids[::-1]
    assert [g.id for g in store.list()] == newest_first
    assert [g.id for g in store.list(limit=3)] == newest_first[:3]
    assert [g.id for g in store.list(limit=3, offset=5)] == newest_first[5:]
    assert store.list(offset=7) == []
    assert store.count() == 7


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("whale", True),
        ("WHALES", True),
        ("ocean whale", True),  # every word, in any order
        ("whale desert", False),
        ("straße", True),
        ("STRASSE", True),  # folded the way people read, not only for ASCII
        ("ÉTÉ", True),
        ("鯨", True),
        ("ﬁlm", True),  # a ligature is its letters
        ("%", False),  # not a wildcard
        ("_", False),
        ("100", False),
        ("\\", False),
        ("  ", True),
        ("", True),
    ],
)
def test_search_looks_in_title_and_prompt(store: SqliteStore, search: str, found: bool) -> None:
    store.create(Request("The ocean in the Straße, un film d'été 鯨"), "Blue whales")
    assert store.count(search) == len(store.list(search)) == (1 if found else 0)


def test_wildcards_are_found_as_themselves(store: SqliteStore) -> None:
    store.create(Request("growth of 100 %"), "a_b")
    store.create(Request("growth of 100 people"), "axb")
    assert [g.title for g in store.list("100 %")] == ["a_b"]
    assert [g.title for g in store.list("a_b")] == ["a_b"]


def test_a_title_can_be_changed_and_is_found_by_the_new_one(store: SqliteStore) -> None:
    made = store.create(Request("prompt"), "working title")
    store.set_title(made.id, "Ünder the Sea")
    assert store.get(made.id).title == "Ünder the Sea"
    assert store.count("ünder") == 1
    assert store.count("working") == 0
    assert store.count("prompt") == 1


def test_each_note_is_kept_once_and_in_order(store: SqliteStore) -> None:
    made = store.create(Request("prompt"), "title")
    for text in ("second thoughts", "a “quoted” note", "second thoughts"):
        store.add_note(made.id, text)
    assert store.get(made.id).notes == ("second thoughts", "a “quoted” note")


def test_what_is_active_cannot_be_deleted(store: SqliteStore) -> None:
    made = store.create(Request("prompt"), "title")
    with pytest.raises(InvalidRequest):
        store.delete(made.id)
    store.claim(made.id)
    with pytest.raises(InvalidRequest):
        store.delete(made.id)
    assert store.get(made.id).status is Status.PROCESSING


def test_a_deleted_generation_is_gone_but_its_money_stays_spent(store: SqliteStore) -> None:
    made = store.create(Request("prompt"), "title")
    store.charge(made.id, CostEntry("clip/1", "p", "clip", 500, PriceSource.COMPUTED))
    store.request_cancel(made.id)
    store.delete(made.id)
    with pytest.raises(NotFound):
        store.get(made.id)
    assert store.total_micros() == 500
    assert store.count() == 0


def test_the_number_of_a_deleted_generation_is_never_given_again(store: SqliteStore) -> None:
    made = store.create(Request("prompt"), "title")
    store.request_cancel(made.id)
    store.delete(made.id)
    assert store.create(Request("prompt"), "title").id > made.id


@pytest.mark.parametrize("unknown", [0, -1, 1, 2**63 - 1, 2**63, 10**30])
def test_an_unknown_generation_is_not_found(store: SqliteStore, unknown: int) -> None:
    with pytest.raises(NotFound):
        store.get(unknown)
    with pytest.raises(NotFound):
        store.cancellation_requested(unknown)
    with pytest.raises(NotFound):
        store.request_cancel(unknown)


def test_another_profiles_generation_is_forbidden_to_every_verb(
    store: SqliteStore, path: Path
) -> None:
    made = store.create(Request("prompt"), "title")
    entry = CostEntry("clip/1", "p", "clip", 1, PriceSource.FREE)
    with open_store(path, "somebody else") as other:
        verbs = {
            "get": lambda: other.get(made.id),
            "claim": lambda: other.claim(made.id),
            "reset": lambda: other.reset(made.id),
            "request_cancel": lambda: other.request_cancel(made.id),
            "cancellation_requested": lambda: other.cancellation_requested(made.id),
            "save_progress": lambda: other.save_progress(made.id, 1.0, "x", now()),
            "touch": lambda: other.touch(made.id, now()),
            "set_title": lambda: other.set_title(made.id, "x"),
            "add_note": lambda: other.add_note(made.id, "x"),
            "storyboard": lambda: other.storyboard(made.id),
            "takes": lambda: other.takes(made.id),
            "charge": lambda: other.charge(made.id, entry),
            "costs": lambda: other.costs(made.id),
            "recorded": lambda: other.recorded(made.id, "k", "f", str),
            "record": lambda: other.record(made.id, "k", "f", "v", files=[], seconds=0),
            "complete": lambda: other.complete(made.id, Result("v", "p", 1.0)),
            "fail": lambda: other.fail(made.id, "c", "m", now()),
            "delete": lambda: other.delete(made.id),
        }
        for verb in verbs.values():
            with pytest.raises(Forbidden):
                verb()
        assert other.count() == 0
        assert other.list() == []
        assert other.total_micros() == 0
    assert store.get(made.id) == made


def test_a_request_stored_by_an_older_program_gets_the_defaults(store: SqliteStore) -> None:
    # What a request gains later has a default, and what it loses is ignored.
    made = store.create(Request("prompt"), "title")
    with store._connections.writing() as session:
        session.connection().exec_driver_sql(
            """UPDATE generations SET request_json = '{"prompt": "old", "gone": 1}'"""
        )
    assert store.get(made.id).request == replace(Request("old"))
