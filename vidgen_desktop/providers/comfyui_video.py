"""Video by ComfyUI, with the person's own workflow.

POST /prompt queues a workflow, under an id that the client may choose; /queue lists what runs
and what waits, /history/{id} what is over, with the files that /view hands out; POST /interrupt
ends what runs, and POST /queue takes out what waits. (ComfyUI's `server.py` and `execution.py`.)
Progress is told over a websocket only (`video/comfy_progress.py`); where there is none, each look
is a sign of life.
"""

import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.ports import ClipOrder
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.bodies import part_of
from vidgen_desktop.providers.net.answers import body_of, check, json_of, tidy
from vidgen_desktop.providers.net.faults import Fate, ServiceError, unusable
from vidgen_desktop.providers.net.jobs import Job, JobState
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.video.comfy_answers import input_name, refused, saves_nothing
from vidgen_desktop.providers.video.comfy_history import (
    INTERRUPTED,
    OURS,
    came_with,
    entries_in,
    films_in,
    number_of,
    tells_more,
    what_went_wrong,
)
from vidgen_desktop.providers.video.comfy_progress import Hearing
from vidgen_desktop.providers.video.maker import VideoClips
from vidgen_desktop.providers.video.service import UNSURE, Shot, Stop, Trace, job_id, usual_bill
from vidgen_desktop.providers.video.shape import Shape, length_for
from vidgen_desktop.providers.video.workflow import PICTURE, Workflow, frames_for, read_workflow
from vidgen_desktop.setups import ProviderSetup

if TYPE_CHECKING:
    import httpx2

_MOST_LINES = 720
_STEP = 16  # models take sizes in steps of this
_LONGEST = 10.0  # seconds: beyond it, what models make falls apart


