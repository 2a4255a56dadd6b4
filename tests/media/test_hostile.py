"""A file of unknown origin leads to no other file and to no address."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.media.pieces import piece
from tests.media.pieces import take as own_take
from vidgen_desktop.core.assembly import Film, Fitting, Piece, Placed, Soundtrack
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

FORMAT = VideoFormat(320, 180, 24)


class Listener(http.server.ThreadingHTTPServer):
    """An address nearby that remembers who called."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        calls = self.calls

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_error(404)

            def log_message(self, format: str, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def playlists(address: str, secret: Path) -> dict[str, str]:
    return {
        "m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{address}/a.ts\n#EXT-X-ENDLIST\n",
        "m3u8 to a file": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n"
        f"concat:{secret}|{address}/a.ts\n#EXT-X-ENDLIST\n",
        "ffconcat": f"ffconcat version 1.0\nfile '{secret}'\nfile {address}/b.ts\n",
        "concat": f"file '{secret}'\n",
        "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
        "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
        "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" '
        f'type="static"><Period><AdaptationSet><BaseURL>{address}/</BaseURL>'
        "</AdaptationSet></Period></MPD>",
        "imf": '<?xml version="1.0"?><AssetMap><Path>' + str(secret) + "</Path></AssetMap>",
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/c.png"/></svg>',
        "avisynth": f'AVISource("{secret}")\n',
        "smil": f'<smil><body><video src="{address}/d.mp4"/></body></smil>',
        "asx": f"[Reference]\nRef1={address}/e.asf\n",
        "metadata": ";FFMETADATA1\ntitle=x\n",
        "subtitles": "1\n00:00:00,000 --> 00:00:10,000\nhello\n",
    }


@pytest.mark.parametrize("kind", playlists("", Path()).keys())
@pytest.mark.parametrize("ending", [".mp4", ".m3u8", ".ffconcat", ".png", ".wav"])
def test_a_script_in_disguise_is_refused(
    tool: FfmpegTool, work: Work, tmp_path: Path, listener: Listener, kind: str, ending: str
) -> None:
    path = tmp_path / f"holiday{ending}"
    path.write_text(playlists(listener.address, tmp_path / "secret.ts")[kind])
    with pytest.raises(MediaError):
        tool.probe(path, work)
    assert listener.calls == []


def test_no_verb_follows_a_playlist(
    tool: FfmpegTool, work: Work, tmp_path: Path, listener: Listener, clip: Callable[..., Path]
) -> None:
    secret = clip("secret.ts", "-c:v", "mpeg2video")
    path = tmp_path / "holiday.mp4"
    path.write_text(playlists(listener.address, secret)["ffconcat"])
    out = tmp_path / "out.mp4"
    take = piece(own_take(tmp_path / "take.mp4", 24, format=FORMAT))
    verbs: list[Callable[[], object]] = [
        lambda: tool.conform(path, Fitting(FORMAT, 1.0), out, work),
        lambda: tool.still(path, 0.0, tmp_path / "out.png", work),
        lambda: tool.assemble(Film((Piece(path, 24),), FORMAT), out, work),
        lambda: tool.mix(Soundtrack(1.0, voices=(Placed(path, 0.0),)), out, work),
        lambda: tool.mix(Soundtrack(1.0, music=path), out, work),
        lambda: tool.assemble(Film((take,), FORMAT, path), out, work),
    ]
    for verb in verbs:
        with pytest.raises(MediaError):
            verb()
    assert listener.calls == []
    assert not out.exists()


@pytest.mark.parametrize(
    "name",
    [
        "-i.mp4",
        "http:example.mp4",
        "concat:a|b.mp4",
        "frame%03d.mp4",
        "a'b\"c`d$(e)f;g&h|i.mp4",
        "[in];movie=x[out].mp4",
        "файл 影片 🎬.mp4",
        "a\nb.mp4",
    ],
)
def test_no_name_is_taken_for_more_than_a_name(
    tool: FfmpegTool, work: Work, clip: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    path = clip("plain.mp4").rename(tmp_path / name)
    assert tool.probe(path, work).frames == 50
    tool.conform(path, Fitting(FORMAT, 0.5), tmp_path / f"out {name}", work)
    assert tool.probe(tmp_path / f"out {name}", work).frames == 12
