"""Downloads arrive whole or not at all, from where they may come, within their bounds."""

import gzip
import tempfile
import threading
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.providers.net.serving import CANARY, Reply, Server, body, drip, head, raw, serving, told
from tests.servers.names import Names
from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import DiskFull, MediaError, ProviderError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.net.download import VIDEO, Goods, download

FILM = bytes(range(256)) * 4000  # about 1 MB
WHOLE = body(FILM, 200, "video/mp4")
HALF = len(FILM) // 2


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "takes" / "clip-3.mp4"


@pytest.fixture(autouse=True)
def nothing_partial(tmp_path: Path, out: Path) -> Iterator[None]:
    """After every test here: the whole film under its name, or nothing; no other file at all."""
    yield
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left in ([], [out])
    if left:
        assert out.read_bytes() == FILM


def fetch(server: Server, out: Path, work: Work, goods: Goods = VIDEO) -> Path:
    return download("/files/3", out, goods, server.setup(), work)


def cut(at: int, **headers: object) -> Reply:
    return raw(head(200, len(FILM), "video/mp4", **headers) + FILM[:at])


def rest(start: int, **headers: object) -> Reply:
    span = f"bytes {start}-{len(FILM) - 1}/{len(FILM)}"
    return body(FILM[start:], 206, "video/mp4", Content_Range=span, **headers)


def test_a_film_arrives_with_its_progress(out: Path, work: Work) -> None:
    seen: list[float] = []
    with serving(WHOLE) as server:
        assert fetch(server, out, replace(work, progress=seen.append)) == out
    assert out.read_bytes() == FILM
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_cut_is_taken_up_where_it_happened(out: Path, work: Work) -> None:
    tag = '"v1"'
    with serving(cut(HALF, ETag=tag), rest(HALF, ETag=tag)) as server:
        fetch(server, out, work)
        again = server.heard[1].headers
    assert (again["range"], again["if-range"]) == (f"bytes={HALF}-", tag)


def test_a_date_serves_where_there_is_no_tag(out: Path, work: Work) -> None:
    date = "Fri, 20 Nov 2026 10:00:00 GMT"
    with serving(cut(HALF, Last_Modified=date), rest(HALF)) as server:
        fetch(server, out, work)
        assert server.heard[1].headers["if-range"] == date


@pytest.mark.parametrize("tag", ["", 'W/"v1"'])
def test_a_cut_file_that_cannot_be_known_again_is_fetched_anew(
    tag: str, out: Path, work: Work
) -> None:
    with serving(cut(HALF, ETag=tag), WHOLE) as server:
        fetch(server, out, work)
        assert "range" not in server.heard[1].headers


OTHER_SPAN = body(FILM, 206, "video/mp4", Content_Range=f"bytes 0-{len(FILM) - 1}/{len(FILM)}")


@pytest.mark.parametrize(
    "second",
    [
        WHOLE,  # the server takes no part
        OTHER_SPAN,
        rest(HALF, ETag='"v2"'),  # the file has changed
        body(b"", 416, ""),
        body(FILM[HALF:], 206, "video/mp4", Content_Range=f"bytes {HALF}-*/*"),
    ],
)
def test_what_does_not_fit_begins_anew(second: Reply, out: Path, work: Work) -> None:
    with serving(cut(HALF, ETag='"v1"'), second, WHOLE) as server:
        fetch(server, out, work)


def test_a_stream_in_chunks_that_is_cut_is_noticed(out: Path, work: Work) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = f"{len(FILM):x}\r\n".encode() + FILM + b"\r\n"
    with serving(
        raw(start + chunk[:1000]), raw(start + chunk), raw(start + chunk + b"0\r\n\r\n")
    ) as s:
        fetch(s, out, work)
        assert len(s.heard) == 3


@pytest.mark.parametrize(
    "passing",
    [
        body(b"", 429, Retry_After="0"),
        body(b"<html>", 503, "text/html"),
        body(b"<html>Sign in</html>", 200, "text/html"),
        body(b"", 200, "video/mp4"),
        raw(b""),
        body(gzip.compress(bytes(10**6)), 200, "video/mp4", Content_Encoding="gzip"),
    ],
)
def test_what_passes_is_tried_again(passing: Reply, out: Path, work: Work) -> None:
    with serving(passing, WHOLE) as server:
        fetch(server, out, work)
        assert len(server.heard) == 2


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (told({"detail": "Not Found"}, 404), "Studio has nothing at this address"),
        (told({"error": {"message": "Expired link"}}, 403), "Expired link"),
        (body(b"<html>", 200, "text/html"), r"something else than was asked for \(text/html\)"),
        (told({"error": {"message": "Not ready"}}), "Not ready"),
        (cut(HALF), "The connection to Studio broke"),
        (raw(head(200, 10**13, "video/mp4") + FILM), "longer than 2e\\+03 MB"),
    ],
)
def test_what_stays_wrong_is_told(reply: Reply, said: str, out: Path, work: Work) -> None:
    with serving(reply) as server, pytest.raises(ProviderError, match=said):
        fetch(server, out, work)


