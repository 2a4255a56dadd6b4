"""A key that must be found nowhere but where it is sent."""

import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil


@dataclass
class Canary:
    """The key, and what was heard of it: `texts` are what else a test wants searched, by the
    name of where each came from.
    """

    key: str = field(default_factory=lambda: f"canary-{secrets.token_hex(16)}", repr=False)
    texts: dict[str, str] = field(default_factory=dict, repr=False)

    def found_in(self, *folders: Path) -> list[str]:
        """Where the key is: in a file below `folders` or its name, in one of the texts, or on
        a command line, ours or one that was started while `listening`.
        """
        needles = _spellings(self.key)
        places = [f"the file {path}" for path in _files(folders) if _holds(path, needles)]
        places += [f"the {name}" for name, text in self.texts.items() if _has(text, needles)]
        places += [f"the command {line[:80]}" for line in _commands() if _has(line, needles)]
        return places


def _spellings(key: str) -> tuple[bytes, ...]:
    """As it is, in a URL, in UTF-16, and its second half, as a cut text would have it."""
    half = key[len(key) // 2 :]
    return (*(k.encode() for k in (key, quote(key, safe=""), half)), key.encode("utf-16-le"))


def _has(text: str, needles: tuple[bytes, ...]) -> bool:
    data = text.encode(errors="replace")
    return any(needle in data for needle in needles)


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from folder.rglob("*")


def _holds(path: Path, needles: tuple[bytes, ...]) -> bool:
    """Sockets and such cannot be read."""
    if _has(str(path), needles):
        return True
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False
    return any(needle in data for needle in needles)


_started: list[str] = []  # command lines, with the environments they were given
_is_listening = False


def listen_for_commands() -> None:
    """Remember every command that this process starts from now on."""
    global _is_listening  # noqa: PLW0603 - so is an audit hook
    _started.clear()
    if not _is_listening:  # a hook stays for good
        _is_listening = True
        sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"subprocess.Popen", "os.posix_spawn", "os.exec"}:
        _started.append(repr(arguments))


def _commands() -> list[str]:
    own = " ".join(psutil.Process().cmdline())
    return [own, *_started]
