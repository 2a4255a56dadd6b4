"""Video by any server with /videos in the shape OpenAI gave it before it went away.

POST /videos, GET /videos/{id}, GET /videos/{id}/content; SGLang-Diffusion and vLLM-Omni also
list and delete (docs.vllm.ai, "Videos API"; docs.sglang.io, "SGLang Diffusion OpenAI API"),
LiteLLM's proxy and resellers do less. Forms are understood by most; a server that wants JSON
says so with a definite no. (The openai SDK marks its `videos` as deprecated.)
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model_info import ModelInfo, having
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import parts_in
from vidgen_desktop.providers.model_list import QUICK, listed
from vidgen_desktop.providers.net.answers import body_of, check, json_of, listing_of
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.net.jobs import Job, job_of
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.video.maker import VideoClips
from vidgen_desktop.providers.video.service import (
    UNSURE,
    Shot,
    Stop,
    Trace,
    job_id,
    usual_bill,
)
from vidgen_desktop.setups import ProviderSetup, looks_near

if TYPE_CHECKING:
    import httpx2

# What the shape was made for; a server of one's own also makes squares.
_FILMING = Filming(seconds=(4, 8, 12), sizes=((1280, 720), (720, 1280)), first_frame=True)
_SQUARE = (720, 720)
_MOST_LISTED = 100
_NO_SUCH_VERB = {405, 501}
_FORMS_REFUSED = {400, 415, 422}
_METADATA = "vidgen"


class ShapedClips(VideoClips):
    """Films with the model of such a server."""

    def about(self, token: CancelToken) -> ModelInfo:
        """What little such servers tell."""
        return capabilities(self.setup, self.key, self.model, token)

    @cached_property
    def _server(self) -> "ShapedVideo":
        return ShapedVideo(self.setup, self.key)

    def service(self, filming: Filming) -> "ShapedVideo":
        """The server: one for all scenes, as it learns what that wants its requests in."""
        del filming
        return self._server


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The models that sound like video, or else all. Raises ServiceError or Cancelled."""
    known = listed(setup, key, token)
    films = having(Role.VIDEO, known) or known
    filming = _filming(setup)
    return [replace(one, roles=frozenset({Role.VIDEO}), filming=filming) for one in films]


def capabilities(
    setup: ProviderSetup, key: Key | None, model: str, token: CancelToken
) -> ModelInfo:
    """What is known of a model: SGLang tells its task. Nothing is wrong if nothing is told."""
    from vidgen_desktop.providers.net.client import open_client

    filming = _filming(setup)
    info = ModelInfo(model, model, frozenset({Role.VIDEO}), filming=filming)
    try:
        with open_client(setup, token, key, patience=QUICK) as client:
            told = listing_of(client.get("models"), setup.name)
    except ServiceError:
        return info  # the create will tell what is wrong, if anything is
    entries = [told, *parts_in(told.get("data"))]
    task = next((str(one["task_type"]) for one in entries if one.get("task_type")), "").upper()
    if task:
        takes, needs = "I" in task, task.startswith("I2V")
        info = replace(info, filming=replace(filming, first_frame=takes, needs_frame=needs))
    return info


class ShapedVideo:
    """`VideoService` of such a server."""

    can_find = True

    def __init__(self, setup: ProviderSetup, key: Key | None) -> None:
        self.setup = setup
        self.key = key
        self.can_cancel = True
        self._as_json = False

    def prepare(self, client: "httpx2.Client", shot: Shot) -> tuple[dict[str, Any], Shot]:
        """The fields that the shape has, and no others."""
        del client
        fields: dict[str, Any] = {"prompt": shot.prompt}
        if shot.model:
            fields["model"] = shot.model
        fields["seconds"] = str(shot.shape.seconds)
        fields["size"] = f"{shot.shape.size[0]}x{shot.shape.size[1]}"
        return fields, shot

    def create(
        self,
        client: "httpx2.Client",
        prepared: tuple[dict[str, Any], Shot],
        purchase: Purchase,
    ) -> str:
        """Order the clip, with our key in its metadata."""
        fields, shot = prepared
        headers = {"Idempotency-Key": purchase.key}
        metadata = {_METADATA: purchase.key}
        if self._as_json:
            body = {**fields, "metadata": metadata}
            if shot.frame:
                body["input_reference"] = shot.frame.data_url
            answer = client.post("videos", json=body, headers=headers)
        else:
            # Everything is a part of a form: some servers take no other kind.
            parts: dict[str, Any] = {name: (None, value) for name, value in fields.items()}
            parts["metadata"] = (None, json.dumps(metadata))
            if shot.frame:
                parts["input_reference"] = ("first-frame.jpg", shot.frame.jpeg, "image/jpeg")
            answer = client.post("videos", files=parts, headers=headers)
        return job_id(json_of(answer, self.setup.name, is_job=True), self.setup.name)

    def try_otherwise(self, fault: ServiceError) -> bool:
        """Whether a definite no was to the form of the request: then JSON is tried."""
        is_form = fault.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        unsupported = is_form or "input_reference" in fault.message
        missing = "Field required" in fault.message or "prompt is required" in fault.message
        if fault.status not in _FORMS_REFUSED or not (unsupported or missing):
            return False
        self._as_json = True
        return True

    def look(self, client: "httpx2.Client", job: str) -> Job:
        """The job as it now is."""
        return job_of(client.get(_at(job)), self.setup.name)

    def link(self, job: str, seen: Job) -> str:
        """The content, at the same server."""
        del seen
        return f"{self.setup.base}/{_at(job)}/content"

    def find(self, client: "httpx2.Client", purchase: Purchase) -> Trace:
        """Look for our key in the list, where the server keeps one with metadata."""
        answer = client.get("videos", params={"limit": str(_MOST_LISTED)})
        body = body_of(answer)
        if not answer.is_success or body is None or not isinstance(body.get("data"), list):
            return UNSURE
        jobs = parts_in(body["data"])
        keys = [_our_key(job) for job in jobs]
        if purchase.key in keys:
            return Trace(job=job_id(jobs[keys.index(purchase.key)], self.setup.name))
        is_whole = body.get("has_more") is not True and len(jobs) < _MOST_LISTED
        return Trace(is_absent=is_whole and bool(keys) and all(keys))

    def cancel(self, client: "httpx2.Client", job: str) -> Stop:
        """Delete it: vLLM-Omni then stops the work, and says 409 as long as it has not."""
        answer = client.delete(_at(job))
        if answer.status_code == HTTPStatus.CONFLICT:
            return Stop.NOT_YET
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return Stop.OVER
        if answer.status_code in _NO_SUCH_VERB:
            self.can_cancel = False
            return Stop.CANNOT
        check(answer, self.setup.name)
        return Stop.OVER

    def bill(self, seen: Job, estimate: Bill) -> Bill:
        """As reported, or by the price table."""
        return usual_bill(seen, estimate)


def _at(job: str) -> str:
    return f"videos/{quote(job, safe='')}"


def _filming(setup: ProviderSetup) -> Filming:
    if not looks_near(setup.host):
        return _FILMING
    return replace(_FILMING, sizes=(*_FILMING.sizes, _SQUARE))


def _our_key(job: Mapping[str, Any]) -> str:
    """The key in a job's metadata; of another client's, whatever stands there."""
    metadata = job.get("metadata")
    if isinstance(metadata, str):
        try:
            metadata = cast("object", json.loads(metadata))
        except ValueError:
            return metadata
    if not isinstance(metadata, Mapping):
        return ""
    known = cast("Mapping[str, Any]", metadata)
    return str(known.get(_METADATA) or next(iter(known.values()), ""))