def test_a_film_that_is_longer_than_it_said_is_left(out: Path, work: Work) -> None:
    endless = raw(head(200, None, "video/mp4") + FILM * 3)
    with serving(endless) as server, pytest.raises(ProviderError, match="longer than 2 MB"):
        fetch(server, out, work, Goods(("video/",), most_bytes=2_000_000))


@pytest.mark.parametrize(
    "goods",
    [
        Goods(("video/",), seconds=0.5),
        Goods(("video/",), silence=0.1, slowest=100_000.0, seconds=0.5),
    ],
)
def test_a_slow_drip_ends(goods: Goods, out: Path, work: Work) -> None:
    with (
        serving(drip(head(200, len(FILM), "video/mp4"))) as server,
        pytest.raises(ProviderError, match="did not answer in time"),
    ):
        fetch(server, out, work, goods)


def test_a_cancel_ends_it_and_leaves_nothing(out: Path, work: Work) -> None:
    with serving(drip(head(200, len(FILM), "video/mp4") + FILM[:HALF])) as server:
        stopper = threading.Thread(target=lambda: (server.arrived.wait(10), work.token.cancel()))
        stopper.start()
        with pytest.raises(Cancelled):
            fetch(server, out, work)
        stopper.join()


def test_what_is_no_film_is_fetched_once_more_and_then_told(out: Path, work: Work) -> None:
    def is_good(path: Path) -> None:
        if path.read_bytes() != FILM:
            raise MediaError("It is no video.")

    rubbish = body(b"rubbish" * 1000, 200, "video/mp4")
    with serving(rubbish, WHOLE) as server:
        download("/f", out, VIDEO, server.setup(), work, is_good=is_good)
    out.unlink()
    with serving(rubbish) as server:
        with pytest.raises(ProviderError, match="cannot be used: It is no video"):
            download("/f", out, VIDEO, server.setup(), work, is_good=is_good)
        assert len(server.heard) == 2


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:9/secret",
        "https://127.0.0.1:9/secret",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/secret",
        "file:///etc/passwd",
        "http://example.org/f.mp4",
    ],
)
@pytest.mark.parametrize("is_redirect", [False, True])
def test_links_lead_nowhere_else(place: str, is_redirect: bool, out: Path, work: Work) -> None:
    with serving(body(b"", 302, "", Location=place)) as server:
        link = "/files/3" if is_redirect else place
        with pytest.raises(ProviderError, match="was not opened"):
            download(link, out, VIDEO, server.setup(), work)
        assert len(server.heard) == int(is_redirect)


def test_a_name_that_turns_into_this_computer_is_not_connected_to(
    out: Path, work: Work, names: Names
) -> None:
    names.lead("cdn.example.org", "127.0.0.1")
    with serving(WHOLE) as server:
        setup = ProviderSetup("r", ProviderKind.OPENROUTER)
        with pytest.raises(ProviderError, match="own network"):
            download(f"https://cdn.example.org:{server.port}/f", out, VIDEO, setup, work)
        assert server.heard == []


def test_a_redirect_at_home_is_followed_with_the_key_and_a_ring_is_left(
    out: Path, work: Work, key: Key
) -> None:
    with serving(body(b"", 307, "", Location="/files/4"), WHOLE) as server:
        download("/files/3", out, VIDEO, server.setup(), work, key=key)
        assert [heard.path for heard in server.heard] == ["/files/3", "/files/4"]
        assert server.heard[1].headers["authorization"] == f"Bearer {CANARY}"
    out.unlink()
    with (
        serving(body(b"", 307, "", Location="/files/3")) as server,
        pytest.raises(ProviderError, match="leads from one to the next"),
    ):
        download("/files/3", out, VIDEO, server.setup(), work)


def test_a_full_disk_is_told(out: Path, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    with serving(WHOLE) as server, monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _path: usage(10**9, 10**9, 1000))
        with pytest.raises(DiskFull, match="no room for the download"):
            fetch(server, out, work)


OTHER_DISK = Path("/dev/shm")  # on Linux, memory


def test_another_disk_gets_it_whole(out: Path, work: Work, tmp_path: Path) -> None:
    if not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk")
    with (
        tempfile.TemporaryDirectory(dir=OTHER_DISK) as scratch,
        serving(WHOLE) as server,
    ):
        fetch(server, out, replace(work, scratch=Path(scratch)))
        assert list(Path(scratch).iterdir()) == []
    assert out.read_bytes() == FILM


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, work: Work) -> None:
    (tmp_path / "takes").write_bytes(FILM)
    with serving(WHOLE) as server, pytest.raises(MediaError, match="cannot be written"):
        fetch(server, tmp_path / "takes" / "clip-3.mp4", work)
    (tmp_path / "takes").unlink()
