"""A few hundred texts on every road: nothing crashes, nothing foreign is opened, nobody is called.

The bait is watched by the kernel, for children too; our own process by Python's audit events.
The deep form (`python -m tests.fuzz`) looks at every file that any process opens.
"""

import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.fuzz.auditing import auditing
from tests.fuzz.bait import WATCHES, Watch, watching
from tests.fuzz.roads import ROADS, SLOW, walk
from tests.fuzz.texts import Bait, hostile_texts

pytestmark = pytest.mark.skipif(not WATCHES, reason="the bait is watched by Linux")

COUNT, SEED = 260, 2026


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Generator[Watch]:
    with watching(tmp_path_factory.mktemp("fuzz") / "bait") as watch:
        yield watch


@pytest.mark.slow
@pytest.mark.parametrize("road", [name for name in ROADS if name not in SLOW])
def test_hostile_texts_are_nothing_but_texts(
    road: str, watch: Watch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = (tmp_path_factory.getbasetemp(), Path(tempfile.gettempdir()))
    texts = hostile_texts(SEED, COUNT, watch.bait)
    with auditing(watch.bait.file, *own) as opened:
        tally = walk(road, texts, tmp_path / road)
    assert tally.crashes == []
    assert tally.texts >= 3
    assert tally.refused < tally.texts
    assert opened == []
    assert watch.taken() == []


def test_the_watch_sees_who_takes_the_bait(tmp_path: Path) -> None:
    import urllib.request

    with watching(tmp_path / "bait") as watch:
        with auditing(watch.bait.file, tmp_path) as opened:
            watch.bait.file.read_text()
            with pytest.raises(OSError, match="timed out"):
                urllib.request.urlopen(watch.bait.url, timeout=0.2)
        assert len(opened) == 2
        assert [what.split(" (")[0] for what in watch.taken()] == [
            *["the file was touched"] * 2,
            "the port was called",
        ]


def test_the_same_seed_gives_the_same_texts(tmp_path: Path) -> None:
    bait = Bait(tmp_path / "b", "http://x")
    assert hostile_texts(1, 500, bait) == hostile_texts(1, 500, bait)
    assert hostile_texts(1, 500, bait) != hostile_texts(2, 500, bait)
    assert len(set(hostile_texts(1, 500, bait))) > 450
