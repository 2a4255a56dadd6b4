"""Fetching what a service has made: whole, in bounds, and from where it may come.

A link is followed to https and public addresses only, or to the provider's own; each redirect
is checked again. A cut is taken up where it happened if the server still has the same file.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

import httpx2

from vidgen_desktop.core.errors import MediaError, ProviderFault, ToolError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.judging import judging
from vidgen_desktop.providers.net.answers import json_of, refusal, tidy
from vidgen_desktop.providers.net.client import Patience, open_link
from vidgen_desktop.providers.net.faults import ServiceError, unusable
from vidgen_desktop.providers.net.part import Pace, Part, check_room, move_into_place, writing
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.setups import ProviderSetup

MOST_REDIRECTS = 5
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Goods:
    """What may come: of a content type that begins with one of `kinds` (a server that names
    none, or only "bytes", is believed: the caller probes the file), at most so many bytes, in
    so many seconds, with no `silence` (seconds) in which less than `slowest` bytes a second
    came.
    """

    kinds: tuple[str, ...]
    most_bytes: int = 2_000_000_000
    seconds: float = 1800.0
    silence: float = 60.0
    slowest: float = 2_000.0


VIDEO = Goods(("video/",))
PICTURE = Goods(("image/",), most_bytes=100_000_000, seconds=600.0)
SOUND = Goods(("audio/",), most_bytes=500_000_000, seconds=600.0)

_BYTES = {"", "application/octet-stream", "binary/octet-stream"}


def download(
    link: str,
    out: Path,
    goods: Goods,
    setup: ProviderSetup,
    work: Work,
    *,
    key: Key | None = None,
    is_good: Callable[[Path], None] | None = None,
) -> Path:
    """Fetch `link` into `out`, which appears whole or not at all.

    The key is sent to the provider's own address only. `is_good` raises MediaError where the
    file is not what it should be, before it gets its name; with a ToolError it could not tell,
    and the file, which may not come again, stays in `out` to be looked at later. Passing faults
    and cuts are tried again. Raises ProviderError, MediaError, DiskFull or Cancelled.
    """
    part = Part(work.scratch / f".{out.name}.{secrets.token_hex(4)}.part")
    fetch = _Fetch(goods, setup, work, key, part)

    def once() -> None:
        fetch.run(urljoin(f"{setup.base}/", link))
        if is_good is not None:
            _check_file(part, out, is_good, setup.name)

    try:
        with writing(part.path):
            part.path.parent.mkdir(parents=True, exist_ok=True)
        retried(once, setup.name, work.token, tries=_TRIES, within=goods.seconds)
        _place(part, out)
    finally:
        with suppress(OSError):  # where it could not be written, that is what is told
            part.path.unlink(missing_ok=True)
    return out


def _place(part: Part, out: Path) -> None:
    with writing(out, part.bytes):
        move_into_place(part.path, out)


def _check_file(part: Part, out: Path, is_good: Callable[[Path], None], name: str) -> None:
    """Rubbish is fetched once more, and then told."""
    try:
        with judging(part.path):
            is_good(part.path)
    except ToolError:
        _place(part, out)
        raise
    except MediaError as fault:
        part.forget()
        part.rubbish += 1
        why = fault.message.replace(f"“{part.path.name}”", "it")  # our name for it is no news
        told = unusable(name, f"a file that cannot be used: {why}")
        told.is_passing = part.rubbish == 1
        raise told from fault


@dataclass(frozen=True, slots=True)
class _Fetch:
    """One download: what, for whom, and under which bounds."""

    goods: Goods
    setup: ProviderSetup
    work: Work
    key: Key | None
    part: Part

    def run(self, address: str) -> None:
        """Fetch what is still missing; raises what httpx2 raises, ServiceError or DiskFull."""
        for _ in range(MOST_REDIRECTS + 1):
            follow = self._ask(address)
            if follow is None:
                return
            address = urljoin(address, follow)
        raise unusable(self.setup.name, "a link that leads from one to the next")

    def _ask(self, address: str) -> str | None:
        """Take the body, or tell where to go instead."""
        left = self.goods.seconds - self.part.running.passed()
        patience = Patience(
            read=self.goods.silence, whole=max(left, 1.0), most_bytes=self.goods.most_bytes + 1
        )
        with (
            open_link(self.setup, address, self.work.token, self.key, patience) as client,
            client.stream("GET", address, headers=self.part.wanted()) as response,
        ):
            if response.has_redirect_location:
                return response.headers["location"]
            if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                self.part.forget()
                raise unusable(self.setup.name, "another file than before")
            if not response.is_success:
                raise refusal(response, self.setup.name)
            self._check_kind(response)
            self._take(response)
        return None

    def _check_kind(self, response: httpx2.Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in _BYTES or kind.startswith(self.goods.kinds):
            return
        if "json" in kind:
            json_of(response, self.setup.name)
        raise unusable(self.setup.name, f"something else than was asked for ({tidy(kind)})")

    def _take(self, response: httpx2.Response) -> None:
        part = self.part
        part.begin(response)
        if (part.whole or 0) > self.goods.most_bytes:
            raise self._too_long()
        check_room(part)
        pace = Pace(self.goods.slowest, self.goods.silence)
        with writing(part.path, part.whole), part.path.open("ab") as file:
            for piece in response.iter_raw():
                self.work.token.check()
                file.write(piece)
                part.bytes += len(piece)
                if part.bytes > self.goods.most_bytes:
                    raise self._too_long()
                if pace.is_too_slow(len(piece)):
                    raise httpx2.ReadTimeout("too little comes")
                self._tell()
        if part.bytes == 0 or (part.whole is not None and part.bytes != part.whole):
            raise unusable(self.setup.name, "a file that is not whole")

    def _tell(self) -> None:
        if self.part.whole:
            share = min(1.0, self.part.bytes / self.part.whole)
            self.part.furthest = max(self.part.furthest, share)
            self.work.progress(self.part.furthest)

    def _too_long(self) -> ServiceError:
        megabytes = self.goods.most_bytes / 1_000_000
        return ServiceError(
            f"{self.setup.name} sent a file that is longer than {megabytes:.3g} MB.",
            "Ask for a shorter or smaller one.",
            fault=ProviderFault.BAD_ANSWER,
        )
