"""The doctor's checks: each finds out one thing, and knows how to mend it."""

import importlib.metadata
import logging
import os
import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vidgen_desktop import __version__
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.cli.terminal import has_display
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.starting import IS_BUNDLE

log = logging.getLogger("vidgen.cli")

_LITTLE_SPACE = 2 * 1024**3  # bytes; a ten-minute video and its workspace fit well into it

# A few characters of each script: enough to know whether a font for it is there.
_SCRIPTS = {
    "Latin": "Aé",
    "Greek": "Ω",
    "Cyrillic": "Ж",
    "Arabic": "عر",
    "Hebrew": "ש",
    "Devanagari": "हि",
    "Thai": "ไท",
    "Chinese": "漢汉",
    "Japanese": "のカ",
    "Korean": "한",
    "emoji": "😀",
}
_BUG_ADVICE = "Please report this, with the newest log file."
_FONTS_ADVICE = (
    "Install fonts for them, on Debian and Ubuntu: "
    "apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"
)


class Level(StrEnum):
    """How serious a finding is: BAD means that no video can be made."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, and what to do about it where it is not good."""

    name: str
    level: Level
    found: str
    advice: str = ""


Check = Callable[[Surroundings], Finding]


def findings(
    surroundings: Surroundings, checks: Mapping[str, Check] | None = None
) -> Iterator[Finding]:
    """Every check's finding, in the order in which things are needed."""
    for name, check in (CHECKS if checks is None else checks).items():
        try:
            yield check(surroundings)
        except VidgenError as fault:
            yield Finding(name, Level.BAD, fault.message, fault.advice)
        except Exception as bug:  # one check that fails must not hide what the others find
            log.exception("a bug in the check of %s", name)
            yield Finding(name, Level.BAD, f"This could not be checked ({bug!r}).", _BUG_ADVICE)


def _versions(_surroundings: Surroundings) -> Finding:
    how = "bundle" if IS_BUNDLE else f"Python {platform.python_version()}"
    return Finding("vidgen", Level.GOOD, f"{__version__}, {how}, {platform.platform()}")


def _settings(surroundings: Surroundings) -> Finding:
    fault = surroundings.settings_fault
    path = str(surroundings.folders.settings)
    if fault is not None:
        return Finding("settings", Level.BAD, fault.message, fault.advice)
    return Finding("settings", Level.GOOD, path)


def _data_folder(surroundings: Surroundings) -> Finding:
    return _folder("data folder", surroundings.folders.data, "Set VIDGEN_HOME to another folder.")


def _videos_folder(surroundings: Surroundings) -> Finding:
    return _folder(
        "videos folder", surroundings.folders.videos, "Choose another folder in the settings."
    )


def _folder(name: str, path: Path, advice: str) -> Finding:
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as trial:
            trial.write(b"vidgen")
            trial.flush()
        free = shutil.disk_usage(path).free
    except OSError as error:
        why = os.strerror(error.errno or 0)
        return Finding(name, Level.BAD, f"{path} cannot be written ({why}).", advice)
    found = f"{path}, {free / 1024**3:.1f} GB free"
    if free < _LITTLE_SPACE:
        return Finding(name, Level.WARNING, found, "Free some space before making long videos.")
    return Finding(name, Level.GOOD, found)


def _database(surroundings: Surroundings) -> Finding:
    from vidgen_desktop.store.repository import open_store

    with open_store(surroundings.folders.database, surroundings.settings.profile) as store:
        found = (
            f"{counted(store.count(), 'generation')}, journal {store.journal_mode()}, "
            f"SQLite {sqlite3.sqlite_version}"
        )
    return Finding("database", Level.GOOD, found)


def _ffmpeg(_surroundings: Surroundings) -> Finding:
    from vidgen_desktop.media.facts import ffmpeg_facts

    facts = ffmpeg_facts()
    found = f"{facts.version} at {facts.path}"
    if facts.missing:
        return Finding(
            "ffmpeg",
            Level.BAD,
            f"{found} lacks {', '.join(facts.missing)}",
            "Remove the variable VIDGEN_FFMPEG, or name a complete ffmpeg with it.",
        )
    return Finding("ffmpeg", Level.GOOD, found)


def _voice(_surroundings: Surroundings) -> Finding:
    from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator

    voices = BuiltinNarrator().voices()
    if not voices:
        return Finding(
            "voice",
            Level.WARNING,
            "There is none, so videos are made without a voice.",
            "Install espeak-ng, on Debian and Ubuntu: apt-get install espeak-ng",
        )
    languages = counted(len({voice.language.split("-")[0] for voice in voices}), "language")
    return Finding("voice", Level.GOOD, f"{counted(len(voices), 'voice')} in {languages}")


def _fonts(_surroundings: Surroundings) -> Finding:
    from vidgen_desktop.media.captions.glyphs import missing_glyphs
    from vidgen_desktop.providers.builtin.film.lettering import missing_characters

    lacking = [
        script
        for script, sample in _SCRIPTS.items()
        if missing_characters(sample) or missing_glyphs(sample)
    ]
    if lacking:
        return Finding(
            "fonts", Level.WARNING, f"There are none for {', '.join(lacking)}.", _FONTS_ADVICE
        )
    return Finding("fonts", Level.GOOD, f"for {', '.join(_SCRIPTS)}")


def _window(_surroundings: Surroundings) -> Finding:
    try:
        version = importlib.metadata.version("PySide6-Addons")
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            "window",
            Level.WARNING,
            "Qt is not installed, so there is no window.",
            "Videos can be made with “vidgen generate”.",
        )
    if not has_display():
        return Finding(
            "window",
            Level.WARNING,
            f"Qt {version}, but there is no display.",
            "Videos can be made with “vidgen generate”.",
        )
    return Finding("window", Level.GOOD, f"Qt {version}")


def _keychain(_surroundings: Surroundings) -> Finding:
    from vidgen_desktop.keys import keychain_fault

    fault = keychain_fault()
    if fault is None:
        return Finding("keychain", Level.GOOD, "It can keep the keys of providers.")
    return Finding(
        "keychain",
        Level.WARNING,
        f"{fault[0].upper()}{fault[1:]}, so keys of providers are forgotten when Vidgen ends.",
        "Put them into environment variables, or install a keychain such as gnome-keyring.",
    )


def _providers(surroundings: Surroundings) -> Finding:
    from vidgen_desktop.cli.keys import key_state

    known = surroundings.settings.providers
    if not known:
        return Finding("providers", Level.GOOD, "The built-in engine, which needs nothing.")
    states = {setup.id: key_state(setup).where for setup in known}
    found = ", ".join(f"{name} (key: {where})" for name, where in states.items())
    lacking = [name for name, where in states.items() if where == "missing"]
    if lacking:
        return Finding(
            "providers", Level.WARNING, found, f"Enter a key: vidgen providers key {lacking[0]}"
        )
    return Finding("providers", Level.GOOD, found)


CHECKS: Mapping[str, Check] = {
    "vidgen": _versions,
    "settings": _settings,
    "data folder": _data_folder,
    "videos folder": _videos_folder,
    "database": _database,
    "ffmpeg": _ffmpeg,
    "voice": _voice,
    "keychain": _keychain,
    "providers": _providers,
    "fonts": _fonts,
    "window": _window,
}
