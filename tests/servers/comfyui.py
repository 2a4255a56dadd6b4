"""ComfyUI: a workflow is queued, run, and its files are fetched.

After ComfyUI's own `server.py` and `execution.py`: the history of a prompt is empty until it
is over; a workflow that cannot run is refused with what is wrong in which node.
"""

import json
from typing import Any
from urllib.parse import unquote

from tests.servers.jobs import CANCELLED, DONE, Job, Jobs
from tests.servers.site import Answer, Asked, Site, told


class ComfyUI:
    """The routes of ComfyUI on a site. `lacks` are kinds of nodes that it does not know;
    `left_out` are the errors of nodes that it goes on without.
    """

    def __init__(self, site: Site, *, lacks: tuple[str, ...] = ()) -> None:
        self.jobs = Jobs()
        self.interrupts = 0
        self.left_out: dict[str, Any] = {}
        self.uploads: dict[str, bytes] = {}
        self._lacks = lacks
        site.on("POST", "/prompt", self._prompt)
        site.on("GET", "/history", self._histories)
        site.on("GET", "/history/{id}", self._history)
        site.on("GET", "/queue", self._queue)
        site.on("POST", "/queue", self._take_out)
        site.on("POST", "/interrupt", self._interrupt)
        site.on("GET", "/view", self._view)
        site.on("GET", "/ws", self._tell)
        site.on("GET", "/object_info/{kind}", self._describe)
        site.on("POST", "/upload/image", self._upload)
        site.on("GET", "/system_stats", lambda _: told({"system": {"comfyui_version": "0.9.2"}}))

    def _prompt(self, asked: Asked) -> Answer:
        fields = asked.fields()
        nodes: dict[str, Any] = fields.get("prompt") or {}
        if not nodes:
            return _refused("no_prompt", "No prompt provided", {})
        for number, node in nodes.items():
            if node.get("class_type") in self._lacks:
                wrong = {number: {"errors": [{"message": "unknown node"}]}}
                return _refused("invalid_prompt", f"Node {node['class_type']} not found", wrong)
        job = self.jobs.create(fields, asked)
        job.name = str(fields.get("prompt_id") or job.name)  # newer versions let us choose
        return told(
            {"prompt_id": job.name, "number": len(self.jobs.made), "node_errors": self.left_out}
        )

    def _history(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if job is None:
            return told({})
        job.look()
        if not job.state or (job.state == CANCELLED and not job.looks):
            return told({})
        if job.state == DONE:
            files = [{"filename": f"{job.name}.mp4", "subfolder": "", "type": "output"}]
            outputs: dict[str, Any] = {self._last_node(job): {"images": files, "animated": [True]}}
            status = {"status_str": "success", "completed": True, "messages": []}
        else:
            outputs = {}
            kind = "execution_interrupted" if job.state == CANCELLED else "execution_error"
            message = [kind, {"exception_message": job.plan.why, "node_type": "KSampler"}]
            status = {"status_str": "error", "completed": False, "messages": [message]}
        return told({job.name: {"outputs": outputs, "status": status}})

    def _histories(self, _asked: Asked) -> Answer:
        over = [job for job in self.jobs.known if job.state and job.looks]
        return told({job.name: {"prompt": _entry(0, job), "outputs": {}} for job in over})

    def _queue(self, _asked: Asked) -> Answer:
        running = [job for job in self.jobs.known if not job.state and job.looks]
        pending = [job for job in self.jobs.known if not job.state and not job.looks]
        return told({"queue_running": _entries(running), "queue_pending": _entries(pending)})

    def _take_out(self, asked: Asked) -> Answer:
        for name in asked.fields().get("delete", []):
            job = self.jobs.find(name)
            if job is not None and not job.state and not job.looks:
                job.state = CANCELLED
        return Answer(200, b"", "text/plain")

    def _interrupt(self, asked: Asked) -> Answer:
        """The one that runs; newer versions take a prompt's id and leave others alone."""
        self.interrupts += 1
        wanted = asked.fields().get("prompt_id")
        for job in self.jobs.known:
            if job.looks and not job.state and wanted in {None, job.name}:
                job.state = CANCELLED
        return Answer(200, b"", "text/plain")

    def _view(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.query.get("filename", "").removesuffix(".mp4"))
        film = job.content() if job else None
        return Answer(200, film, "video/mp4") if film else Answer(404, b"", "text/plain")

    def _describe(self, asked: Asked) -> Answer:
        kind = unquote(asked.named["kind"])
        return told({} if kind in self._lacks else {kind: {"input": {}, "output": []}})

    def _tell(self, asked: Asked) -> Answer:
        """What a window would be told of the prompt that it has queued, up to now."""
        job = self.jobs.find(asked.query["clientId"])
        first, *others = job.fields["prompt"] if job else ["", ""]
        states = {
            first: {"value": 10, "max": 20, "state": "running"},
            **{other: {"value": 1, "max": 1, "state": "finished"} for other in others[1:]},
        }
        told = [
            {"type": "status", "data": {"sid": asked.query["clientId"]}},
            {"type": "progress_state", "data": {"prompt_id": job and job.name, "nodes": states}},
        ]
        body = b"".join(frame(json.dumps(one).encode()) for one in told)
        switching = {"Upgrade": "websocket", "Connection": "Upgrade"}
        return Answer(101, body, headers=switching)

    def _upload(self, asked: Asked) -> Answer:
        picture = asked.fields()["image"]
        name = f"upload_{len(self.uploads) + 1}.png"
        self.uploads[name] = picture
        return told({"name": name, "subfolder": "", "type": "input"})

    @staticmethod
    def _last_node(job: Job) -> str:
        return str(list(job.fields["prompt"])[-1])


def frame(carried: bytes, first: int = 0x81) -> bytes:
    """A frame of a WebSocket as servers send it: a whole text, or what `first` says."""
    size = len(carried)
    if size < 126:
        return bytes([first, size]) + carried
    return (
        bytes([first, 126]) + size.to_bytes(2) + carried
        if size < 65536
        else (bytes([first, 127]) + size.to_bytes(8) + carried)
    )


def _entries(jobs: list[Job]) -> list[list[object]]:
    return [_entry(n, job) for n, job in enumerate(jobs)]


def _entry(number: int, job: Job) -> list[object]:
    """Number, id, workflow, what came along, and the nodes that write files."""
    return [number, job.name, job.fields["prompt"], job.fields.get("extra_data", {}), []]


def _refused(kind: str, message: str, nodes: dict[str, Any]) -> Answer:
    error = {"type": kind, "message": message, "details": message, "extra_info": {}}
    return told({"error": error, "node_errors": nodes}, 400)
