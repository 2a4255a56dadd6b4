"""Our own servers are what they pretend to be, and the proxy does what it says."""

import http.client
import json
from collections.abc import Callable, Iterator

import pytest

from tests.servers import faults
from tests.servers.asking import ask, told
from tests.servers.comfyui import ComfyUI
from tests.servers.fal import Fal
from tests.servers.films import film
from tests.servers.jobs import FAILED, Plan
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.site import Site
from tests.servers.videos import EVERY_WAY, RESELLER, SGLANG, VLLM_OMNI, Videos, Ways

WANTED = {"model": "film-1", "prompt": "a lake", "metadata": {"vidgen": "order-1"}}


@pytest.fixture
def proxy(site: Site) -> Iterator[FaultProxy]:
    with faults_before(site.url) as proxy:
        yield proxy


def key_of(site: Site) -> str:
    return site.key or ""


@pytest.mark.parametrize("ways", [w for w in EVERY_WAY if w.takes_json], ids=lambda w: w.name)
def test_a_job_goes_its_way_by_looks_alone(site: Site, ways: Ways) -> None:
    videos = Videos(site, ways)
    videos.jobs.plan = Plan(looks=2, too_early=1)
    job = told(site.url, key_of(site), "POST", "/v1/videos", WANTED)["id"]

    looks = [told(site.url, key_of(site), "GET", f"/v1/videos/{job}") for _ in range(2)]
    bodies = [ask(site.url, key_of(site), "GET", f"/v1/videos/{job}/content") for _ in range(2)]

    assert [look["status"] for look in looks] == [ways.working, "completed"]
    assert [status for status, *_ in bodies] == [404, 200]
    assert bodies[1][1] == film()
    assert videos.jobs.per_key() == {"order-1": 1}


def test_the_ways_deviate_where_they_do(site: Site) -> None:
    omni = Videos(site, VLLM_OMNI, prefix="/omni/videos")
    reseller = Videos(site, RESELLER, prefix="/shop/videos")
    sglang = Videos(site, SGLANG, prefix="/sgl/videos")
    for videos in (reseller, sglang):
        videos.jobs.plan = Plan(looks=2, end=FAILED, why="Too dark", progress=(100,))

    assert ask(site.url, key_of(site), "POST", "/omni/videos", WANTED)[0] == 422  # forms only
    bought = told(site.url, key_of(site), "POST", "/shop/videos", WANTED)
    assert (bought["status"], bought["progress"]) == ("NOT_START", "100%")
    made = told(site.url, key_of(site), "POST", "/sgl/videos", WANTED)
    assert made["progress"] == 99
    path = f"/sgl/videos/{made['id']}"
    looks = [told(site.url, key_of(site), "GET", path) for _ in range(2)]
    assert looks[1]["error"] == {"message": "Too dark"}
    assert not omni.jobs.made


def test_fal_queues_fails_and_cancels(site: Site) -> None:
    fal = Fal(site)
    fal.jobs.coming.extend([Plan(looks=2), Plan(looks=1, end=FAILED, why="Not safe"), Plan()])
    jobs = [told(site.url, key_of(site), "POST", "/maker/film/fast", WANTED) for _ in range(3)]
    path = jobs[0]["status_url"].removeprefix(site.url)

    statuses = [ask(site.url, key_of(site), "GET", path)[0] for _ in range(2)]
    result = told(site.url, key_of(site), "GET", jobs[0]["response_url"].removeprefix(site.url))
    content = ask(site.url, key_of(site), "GET", result["video"]["url"].removeprefix(site.url))
    ask(site.url, key_of(site), "GET", jobs[1]["status_url"].removeprefix(site.url))
    failed = ask(site.url, key_of(site), "GET", jobs[1]["response_url"].removeprefix(site.url))
    cancel = [
        ask(site.url, key_of(site), "PUT", job["cancel_url"].removeprefix(site.url))[0]
        for job in (jobs[0], jobs[2])
    ]

    assert statuses == [202, 200]
    assert content[:2] == (200, film())
    assert failed[0] == 422
    assert json.loads(failed[1])["detail"][0]["msg"] == "Not safe"
    assert cancel == [400, 202]
    assert fal.jobs.made[2].state == "cancelled"


def test_comfyui_runs_a_workflow(site: Site) -> None:
    comfy = ComfyUI(site, lacks=("Missing",))
    nodes = {"3": {"class_type": "KSampler"}, "9": {"class_type": "SaveVideo"}}

    refused = ask(
        site.url, key_of(site), "POST", "/prompt", {"prompt": {"1": {"class_type": "Missing"}}}
    )
    job = told(site.url, key_of(site), "POST", "/prompt", {"prompt": nodes})["prompt_id"]
    queue = told(site.url, key_of(site), "GET", "/queue")
    history = [told(site.url, key_of(site), "GET", f"/history/{job}") for _ in range(2)]
    name = history[1][job]["outputs"]["9"]["images"][0]["filename"]

    assert refused[0] == 400
    assert [entry[1] for entry in queue["queue_pending"]] == [job]
    assert history[0] == {}
    assert ask(site.url, key_of(site), "GET", f"/view?filename={name}")[1] == film()
    assert len(comfy.jobs.made) == 1


@pytest.mark.parametrize(
    ("fault", "reaches"),
    [
        (faults.BUSY, False),
        (faults.MAINTENANCE, False),
        (faults.dropped_before, False),
        (faults.dropped_after, True),
        (faults.cut, True),
        (faults.malformed, True),
        (faults.rubbish, True),
        (faults.empty, True),
    ],
)
def test_a_fault_strikes_once_and_says_whether_the_server_knew(
    site: Site, proxy: FaultProxy, fault: Callable[..., None], *, reaches: bool
) -> None:
    videos = Videos(site)
    proxy.next(fault, "POST", "/v1/videos")

    with pytest.raises((AssertionError, http.client.HTTPException, OSError, ValueError, KeyError)):
        told(proxy.url, key_of(site), "POST", "/v1/videos", WANTED)["id"]
    assert len(videos.jobs.made) == proxy.reached("POST", "/v1/videos") == int(reaches)

    assert told(proxy.url, key_of(site), "POST", "/v1/videos", WANTED)["id"]


def test_a_drip_arrives_whole(site: Site, proxy: FaultProxy) -> None:
    videos = Videos(site)
    videos.jobs.plan = Plan(looks=1)
    job = told(proxy.url, key_of(site), "POST", "/v1/videos", WANTED)["id"]
    told(proxy.url, key_of(site), "GET", f"/v1/videos/{job}")
    proxy.next(faults.drip, "GET", ".*/content")

    assert ask(proxy.url, key_of(site), "GET", f"/v1/videos/{job}/content")[1] == film()


def test_a_wrong_key_gets_nowhere(site: Site) -> None:
    videos = Videos(site)
    assert ask(site.url, "another-key", "POST", "/v1/videos", WANTED)[0] == 401
    assert not videos.jobs.made
