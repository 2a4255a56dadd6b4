"""Clips from ComfyUI with a person's own workflow."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.providers.video.ordering import SCENE, Studio, setup_at
from tests.servers import faults
from tests.servers.comfyui import ComfyUI
from tests.servers.films import film, picture
from tests.servers.jobs import CANCELLED, FAILED, Plan
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.site import Site, open_site
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.comfyui_video import ComfyClips, capabilities, models
from vidgen_desktop.providers.trial import Use, tried
from vidgen_desktop.providers.video.buying import WAITED
from vidgen_desktop.providers.video.comfy_progress import Steps
from vidgen_desktop.setups import ProviderKind

WORKFLOW = {
    "3": {"class_type": "KSampler", "inputs": {"seed": "{seed}", "latent": ["5", 0]}},
    "5": {
        "class_type": "EmptyLatentVideo",
        "inputs": {"width": "{width}", "height": "{height}", "length": "{frames}"},
    },
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "{prompt}, film grain"}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "{negative}"}},
    "9": {"class_type": "CreateVideo", "inputs": {"fps": 16, "images": ["3", 0]}},
    "10": {"class_type": "SaveVideo", "inputs": {"video": ["9", 0]}},
}
WITH_PICTURE = {**WORKFLOW, "11": {"class_type": "LoadImage", "inputs": {"image": "{image}"}}}


class House:
    def __init__(self, site: Site, proxy: FaultProxy, folder: Path) -> None:
        self.site, self.proxy = site, proxy
        self.comfy = ComfyUI(site, lacks=("Missing",))
        self._file = folder / "workflow.json"
        self.use(WORKFLOW)

    def use(self, workflow: object) -> None:
        text = workflow if isinstance(workflow, str) else json.dumps(workflow)
        self._file.write_text(text)
        self.setup = setup_at(self.proxy.url, ProviderKind.COMFYUI, workflow=str(self._file))

    def clips(self) -> ComfyClips:
        return ComfyClips(self.setup, None, "", FfmpegTool())

    @property
    def made(self) -> int:
        return len(self.comfy.jobs.made)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    site = Site()
    with open_site(site), faults_before(site.url) as proxy:
        yield House(site, proxy, tmp_path)


def test_the_workflow_is_filled_in_and_its_video_fetched(house: House, studio: Studio) -> None:
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    nodes = house.comfy.jobs.made[0].fields["prompt"]
    # 3.5 s need 4 whole ones, 64 frames at the workflow's own rate; models take 8 n + 1.
    assert nodes["5"]["inputs"] == {"width": 1280, "height": 720, "length": 65}
    assert isinstance(nodes["3"]["inputs"]["seed"], int)
    assert nodes["6"]["inputs"]["text"].startswith(SCENE.visual)
    assert nodes["6"]["inputs"]["text"].endswith(", film grain")
    assert nodes["9"] == WORKFLOW["9"]
    assert studio.purse.states == [PurchaseState.DONE]
    assert studio.purse.purchases[0].source is PriceSource.FREE


def test_its_own_progress_is_told(house: House, studio: Studio) -> None:
    house.comfy.jobs.coming.append(Plan(looks=3))
    house.setup = replace(house.setup, address=house.site.url)
    house.clips().make(studio.order(), studio.work())
    # Half of the sampler's 20 steps, and 4 of 5 other nodes; waiting is 0.9 of the whole.
    assert studio.told[0] == pytest.approx(WAITED * (10 + 4) / (20 + 5))
    assert studio.told == sorted(studio.told)


def test_where_progress_is_not_told_the_clip_is_made_all_the_same(
    house: House, studio: Studio
) -> None:
    for fault in (faults.MAINTENANCE, faults.dropped_before):
        house.proxy.next(fault, "GET", "/ws")
        take = house.clips().make(studio.order(), studio.work())
        assert Path(take.path).read_bytes() == film()
        studio.forget()
        studio.purse.purchases.clear()


def steps(*messages: object) -> float | None:
    nodes = {**WORKFLOW, "4": {"class_type": "KSamplerAdvanced", "inputs": {"steps": 8}}}
    told = Steps("ours", nodes)
    for message in messages:
        told.hear(message if isinstance(message, str) else json.dumps(message))
    return told.fraction


def message(kind: str, **data: object) -> dict[str, object]:
    return {"type": kind, "data": {"prompt_id": "ours", **data}}


def test_progress_is_by_the_steps_of_all_nodes() -> None:
    whole = 20 + 8 + 5  # a sampler without steps has the usual number
    assert steps() is None
    assert steps(message("execution_cached", nodes=["6", "7"])) == 2 / whole
    assert steps(message("progress", node="4", value=2, max=8)) == 2 / whole
    running = {"4": {"value": 2, "max": 4, "state": "running"}}
    assert steps(message("progress_state", nodes=running)) == 2 / (whole - 4)


@pytest.mark.parametrize(
    "nonsense",
    [
        "no JSON",
        "[" * 100_000,
        [1],
        {"type": "progress", "data": {"prompt_id": "another", "node": "4", "value": 1, "max": 2}},
        message("progress", node=4, value=1, max=2),
        message("progress", node="99", value=1, max=2),
        message("progress", node="4", value="1", max=2),
        message("progress", node="4", value=1, max=0),
        message("progress", node="4", value=-1, max=2),
        message("progress", node="4", value=1, max=math.inf),
        message("progress_state", nodes=[1]),
        message("execution_cached", nodes={}),
    ],
)
def test_messages_that_make_no_sense_tell_nothing(nonsense: object) -> None:
    assert steps(nonsense) is None


def test_a_workflow_with_a_place_for_a_picture_gets_it(house: House, studio: Studio) -> None:
    house.use(WITH_PICTURE)
    with pytest.raises(ProviderError, match="from pictures only"):
        house.clips().make(studio.order(), studio.work())
    mine = studio.folder / "mine.png"
    mine.write_bytes(picture())
    house.clips().make(studio.order(replace(SCENE, picture=str(mine))), studio.work())
    name = house.comfy.jobs.made[0].fields["prompt"]["11"]["inputs"]["image"]
    assert house.comfy.uploads[name].startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("workflow", "why"),
    [
        ("{ nonsense", "is not JSON"),
        ({}, "holds no workflow"),
        ({"nodes": [], "links": []}, "format of ComfyUI's window"),
        ({"1": {"inputs": {"text": "{prompt}"}}}, "Node 1"),
        ({"1": {"class_type": "A", "inputs": {"text": "a cat"}}}, "no place for the text"),
    ],
    ids=["json", "empty", "window", "class", "placeholder"],
)
def test_a_workflow_that_cannot_be_used_is_told_in_words(
    workflow: object, why: str, house: House, studio: Studio
) -> None:
    house.use(workflow)
    with pytest.raises(ProviderError, match=why):
        house.clips().make(studio.order(), studio.work())
    assert not studio.purse.purchases


def test_no_workflow_or_one_that_is_gone_is_told(house: House) -> None:
    for path, why in (("", "needs a workflow file"), ("/nowhere/w.json", "cannot be read")):
        with pytest.raises(ProviderError, match=why):
            capabilities(replace(house.setup, workflow=path), None, "", CancelToken())


def test_the_workflow_stands_for_the_model(house: House) -> None:
    found = models(house.setup, None, CancelToken())
    assert [one.title for one in found] == ["workflow"]
    assert found[0].filming
    assert not found[0].filming.first_frame


@pytest.mark.parametrize("called", ["", "workflow", "the-workflow-of-last-week"])
def test_its_workflow_is_right_whatever_a_quality_calls_it(called: str, house: House) -> None:
    use = Use(Role.VIDEO, called, "Best")

    def listed(_role: Role) -> Sequence[ModelInfo]:
        return models(house.setup, None, CancelToken())

    said = tried(house.setup, None, [Role.VIDEO], listed, [use], CancelToken())
    assert said == "Studio answers. Your workflow can be used."


def test_a_node_that_is_missing_is_named_before_anything_is_made(house: House) -> None:
    rare = {"class_type": "Missing", "inputs": {}}
    house.use({**WORKFLOW, "12": rare, "13": {**rare, "class_type": "Fast Bypasser (rgthree)"}})
    with pytest.raises(ProviderError, match="does not have the node “Missing” of the workflow"):
        models(house.setup, None, CancelToken())


def test_a_node_that_is_missing_is_named(house: House, studio: Studio) -> None:
    house.use({**WORKFLOW, "12": {"class_type": "Missing", "inputs": {}}})
    with pytest.raises(ProviderError, match="Node 12: unknown node"):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.FAILED]


def _error(*outputs: str) -> dict[str, object]:
    """What is wrong with a node, and which outputs ComfyUI leaves out for it."""
    error = {"message": "Value not in list", "details": "format: 'h265'"}
    return {"errors": [error], "dependent_outputs": list(outputs), "class_type": "CreateVideo"}


def test_a_workflow_without_the_node_that_saves_is_called_off(house: House, studio: Studio) -> None:
    house.comfy.left_out = {"9": _error("10")}
    with pytest.raises(ProviderError, match=r"cannot save a video.* Node 9: Value not in list"):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.FAILED]
    [job] = house.comfy.jobs.made
    assert job.state == CANCELLED


def test_a_workflow_without_a_preview_is_used(house: House, studio: Studio) -> None:
    preview = {"class_type": "PreviewImage", "inputs": {"images": ["3", 0]}}
    house.use({**WORKFLOW, "12": preview})
    house.comfy.left_out = {"12": _error("12")}
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()


def test_a_node_that_fails_says_why(house: House, studio: Studio) -> None:
    house.comfy.jobs.plan = Plan(looks=1, end=FAILED, why="CUDA out of memory")
    with pytest.raises(ProviderError, match="KSampler: CUDA out of memory"):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.FAILED]


@pytest.mark.parametrize("fault", [faults.BROKEN, faults.malformed, faults.dropped_after])
@pytest.mark.parametrize("path", ["/history/[^/]+", "/view"])
def test_looking_and_fetching_are_tried_again(
    fault: faults.Fault, path: str, house: House, studio: Studio
) -> None:
    house.proxy.next(fault, "GET", path)
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    assert house.made == 1


def test_a_lost_answer_is_found_by_the_id_we_chose(house: House, studio: Studio) -> None:
    house.proxy.next(faults.dropped_after, "POST", "/prompt")
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]


def test_a_prompt_that_never_arrived_is_no_purchase(house: House, studio: Studio) -> None:
    house.proxy.next(faults.dropped_before, "POST", "/prompt")
    with pytest.raises(ProviderError, match="broke"):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.FAILED]
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1


@pytest.mark.parametrize("times", [1, 2], ids=["waiting", "running"])
def test_a_cancel_ends_only_our_own(times: int, house: House, studio: Studio) -> None:
    house.comfy.jobs.plan = Plan(looks=None)
    studio.cancel_at(times)
    with pytest.raises(Cancelled):
        house.clips().make(studio.order(), studio.work())
    assert house.comfy.jobs.made[0].state == CANCELLED
    assert studio.purse.states == [PurchaseState.FAILED]
    assert studio.purse.spent == 0
    interrupts = [asked.fields() for asked in house.site.heard if asked.path == "/interrupt"]
    assert all(
        fields == {"prompt_id": "job_0001"} or "prompt_id" in fields for fields in interrupts
    )
