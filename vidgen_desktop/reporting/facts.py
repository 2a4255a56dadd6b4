"""What a report says of the program, its settings and this machine."""

import importlib.metadata
import platform
import sqlite3
import sys
from pathlib import Path
from typing import Any

import msgspec

from vidgen_desktop import __version__
from vidgen_desktop.config import Settings
from vidgen_desktop.setups import ProviderSetup, looks_near
from vidgen_desktop.starting import IS_BUNDLE

SET = "(set)"


def versions() -> dict[str, Any]:
    """Vidgen, Python, the system, SQLite, and every library."""
    found = {one.metadata["Name"]: one.version for one in importlib.metadata.distributions()}
    return {
        "vidgen": __version__,
        "bundle": IS_BUNDLE,
        "python": sys.version,
        "system": platform.platform(),
        "machine": platform.machine(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": dict(sorted(found.items(), key=lambda pair: str(pair[0]).lower())),
    }


def settings_facts(settings: Settings, *, with_words: bool) -> dict[str, Any]:
    """The settings; what the person has named or typed only as being set."""
    facts: dict[str, Any] = msgspec.to_builtins(settings)
    if with_words:
        return facts
    facts["videos_folder"] = SET if settings.videos_folder else ""
    facts["profile"] = "default" if settings.profile == "default" else SET
    facts["providers"] = [_provider(setup) for setup in settings.providers]
    for quality in facts["qualities"]:
        quality["name"] = SET
    facts["quality"] = SET if settings.quality else ""
    facts["defaults"]["music"] = _word_or_path(settings.defaults.music)
    return facts


def _provider(setup: ProviderSetup) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(setup)
    own = "near" if looks_near(setup.host) else "elsewhere"
    facts["address"] = "the service's own" if setup.is_own_address else own
    facts["title"] = SET if setup.title else ""
    facts["workflow"] = SET if setup.workflow else ""
    return facts


def _word_or_path(music: str) -> str:
    return music if music in ("auto", "none") else SET


class Places:
    """Gives the folders of a person names that say no more than what they are for."""

    def __init__(self, data: Path, videos: Path, *, with_words: bool) -> None:
        shown = [(Path.home(), "~")]
        if not with_words:
            shown = [(videos, "<videos>"), (data, "<data>"), *shown]
        # The longest first: one may be within another.
        pairs = sorted(((str(path), name) for path, name in shown), key=lambda p: -len(p[0]))
        self._names = [(path, name) for path, name in pairs if len(path) > 1]

    def shown(self, text: str) -> str:
        """The text with them in place of the folders, also as JSON writes paths of Windows."""
        for path, name in self._names:
            text = text.replace(path, name).replace(path.replace("\\", "\\\\"), name)
        return text
