"""From a fresh start to a video by other people's models, on the command line."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from tests import measure
from tests.cloud.whole import PROMPT, SCRIPT, SHOTS
from tests.piping import piped
from tests.servers import aimock as say
from tests.servers.aimock import Aimock
from tests.servers.canary import Canary
from tests.servers.films import film, picture
from tests.servers.shaped import Models, Speech
from tests.servers.site import Site
from tests.servers.videos import SGLANG, Videos
from tests.test_keys import Chest
from vidgen_desktop import cli, keys, logs
from vidgen_desktop.config import Settings
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.engine import Engine, open_engine

pytestmark = pytest.mark.usefixtures("hurry")

WRITER, FILMER = "openai/writer", "films/one"


class Terminal:
    """The real command line on the real engine, in this process, with keys from a pipe."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture
        self._engines: list[Engine] = []

    def __call__(self, *arguments: str, key: str = "") -> str:
        """Standard output of a command that works."""
        self._capture.readouterr()
        with piped(key.encode()):
            code = cli.main(arguments, open_window=lambda *_: 1, open_service=self._open)
        out, errors = self._capture.readouterr()
        assert code == 0, errors
        return out

    def close(self) -> None:
        """Close what the commands opened."""
        for engine in self._engines:
            engine.close()

    def _open(self, settings: Settings) -> GenerationService:
        self._engines.append(open_engine(settings))
        return self._engines[-1]


@pytest.fixture
def vidgen(capfd: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    usual = keyring.get_keyring()
    keyring.set_keyring(Chest())
    terminal = Terminal(capfd)
    yield terminal
    terminal.close()
    keyring.set_keyring(usual)
    keys._session.clear()
    logs.release_logs()


def check_video(path: str) -> None:
    seen = measure.shape(Path(path.strip()))
    assert seen.video
    assert seen.sound
    assert 7 < seen.container_seconds < 12


@pytest.mark.slow
def test_five_steps_to_a_video_with_an_openrouter_key(
    vidgen: Terminal, aimock: Aimock, canary: Canary
) -> None:
    aimock.add(
        say.says(SCRIPT, about='"material"', cost=0.002, model=WRITER),
        say.says(SHOTS, about='"scenes"', cost=0.003, model=WRITER),
        say.films(film(8.0), cost=0.5, model=FILMER),
    )
    address = f"{aimock.url}/api/v1"

    vidgen(
        "providers", "add", "openrouter", "--address", address, "--key-from-stdin", key=canary.key
    )
    assert vidgen("providers", "test", "openrouter").startswith("OpenRouter accepts the key.")
    assert f"film by openrouter:{FILMER}" in vidgen("qualities", "suggest", "--save")
    made = vidgen("generate", PROMPT, "--length", "8", "--quality", "Standard", "--music", "none")

    check_video(made)
    # Another version buys nothing, and needs neither the provider nor its key any more.
    vidgen("providers", "remove", "openrouter")
    check_video(vidgen("revise", "1", "--captions", "burned", "--transition", "dip"))
    assert aimock.taken("/api/v1/chat/completions") == 2
    assert aimock.taken("/api/v1/videos") == len(SCRIPT["paragraphs"])


@pytest.mark.slow
def test_the_same_with_servers_of_ones_own(
    vidgen: Terminal, aimock: Aimock, site: Site, canary: Canary
) -> None:
    """A text server, one with /v1/videos and Kokoro, all on this computer."""
    aimock.add(
        say.says(SCRIPT, about='"material"', model="llama"),
        say.says(SHOTS, about='"scenes"', model="llama"),
    )
    Models(site, {"Wan-AI/Wan2.2-T2V": None, "kokoro": None})
    videos, speech = Videos(site, SGLANG), Speech(site)

    for name, url in (("ollama", aimock.url), ("studio", site.url)):
        vidgen(
            *("providers", "add", "shaped", "--id", name, "--title", name.title()),
            *("--address", f"{url}/v1", "--key-from-stdin"),
            key=canary.key,
        )
        assert "accepts the key" in vidgen("providers", "test", name)
    vidgen("qualities", "suggest", "--save")
    made = vidgen("generate", PROMPT, "--length", "8", "--quality", "Standard", "--music", "none")

    check_video(made)
    assert len(videos.jobs.made) == len(SCRIPT["paragraphs"])
    assert len(speech.spoken) == len(SCRIPT["paragraphs"])
    assert aimock.taken("/v1/chat/completions") == 2


def test_a_reference_that_is_no_picture_is_refused_before_anything_is_made(
    tmp_path: Path, own_home: Path
) -> None:
    engine = open_engine(Settings())
    clip, text = tmp_path / "clip.mp4", tmp_path / "notes.png"
    clip.write_bytes(film(1.0))
    text.write_text("no picture at all")
    try:
        for file in (clip, text, tmp_path / "gone.png"):
            with pytest.raises(InvalidRequest) as told:
                engine.submit(Request("Bees", seconds=8, reference=str(file)))
            assert told.value.field == "reference"
        still = tmp_path / "still.png"
        still.write_bytes(picture())
        assert engine.submit(Request("Bees", seconds=8, reference=str(still))).id
        assert engine.store.count() == 1
    finally:
        engine.close()
    assert not list(own_home.glob("workspaces/*"))
