"""The report: gathers its parts, shows them as they will be, and packs them."""

import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from vidgen_desktop import crash_file, keys
from vidgen_desktop.config import Folders, Settings, folders, load_settings
from vidgen_desktop.core.errors import StoreError, VidgenError
from vidgen_desktop.core.files import placing
from vidgen_desktop.core.files.room import Want, room_for
from vidgen_desktop.core.model import now
from vidgen_desktop.core.reporting import Part, ReportOrder
from vidgen_desktop.logs import FILE_NAME
from vidgen_desktop.redaction import note_environment, redact
from vidgen_desktop.reporting.facts import Places, settings_facts, versions
from vidgen_desktop.reporting.log_lines import for_reading, lines_of, without_words
from vidgen_desktop.store.database.shape import generation_shape, shape_of, words_of

NAME = "vidgen-report"
SUFFIX = ".zip"
PACKED = 8  # times smaller than it was: logs repeat themselves

Findings = Callable[[], Iterable[str]]


class RealReporter:
    """`core.reporting.Reporter`. `findings` are the doctor's, as lines."""

    def __init__(self, settings: Settings, findings: Findings) -> None:
        self._given = settings
        self._findings = findings

    @property
    def log_file(self) -> Path:
        """The newest log; it may not be there yet."""
        return self._folders.logs / FILE_NAME

    @property
    def _settings(self) -> Settings:
        """As they are stored now; those of the start, where they cannot be read any more."""
        try:
            return load_settings()
        except StoreError:
            return self._given

    @property
    def _folders(self) -> Folders:
        return folders(self._settings)

    def parts(self, order: ReportOrder) -> Sequence[Part]:
        """See `core.reporting.Reporter`."""
        self._learn_keys()
        places = self._folders
        shown = Places(places.data, places.videos, with_words=order.with_words)
        return [
            Part(name, meaning, _without_keys(shown.shown(text)))
            for name, meaning, text in self._texts(order, places)
            if text
        ]

    def _texts(self, order: ReportOrder, places: Folders) -> Iterator[tuple[str, str, str]]:
        """Name, meaning and text of each part."""
        one, words = order.generation, "" if order.with_words else ", without your words"
        yield "versions.json", "Vidgen, its libraries and this system", _json(versions())
        settings = settings_facts(self._settings, with_words=order.with_words)
        yield "settings.json", f"Your settings{words}; no keys", _json(settings)
        yield "doctor.txt", "What works on this machine", "\n".join(self._findings())
        shape = _json(shape_of(places.database))
        yield "database.json", "How many videos there are, in which state", shape
        if one is not None:
            facts = _json(generation_shape(places.database, one))
            yield "generation.json", f"How far video {one} came", facts
        if order.with_words:
            said = _json(words_of(places.database, one))
            yield "words.json", "Your prompts, titles and scenes", said
        yield "log.jsonl", f"The log{words}", self._log(order, places)
        crash = crash_file.newest(places.logs)
        if crash is not None:
            yield "crash.txt", "Where Vidgen was when it crashed last", crash.text

    def _log(self, order: ReportOrder, places: Folders) -> str:
        lines = lines_of(places.logs, order.generation)
        if not order.with_words:
            lines = map(without_words, lines)
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)

    def _learn_keys(self) -> None:
        """Every key there is, so that none can be in what is written; the keychain may ask."""
        note_environment()
        for setup in self._settings.providers:
            with suppress(VidgenError):
                keys.key_for(setup)

    def save(self, parts: Sequence[Part], target: Path) -> Path:
        """See `core.reporting.Reporter`."""
        named = target / f"{file_stem()}{SUFFIX}" if target.is_dir() else target
        folder, suffix = named.parent, named.suffix or SUFFIX
        part = placing.under_way(folder, suffix)
        size = sum(one.kilobytes for one in parts) * 1000 // PACKED
        try:
            with room_for(Want("the report", size), folder):
                _pack(parts, part)
                return placing.place_free(part, folder, named.stem, suffix)
        except OSError as fault:
            raise _fault(fault, folder) from fault
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def happened(self, generation: int) -> str:
        """See `core.reporting.Reporter`."""
        places = self._folders
        shown = Places(places.data, places.videos, with_words=True)
        lines = lines_of(places.logs, generation)
        return _without_keys(shown.shown("\n".join(for_reading(line) for line in lines)))

    def crashed(self) -> datetime | None:
        """See `core.reporting.Reporter`."""
        crashes = crash_file.untold(self._folders.logs)
        crash_file.mark_told(crashes)
        return crashes[-1].at if crashes else None


def file_stem() -> str:
    """A name for a report of now."""
    return f"{NAME}-{now().astimezone():%Y%m%d-%H%M%S}"


def _pack(parts: Sequence[Part], path: Path) -> None:
    with path.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in parts:
                packed.writestr(part.name, part.text.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())


def _fault(fault: OSError, folder: Path) -> VidgenError:
    reason = os.strerror(fault.errno) if fault.errno else str(fault)
    return StoreError(
        f"The report cannot be saved in {folder} ({reason}).", "Choose another folder."
    )


def _without_keys(text: str) -> str:
    """Line by line: one search through megabytes of log would hold up the window until its end."""
    return "".join(map(redact, text.splitlines(keepends=True)))


def _json(facts: Any) -> str:
    return json.dumps(facts, indent=1, ensure_ascii=False, default=str)
