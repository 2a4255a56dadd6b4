"""Other people's server does what these tests lean on: its answers, its jobs, its journal."""

import json
from typing import Any

import pytest

from tests.servers import aimock as say
from tests.servers import asking
from tests.servers.aimock import Aimock
from tests.servers.canary import Canary
from tests.servers.films import film, picture, speech

VIDEOS = "/api/v1/videos"
MODEL = "maker/film-1"


def ask(server: Aimock, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    return asking.ask(server.url, server.key, method, path, body)[:2]


def told(server: Aimock, method: str, path: str, body: object = None) -> Any:
    return asking.told(server.url, server.key, method, path, body)


@pytest.mark.usefixtures("canary")
def test_a_video_is_made_in_so_many_polls_and_billed_once(aimock: Aimock) -> None:
    aimock.add(say.films(film(), cost=0.5, model=MODEL))

    job = told(aimock, "POST", VIDEOS, {"model": MODEL, "prompt": "a lake", "duration": 5})
    seen = [told(aimock, "GET", f"{VIDEOS}/{job['id']}") for _ in range(2)]
    content = ask(aimock, "GET", f"{VIDEOS}/{job['id']}/content?index=0")

    assert [look["status"] for look in seen] == ["in_progress", "completed"]
    assert seen[-1]["usage"] == {"cost": 0.5}
    assert content == (200, film())
    assert aimock.taken(VIDEOS) == 1


@pytest.mark.usefixtures("canary")
def test_it_writes_speaks_and_draws(aimock: Aimock) -> None:
    script = {"title": "Lakes"}
    aimock.add(say.says(script, cost=0.001), say.speaks(speech()), say.draws(picture()))
    question = {"model": "writer", "messages": [{"role": "user", "content": "Write."}]}

    written = told(aimock, "POST", "/api/v1/chat/completions", question)
    spoken = ask(aimock, "POST", "/v1/audio/speech", {"model": "voice", "input": "Hello."})
    drawn = told(aimock, "POST", "/v1/images/generations", {"model": "pen", "prompt": "a lake"})

    assert json.loads(written["choices"][0]["message"]["content"]) == script
    assert written["usage"]["cost"] == 0.001
    assert spoken == (200, speech())
    assert drawn["data"][0]["b64_json"]


def test_a_wrong_key_is_refused_and_a_reset_forgets(aimock: Aimock, canary: Canary) -> None:
    aimock.add(say.films(film(), cost=0.5, model=MODEL))
    stranger = Aimock(aimock.url, canary.key[::-1])

    assert ask(stranger, "POST", VIDEOS, {"model": MODEL, "prompt": "a lake"})[0] == 401
    assert aimock.taken(VIDEOS) == 0

    aimock.reset()
    assert ask(aimock, "POST", VIDEOS, {"model": MODEL, "prompt": "a lake"})[0] == 404
    assert aimock.taken(VIDEOS) == 0
