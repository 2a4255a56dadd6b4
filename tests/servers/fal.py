"""fal's queue: submit, status, result, cancel.

After fal's documentation ("Queue API") and its Python client: a status is 202 until the job is
done; a job that failed is COMPLETED, and its result then is the error.
"""

from typing import Any

from tests.servers.jobs import DONE, Job, Jobs
from tests.servers.site import Answer, Asked, Site, told

_APP = "/[^/]+/[^/]+"  # a model may have a longer path; jobs are asked for without the rest


class Fal:
    """The routes of the queue on a site. A job that runs ignores a cancel, as some do, unless
    `stops` is set.
    """

    def __init__(self, site: Site, *, stops: bool = True, units: float = 5.0) -> None:
        self.jobs = Jobs()
        self.stops = stops
        self.units = units
        job = f"{_APP}/requests/{{id}}"
        site.on("GET", f"{job}/status", self._status)
        site.on("GET", job, self._result)
        site.on("PUT", f"{job}/cancel", self._cancel)
        site.on("GET", "/files/{id}.mp4", self._file)
        site.on("POST", f"{_APP}(?:/.+)?", self._submit)

    def _submit(self, asked: Asked) -> Answer:
        fields = asked.fields()
        if not fields.get("prompt"):
            return _refused(422, "prompt", "field required")
        job = self.jobs.create(fields, asked)
        return told({"status": "IN_QUEUE", "queue_position": 0, **_links(asked, job)})

    def _status(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if job is None:
            return _refused(404, "request_id", "Request not found")
        waiting = not job.looks
        job.look()
        word = "COMPLETED" if job.state else "IN_QUEUE" if waiting else "IN_PROGRESS"
        shown: dict[str, Any] = {"status": word, "logs": [], **_links(asked, job)}
        if word == "IN_QUEUE":
            shown["queue_position"] = 1
        return told(shown, 200 if job.state else 202)

    def _result(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if job is None:
            return _refused(404, "request_id", "Request not found")
        if not job.state:
            return _refused(400, "request_id", "Request is still in progress")
        if job.state != DONE:
            return _refused(422, "prompt", job.plan.why or "The request was cancelled")
        video = {
            "url": f"{asked.url}/files/{job.name}.mp4",
            "content_type": "video/mp4",
            "file_name": "out.mp4",
        }
        return told({"video": video, "seed": 7}, x_fal_billable_units=str(self.units))

    def _cancel(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        if job is None:
            return _refused(404, "request_id", "Request not found")
        if job.state:
            return told({"status": "ALREADY_COMPLETED"}, 400)
        if self.stops or not job.looks:
            job.state = "cancelled"
        return told({"status": "CANCELLATION_REQUESTED"}, 202)

    def _file(self, asked: Asked) -> Answer:
        job = self.jobs.find(asked.named["id"])
        film = job.content() if job else None
        return Answer(200, film, "video/mp4") if film else _refused(404, "file", "Not found")


def _links(asked: Asked, job: Job) -> dict[str, str]:
    owner, app = asked.path.split("/")[1:3]
    base = f"{asked.url}/{owner}/{app}/requests/{job.name}"
    return {
        "request_id": job.name,
        "response_url": base,
        "status_url": f"{base}/status",
        "cancel_url": f"{base}/cancel",
    }


def _refused(status: int, where: str, message: str) -> Answer:
    part = {"loc": ["body", where], "msg": message, "type": "value_error"}
    return told({"detail": [part]}, status)
