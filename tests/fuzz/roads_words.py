"""The roads of a text inside the program: request, script, names, database, tables, logs."""

import csv
import io
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.fuzz.tally import Tally, parts
from tests.fuzz.texts import huge
from vidgen_desktop import logs
from vidgen_desktop.config import Folders
from vidgen_desktop.core.buying.costs import LedgerLine, write_csv
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request, Result, Scene, Storyboard, now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.run.recorder import fingerprint_of
from vidgen_desktop.core.validate import checked
from vidgen_desktop.media.captions.fonts import bundled, runs
from vidgen_desktop.media.captions.presets import SEMI_BOLD
from vidgen_desktop.media.join.languages import three_letters
from vidgen_desktop.providers.builtin.film.headings import heading_of
from vidgen_desktop.providers.builtin.film.lettering import Style, drawable, typeset
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.writer import BuiltinWriter
from vidgen_desktop.providers.text.reading import read
from vidgen_desktop.providers.text.shapes import Narration
from vidgen_desktop.stages.naming import safe_stem
from vidgen_desktop.stages.publish import publish
from vidgen_desktop.store.repository import open_store

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def words(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """From the prompt to the scenes and their headings."""
    writer, work = BuiltinWriter(), Work(CancelToken(), folder)
    for text in texts:
        with tally.text(text):
            request = checked(Request(text))
            script = writer.write(request, work)
            board = writer.plan(script, request, lambda said: len(said) / 15, work)
            assert board.scenes
            for scene in board.scenes:
                heading_of(scene, board)
            fingerprint_of([request, script, board])
            read(f'{{"title": "{text}"', Narration)


def languages(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """As the name of a language, from an option or a model's answer."""
    writer, work, narrator = BuiltinWriter(), Work(CancelToken(), folder), BuiltinNarrator()
    try:
        for text in texts:
            with tally.text(text):
                assert len(three_letters(text)) == len("eng")
                narrator.voice_for(text, text)
                typeset("Bees", Style("warm", kept(text), 0xFF000000), (200, 100), 20)
                runs("花 Bees", bundled(*SEMI_BOLD), kept(text))
                request = checked(Request("Bees dance. They fly home.", language=text[:9]))
                script = writer.write(request, work)
                assert writer.plan(script, request, lambda said: len(said) / 15, work).scenes
    finally:
        narrator.close()


def names(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """From the title to files in the videos folder, and to nowhere else."""
    videos = folder / "Videos"
    whole = folder / "whole.mp4"
    whole.write_text("a video")
    result = Result(str(whole), str(whole), 1.0)
    published = 0
    for text in texts:
        with tally.text(text):
            made = publish(result, videos, safe_stem(text))
            assert Path(made.video).parent == videos
            Path(made.video).unlink()
            published += 1
    assert sorted(folder.iterdir()) == [videos, whole]
    assert not list(videos.iterdir())


def database(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Stored as title, prompt, note, scene, fault, cost and job, searched for, and read back."""
    with open_store(folder / "vidgen.db", "default") as store:
        made = store.create(Request("x"), "x")
        for text in texts:
            with tally.text(text):
                store.set_title(made.id, text)
                assert store.get(made.id).title == kept(text)
                store.list(text[:80])
                store.count(text[:80])
                scene = Scene(1, text, text, 1.0, heading=text)
                store.save_storyboard(made.id, Storyboard(text, "en", (scene,)))
                board = store.storyboard(made.id)
                assert board is not None
                assert board.scenes[0].narration == kept(text)
            with tally.text(text):
                store.charge(made.id, CostEntry("a", text, text, 1, PriceSource.FREE))
                store.record(made.id, "step", "f", text, files=[], seconds=0)
                assert store.recorded(made.id, "step", "f", str) == kept(text)
        for text in texts[:: len(texts) // 60 or 1]:
            with tally.text(text):
                failed = store.create(Request(kept(text)), text)
                store.add_note(failed.id, text)
                store.fail(failed.id, "provider", text, now())
                assert store.get(failed.id).error == kept(text)


def tables(texts: Sequence[str], _: Path, tally: Tally) -> None:
    """A spreadsheet shows every cell and carries out none."""
    at = datetime(2026, 11, 21, tzinfo=UTC)
    for some in parts(texts, 100):
        with tally.batch(some):
            out = io.StringIO(newline="")
            lines = [
                LedgerLine(at, 1, text, text, text, text, text, 1, PriceSource.FREE, None)
                for text in map(kept, some)  # from the database, which keeps no half characters
            ]
            write_csv(lines, out)
            out.getvalue().encode()
            rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
            assert len(rows) == len(some) + 1
            for row in rows[1:]:
                assert len(row) == len(rows[0])
                assert not [
                    cell for cell in row if cell.strip(" \u200b\ufeff\u2060").startswith(FORMULA)
                ]


def log_lines(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Each record is one line, whatever is in it."""
    logs.configure_logs(Folders(folder, folder))
    log = logging.getLogger("vidgen.fuzz")
    try:
        for text in texts:
            with tally.text(text):
                log.warning("said %s", text, extra={"text": text})
    finally:
        logs.release_logs()
    with tally.batch(["the log"]):
        files = sorted((folder / "logs").glob("*.log*"))
        written = [line for file in files for line in file.read_text("ascii").splitlines()]
        assert len(written) >= min(len(texts), 1000)
        for line in written:
            assert json.loads(line)["event"].startswith("said ")


def very_long(texts: Sequence[str], folder: Path, tally: Tally) -> None:
    """Texts of ten million characters, where a text may come from outside."""
    endless = [huge(text) for text in ("x", *texts[1:1000:250])]
    for text in endless:
        with tally.text(text):
            assert len(safe_stem(text)) < len(text)
            assert len(drawable(text)) < len(text)
            out = io.StringIO(newline="")
            at = datetime(2026, 11, 21, tzinfo=UTC)
            write_csv([LedgerLine(at, 1, text, "", "", "", "", 1, PriceSource.FREE, None)], out)
            checked(Request(text))
    with open_store(folder / "vidgen.db", "default") as store:
        made = store.create(Request("x"), "x")
        for text in endless:
            with tally.text(text):
                store.add_note(made.id, text)
                store.fail(made.id, "provider", text, now())
                store.list(text[:20_000])


def kept(text: str) -> str:
    """What of a text can be kept: half of a pair of surrogates is no character."""
    return text.encode("utf-8", "replace").decode()


def sound(texts: Sequence[str]) -> list[str]:
    """The texts that a request may hold, as it holds them."""
    found: list[str] = []
    for text in texts:
        try:
            found.append(checked(Request(text)).prompt)
        except InvalidRequest:
            continue
    return found