class ComfyClips(VideoClips):
    """Films with the workflow that the settings name."""

    usual_parallel = 1

    @property
    def _workflow(self) -> Workflow:
        return read_workflow(self.setup.workflow, self.setup.name)

    def about(self, token: CancelToken) -> ModelInfo:
        """What the workflow has places for."""
        return capabilities(self.setup, self.key, self.model, token)

    def service(self, filming: Filming) -> "ComfyVideo":
        """The server, with the workflow as it now is."""
        del filming
        return ComfyVideo(self.setup, self.key, self._workflow)

    def shape(self, order: ClipOrder, filming: Filming) -> Shape:
        """The video's own shape, in steps that models take."""
        del filming
        lines = min(order.format.width, order.format.height)
        scale = min(1.0, _MOST_LINES / lines)
        size = tuple(
            max(1, round(side * scale / _STEP)) * _STEP
            for side in (order.format.width, order.format.height)
        )
        seconds = length_for((), min(order.scene.seconds, _LONGEST))
        return Shape(seconds, (size[0], size[1]))

    def more(self) -> tuple[str, ...]:
        """Another workflow makes another clip."""
        return (self._workflow.digest,)


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The workflow, which stands for a model. Asks the server whether it is there, and has all
    that the workflow needs. Raises ProviderError or Cancelled.
    """
    from vidgen_desktop.providers.model_list import QUICK
    from vidgen_desktop.providers.net.client import open_client

    with open_client(setup, token, key, patience=QUICK) as client:
        json_of(client.get("system_stats"), setup.name)
        known = capabilities(setup, key, "", token)
        for kind in read_workflow(setup.workflow, setup.name).kinds:
            answer = client.get(f"object_info/{quote(kind, safe='')}")
            if body_of(answer) == {}:  # so it says that it does not know it
                raise ProviderError(
                    f"{setup.name} does not have the node “{tidy(kind)}” of the workflow.",
                    "Install it in ComfyUI, or choose another workflow.",
                    fault=ProviderFault.REFUSED,
                )
    return [known]


def capabilities(
    setup: ProviderSetup, key: Key | None, model: str, token: CancelToken
) -> ModelInfo:
    """What the workflow takes. Raises ProviderError, in words, where it cannot be used."""
    del key
    token.check()
    workflow = read_workflow(setup.workflow, setup.name)
    takes = PICTURE in workflow.placeholders
    filming = Filming(first_frame=takes, needs_frame=takes, seed="seed" in workflow.placeholders)
    title = Path(setup.workflow).stem
    return ModelInfo(model or title, title, frozenset({Role.VIDEO}), filming=filming)


class ComfyVideo:
    """`VideoService` of a ComfyUI server."""

    can_find = True
    can_cancel = True

    def __init__(self, setup: ProviderSetup, key: Key | None, workflow: Workflow) -> None:
        self.setup = setup
        self.key = key
        self._workflow = workflow
        self._hearing: Hearing | None = None

    def prepare(self, client: "httpx2.Client", shot: Shot) -> dict[str, Any]:
        """The workflow filled in, its picture uploaded."""
        width, height = shot.shape.size
        fps = self._workflow.fps or float(shot.fps)
        values: dict[str, object] = {
            "prompt": shot.prompt,
            "negative": shot.negative,
            "width": width,
            "height": height,
            "frames": frames_for(shot.shape.seconds, fps),
            "fps": round(fps),
            "seed": shot.seed,
        }
        if shot.frame:
            name = f"vidgen-{shot.frame.digest[:16]}.jpg"
            files = {"image": (name, shot.frame.jpeg, "image/jpeg")}
            sent = client.post("upload/image", files=files, data={"overwrite": "true"})
            values[PICTURE] = input_name(json_of(sent, self.setup.name), self.setup.name)
        return self._workflow.filled(values)

    def create(self, client: "httpx2.Client", prepared: dict[str, Any], purchase: Purchase) -> str:
        """Queue it, under an id of ours; older versions choose their own. The client that is told
        of its progress has the same. Previews, for which nobody looks, would cost time.
        """
        number = _id_of(purchase)
        body = {
            "prompt": prepared,
            "prompt_id": number,
            "client_id": number,
            "extra_data": {OURS: purchase.key, "preview_method": "none"},
        }
        answer = client.post("prompt", json=body)
        if answer.status_code == HTTPStatus.BAD_REQUEST:
            raise refused(answer, self.setup.name)
        told = json_of(answer, self.setup.name)
        job = job_id(told, self.setup.name, "prompt_id")
        if saves_nothing(told, self._workflow.savers):
            self._call_off(client, job)
            raise refused(answer, self.setup.name)
        return job

    def try_otherwise(self, fault: ServiceError) -> bool:
        """There is one form only."""
        del fault
        return False

    def look(self, client: "httpx2.Client", job: str) -> Job:
        """In the history once it is over; before that, in the queue."""
        fraction = self._heard(client, job)
        for is_last in (False, True):
            found = part_of(self._asked(client, f"history/{quote(job, safe='')}"), job)
            if found:
                return self._over(found)
            queue = self._asked(client, "queue")
            for field, word in (("queue_running", "running"), ("queue_pending", "queued")):
                if any(number_of(entry) == job for entry in entries_in(queue.get(field))):
                    return Job(JobState.PENDING, word, fraction, "", "", {})
            if is_last:
                break  # it may have ended between the two questions
        raise ServiceError(
            f"{self.setup.name} no longer knows the job.",
            "It may have been started anew. Try again.",
            fault=ProviderFault.UNAVAILABLE,
            fate=Fate.REFUSED,
            status=404,
        )

    def link(self, job: str, seen: Job) -> str:
        """The first film among the files it wrote."""
        del job
        for output in films_in(seen.body):
            wanted = ("filename", "subfolder", "type")
            query = {name: str(output.get(name, "")) for name in wanted}
            return f"{self.setup.base}/view?{urlencode(query)}"
        raise unusable(self.setup.name, "no video: the workflow must save one")

    def find(self, client: "httpx2.Client", purchase: Purchase) -> Trace:
        """In the queue and the history, by the id we chose or by what came along."""
        queue = self._asked(client, "queue")
        entries = [
            *entries_in(queue.get("queue_running")),
            *entries_in(queue.get("queue_pending")),
        ]
        history = self._asked(client, "history?max_items=200")
        for number, past in history.items():
            entry = part_of({"past": past}, "past").get("prompt")
            entries.append(cast("list[object]", entry) if isinstance(entry, list) else ["", number])
        for entry in entries:
            if number_of(entry) == _id_of(purchase) or came_with(entry) == purchase.key:
                return Trace(job=number_of(entry))
        is_told = bool(entries) and all(map(tells_more, entries))
        return Trace(is_absent=True) if is_told or not entries else UNSURE

    def cancel(self, client: "httpx2.Client", job: str) -> Stop:
        """Take it out of the queue, or interrupt it: this one only, never somebody else's."""
        try:
            seen = self.look(client, job)
        except ServiceError as fault:
            if fault.status == HTTPStatus.NOT_FOUND:
                return Stop.OVER
            raise
        if seen.state is not JobState.PENDING:
            return Stop.CANNOT if seen.state is JobState.DONE else Stop.OVER
        if seen.status == "queued":
            check(client.post("queue", json={"delete": [job]}), self.setup.name)
        else:
            check(client.post("interrupt", json={"prompt_id": job}), self.setup.name)
        return Stop.NOT_YET

    def bill(self, seen: Job, estimate: Bill) -> Bill:
        """Nothing, unless the person has given it a price."""
        return usual_bill(seen, estimate)

    def _heard(self, client: "httpx2.Client", job: str) -> float | None:
        if self._hearing is None:
            self._hearing = Hearing(client, job, self._workflow.nodes)
        return self._hearing.fraction()

    def _over(self, found: Mapping[str, Any]) -> Job:
        if self._hearing is not None:
            self._hearing.close()
        status = part_of(found, "status")
        word = str(status.get("status_str", "")).lower()
        if word == "error" or (status and status.get("completed") is False):
            kind, why = what_went_wrong(status)
            state = JobState.GONE if kind == INTERRUPTED else JobState.FAILED
            return Job(
                state, "interrupted" if state is JobState.GONE else word, None, why, kind, found
            )
        if not films_in(found):
            why = "The workflow has saved no video."
            return Job(JobState.FAILED, word, None, why, "no_video", found)
        return Job(JobState.DONE, word, 1.0, "", "", found)

    def _asked(self, client: "httpx2.Client", verb: str) -> dict[str, Any]:
        return json_of(client.get(verb), self.setup.name, is_job=True)

    def _call_off(self, client: "httpx2.Client", job: str) -> None:
        self.cancel(client, job)
        if self._hearing is not None:
            self._hearing.close()
            self._hearing = None


def _id_of(purchase: Purchase) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, purchase.key))
