"""`/v1/videos` as the servers speak it that are said to be compatible: each in its own way.

After the sources and documents of SGLang-Diffusion 0.5.23, vLLM-Omni 0.30.0 (docs.vllm.ai,
"Videos API") and LiteLLM; the resellers are an average.
"""

from dataclasses import dataclass
from typing import Any

from tests.servers.jobs import CANCELLED, DONE, EXPIRED, FAILED, Job, Jobs
from tests.servers.site import Answer, Asked, Site, told


@dataclass(frozen=True)
class Ways:
    """How one kind of server deviates.

    `deletes`: "forgets" (the work goes on), "aborts" (409 while it does), or "" (it cannot).
    `fails_with` is the HTTP status under which a failed job is shown.
    """

    name: str
    takes_json: bool = True
    takes_forms: bool = True
    waiting: str = "queued"
    working: str = "in_progress"
    progress: str = "number"  # "text", "none", or "capped" at 99 until done
    detail: bool = False  # refuses with {"detail": ...}
    coded: bool = True  # a failed job's error has a code
    fails_with: int = 200
    deletes: str = "forgets"
    lists: bool = True
    keeps_metadata: bool = True
    shows_link: bool = False  # the result's address is in the job


OPENAI = Ways("openai")
SGLANG = Ways("sglang", progress="capped", detail=True, coded=False, keeps_metadata=False)
VLLM_OMNI = Ways(
    "vllm-omni", takes_json=False, detail=True, fails_with=500, deletes="aborts",
    keeps_metadata=False,
)  # fmt: skip
LITELLM = Ways("litellm", working="processing", progress="none", deletes="", lists=False)
RESELLER = Ways(
    "reseller", takes_forms=False, waiting="NOT_START", working="IN_PROGRESS", progress="text",
    deletes="", lists=False, shows_link=True,
)  # fmt: skip
EVERY_WAY = (OPENAI, SGLANG, VLLM_OMNI, LITELLM, RESELLER)


class Videos:
    """The routes of `/v1/videos` on a site."""

    def __init__(self, site: Site, ways: Ways = OPENAI, *, prefix: str = "/v1/videos") -> None:
        self.ways = ways
        self.jobs = Jobs()
        self._prefix = prefix
        site.on("POST", prefix, self._create)
        site.on("GET", prefix, self._list)
        site.on("GET", f"{prefix}/{{id}}", self._retrieve)
        site.on("GET", f"{prefix}/{{id}}/content", self._content)
        site.on("DELETE", f"{prefix}/{{id}}", self._delete)

    def _create(self, asked: Asked) -> Answer:
        if not (self.ways.takes_forms if asked.is_form else self.ways.takes_json):
            return self._refuse(415 if self.ways.takes_json else 422, "Field required: prompt")
        fields = asked.fields()
        if not fields.get("prompt"):
            return self._refuse(422, "Field required: prompt")
        return told(self._shown(self.jobs.create(fields, asked), asked))

    def _retrieve(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if job is None:
            return self._refuse(404, f"Video {asked.named['id']} not found")
        job.look()
        status = self.ways.fails_with if job.state == FAILED else 200
        return told(self._shown(job, asked), status)

    def _list(self, asked: Asked) -> Answer:
        if not self.ways.lists:
            return self._refuse(405, "Method Not Allowed")
        data = [self._shown(job, asked) for job in reversed(self.jobs.known)]
        return told({"object": "list", "data": data, "has_more": False})

    def _content(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        film = job.content() if job else None
        if film is None:
            return self._refuse(404, "Video content is not ready")
        return Answer(200, film, "video/mp4")

    def _delete(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if not self.ways.deletes:
            return self._refuse(405, "Method Not Allowed")
        if job is None:
            return self._refuse(404, "Video not found")
        if self.ways.deletes == "aborts" and not job.state:
            job.state = CANCELLED
            return self._refuse(409, "The job is being aborted")
        job.is_forgotten = True
        return told({"id": job.name, "object": "video.deleted", "deleted": True})

    def _shown(self, job: Job, asked: Asked) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": job.name,
            "object": "video",
            "model": job.fields.get("model", ""),
            "status": job.state or (self.ways.working if job.looks else self.ways.waiting),
            "progress": self._progress(job),
            "created_at": 1_790_000_000,
            "seconds": str(job.fields.get("seconds", "")),
            "size": job.fields.get("size", ""),
            "error": self._error(job),
        }
        if self.ways.keeps_metadata:
            shown["metadata"] = job.fields.get("metadata")
        if self.ways.shows_link and job.state == DONE:
            shown["url"] = f"{asked.url}{self._prefix}/{job.name}/content"
        return shown

    def _progress(self, job: Job) -> object:
        if self.ways.progress == "none":
            return None
        percent = 100 if job.state == DONE else job.progress
        if self.ways.progress == "capped" and not job.state and isinstance(percent, int):
            percent = min(percent, 99)
        return f"{percent}%" if self.ways.progress == "text" else percent

    def _error(self, job: Job) -> dict[str, str] | None:
        if job.state not in {FAILED, CANCELLED, EXPIRED}:
            return None
        error = {"message": job.plan.why or "The generation failed"}
        return error | ({"code": "generation_failed"} if self.ways.coded else {})

    def _refuse(self, status: int, message: str) -> Answer:
        if self.ways.detail:
            return told({"detail": message}, status)
        return told({"error": {"message": message, "type": "invalid_request_error"}}, status)
