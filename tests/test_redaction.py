"""No key in what is written: known ones anywhere, others where they look like one."""

import logging
from pathlib import Path
from urllib.parse import quote

import pytest

from vidgen_desktop import logs
from vidgen_desktop.config import Folders
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.redaction import GONE, redact

CANARY = "canary/8d1f+36b7=c0"


@pytest.fixture
def known() -> Key:
    return Key(CANARY, Where.SESSION)


@pytest.mark.usefixtures("known")
def test_a_known_key_is_removed_in_every_dress() -> None:
    for text in (CANARY, f"x{CANARY}y", f"?k={quote(CANARY, safe='')}&a=b", f"{CANARY!r}"):
        assert redact(text) == text.replace(CANARY, GONE).replace(quote(CANARY, safe=""), GONE)
        assert GONE in redact(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Incorrect API key provided: sk-proj-abcdef123456", f"Incorrect API key provided: {GONE}"),
        ("Illegal header value b'Bearer abcd1234efgh'", f"Illegal header value b'Bearer {GONE}'"),
        ('{"Authorization": "Key 0a1b2c3d4e"}', f'{{"Authorization": "Key {GONE}"}}'),
        ("https://h/x?X-Amz-Signature=0a1b2c3d&w=5", f"https://h/x?X-Amz-Signature={GONE}&w=5"),
        ("http://me:secret@proxy:80", f"http://me:{GONE}@proxy:80"),
        ("http://me:se@cr:et@proxy:80/a@b", f"http://me:{GONE}@proxy:80/a@b"),
        ("sent eyJhbGciOiJub25lIn0.eyJzdWIiOiJhYmMifQ.c2lnbmVk on", f"sent {GONE} on"),
        ("Bearer abcdefghijklmnopqrstuvwx, then", f"Bearer {GONE}, then"),
        ("grant=x&refresh_token=1a2b3c4d&b=c", f"grant=x&refresh_token={GONE}&b=c"),
        ('{"refreshToken": "1a2b3c4d"}', f'{{"refreshToken": "{GONE}"}}'),
        ("MY_API_KEY=1a2b3c4d", f"MY_API_KEY={GONE}"),
        ("https://h/v1?key=0a1b2c3d4e5f&x=1", f"https://h/v1?key={GONE}&x=1"),
        (
            "key 0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f:0123456789abcdef0123",
            f"key {GONE}",
        ),
    ],
)
def test_what_looks_like_a_key_is_removed(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Making scene 3 of 8",
        "unexpected token: something",
        "a basic video about 12345 keys",
        "2026-11-21T04:00:00Z https://example.org:8443/v1/videos/123 took 4.5 s",
        "The password: it is wrong",
        "a bearer internationally known, of uncharacteristically good news",
        "eyJafjallajokull.html and Eyjafjallajokull.jpg.png stay",
        "no valid token 123456, and max_tokens=123456, next key=F12",
        "~/.local/share/vidgen/workspaces/12/run-1/takes/scene-01.mp4",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "job 0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f at https://h:8443/queue/requests",
        "me@example.org wrote to you@example.org",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("part", ["a-", "token=", "-eyJaaaaaaaa", "0a1b2c3d-1111-", "://a:"])
def test_a_long_text_takes_no_longer_than_its_letters(part: str) -> None:
    """It took the square of its length: half an hour for one of these."""
    text = part * (200_000 // len(part))
    assert redact(text) == text


@pytest.mark.usefixtures("known")
def test_logs_and_their_tracebacks_hold_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = logging.getLogger("vidgen.test")
    logs.configure_logs(Folders(tmp_path, tmp_path), verbose=2)
    try:
        try:
            int(f"header Bearer {CANARY}")
        except ValueError:
            log.exception("sent %s", {"key": CANARY}, extra={"also": CANARY})
    finally:
        logs.release_logs()
    written = (tmp_path / "logs" / logs.FILE_NAME).read_text("utf-8")
    shown = capsys.readouterr().err
    for text in (written, shown):
        assert "ValueError: invalid literal" in text
        assert GONE in text
        assert CANARY not in text
