"""Says what an attack has broken, from the outside: the database, the files, the provider's books.

It reads with SQLite and ffmpeg alone, and believes nothing that the program says of itself.
"""

import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import psutil

from tests.durability.person import GRACE, Person, Record
from tests.durability.studio import Studio
from tests.measure import FFMPEG

_DECODED = {".mp4", ".wav", ".m4a", ".jpg", ".png"}


@dataclass
class Verdict:
    """What was found in one run; each list has a sentence for each fault."""

    completed: bool = False
    repeated: list[str] = field(default_factory=list[str])
    bought_twice: list[str] = field(default_factory=list[str])
    partial: list[str] = field(default_factory=list[str])
    ledger: list[str] = field(default_factory=list[str])
    other: list[str] = field(default_factory=list[str])
    asked: int = 0  # decisions that the person had to take
    struck: bool = True  # whether the blow fell before the program had ended
    is_untidied: bool = False  # killed when the video was finished, and nothing began since
    figures: str = ""  # what was measured, where something was

    @property
    def faults(self) -> list[str]:
        """All of them, each with its kind."""
        kinds = ("repeated", "bought_twice", "partial", "ledger", "other")
        named = [f"{kind}: {text}" for kind in kinds for text in getattr(self, kind)]
        return named if self.completed else ["it was not completed", *named]


@dataclass(frozen=True)
class Before:
    """What was finished when the blow fell: the steps whose files were whole, and when each was
    recorded.
    """

    steps: dict[str, str] = field(default_factory=dict[str, str])
    files: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


def look_back(person: Person, verdict: Verdict) -> Before:
    """Judge what a blow has left, and remember what is finished."""
    if not person.exists:
        return Before()
    quick_check(person, verdict)
    whole_under_final_names(person, verdict)
    steps, files = dict[str, str](), dict[str, list[str]]()
    for row in person.rows("SELECT key, files_json, recorded_at FROM steps"):
        paths = [str(one[0]) for one in json.loads(row["files_json"])]
        if all(Path(path).is_file() for path in paths):
            steps[row["key"]], files[row["key"]] = row["recorded_at"], paths
    return Before(steps, files)


def judge(
    person: Person,
    studio: Studio,
    before: Before,
    verdict: Verdict,
    given_up: frozenset[str],
    *,
    videos: int = 1,
) -> None:
    """Judge the end. `given_up` are the keys of purchases that the person gave up; the same video
    was wanted so many times.
    """
    states = [row["status"] for row in person.rows("SELECT status FROM generations")]
    verdict.completed = states == ["completed"] * videos
    nothing_repeated(person, before, verdict)
    nothing_bought_twice(person, studio, verdict, given_up, videos)
    ledger_is_right(person, studio, verdict, given_up)
    whole_under_final_names(person, verdict)
    recorded_files_are_whole(person, verdict)
    quick_check(person, verdict)
    nothing_left(person, verdict)


def nothing_repeated(person: Person, before: Before, verdict: Verdict) -> None:
    """What was finished is still what was recorded then."""
    rows = person.rows("SELECT key, recorded_at FROM steps")
    after = {row["key"]: row["recorded_at"] for row in rows}
    for key, at in before.steps.items():
        if after.get(key) != at:
            verdict.repeated.append(f"{key}, recorded at {at}, then at {after.get(key)}")


def nothing_bought_twice(
    person: Person, studio: Studio, verdict: Verdict, given_up: frozenset[str], videos: int
) -> None:
    """The provider saw each purchase once: by our key, and by what was wanted."""
    for key, times in studio.keys_of_creates().items():
        if times > 1:
            verdict.bought_twice.append(f"{times} creates with the key {key}")
    words = _kinds(person, given_up)
    for kind, counted in (("clip", studio.clips()), ("voice", studio.voices())):
        extra = sum(times - videos for times in counted.values())
        if extra > words[kind]:
            verdict.bought_twice.append(f"{extra} too many of {kind}: {dict(counted)}")


def ledger_is_right(
    person: Person, studio: Studio, verdict: Verdict, given_up: frozenset[str]
) -> None:
    """The ledger, the generation and the profile say what the provider bills; what the person
    gave up, not knowing whether it would be billed, is with the provider alone. (What was paid for
    and could not be had is known, and in the ledger.)
    """
    known = person.rows("SELECT key FROM purchases WHERE cost_micros IS NOT NULL")
    given_up -= {row["key"] for row in known}
    (ledger,) = person.rows("SELECT coalesce(sum(micros), 0) AS micros FROM cost_entries")
    (video,) = person.rows("SELECT coalesce(sum(cost_micros), 0) AS micros FROM generations")
    (profile,) = person.rows("SELECT coalesce(sum(total_cost_micros), 0) AS micros FROM profiles")
    billed = studio.billed_micros() - studio.billed_for(given_up, _kinds(person, given_up)["voice"])
    sums = {"the ledger": ledger, "the video": video, "the profile": profile}
    for who, row in sums.items():
        if row["micros"] != billed:
            verdict.ledger.append(f"{who} says {row['micros']}, the provider {billed}")
    open_ones = person.rows(
        "SELECT step, state FROM purchases WHERE state NOT IN ('done','failed')"
    )
    if verdict.completed and open_ones:
        verdict.ledger.append(f"open after the end: {open_ones}")


def whole_under_final_names(person: Person, verdict: Verdict) -> None:
    """Everything in the videos folder that is no hidden file is whole."""
    shown = person.videos.iterdir() if person.videos.exists() else ()
    for path in shown:
        if not path.name.startswith(".") and not _is_whole(path):
            verdict.partial.append(f"{path.name} is not whole")


def recorded_files_are_whole(person: Person, verdict: Verdict) -> None:
    """Each recorded file is there (until it was published), as long as it was, with its digest,
    and can be decoded.
    """
    recorded = list(recorded_files(person))
    published = {path for key, path, *_ in recorded if key == "assemble"}
    for key, path, size, digest in recorded:
        if not path.is_file():
            if path not in published:
                verdict.partial.append(f"{key}: {path.name} is gone")
        elif path.stat().st_size != size or (digest and digest_of(path) != digest):
            verdict.partial.append(f"{key}: {path.name} is not what was recorded")
        elif not _is_whole(path):
            verdict.partial.append(f"{key}: {path.name} cannot be decoded")


def recorded_files(person: Person) -> Iterator[tuple[str, Path, int, str]]:
    """Step, file, size and digest, where there is one."""
    for row in person.rows("SELECT key, files_json FROM steps"):
        for path, size, *digest in json.loads(row["files_json"]):
            yield row["key"], Path(path), size, digest[0] if digest else ""


def quick_check(person: Person, verdict: Verdict) -> None:
    """SQLite's own word."""
    said = [next(iter(row.values())) for row in person.rows("PRAGMA quick_check")]
    if said != ["ok"]:
        verdict.other.append(f"quick_check: {said[:3]}")


def nothing_left(person: Person, verdict: Verdict) -> None:
    """No child, no scratch, no lock, no hidden file, no second name of a video, and no bug in the
    log.
    """
    _, alive = psutil.wait_procs(person.processes(), timeout=GRACE)
    for process in alive:
        with suppress(psutil.Error):
            verdict.other.append(f"still running: {' '.join(process.cmdline())[:160]}")
    workspaces = person.home / "workspaces"
    # A dead one's lock, which nobody holds, and what it left are removed by the next that begins.
    passing = [*person.home.glob("running/*"), *workspaces.rglob("video.mp4")]
    left = [*([] if verdict.is_untidied else passing), *person.videos.glob(".*")]
    left += [path for path in workspaces.rglob("*") if _is_scratch(path)]
    for path in left:
        verdict.other.append(f"left: {path.relative_to(person.home)}")
    for name, text in _texts(person):
        if "Traceback" in text:
            verdict.other.append(f"a traceback in {name}: {text[text.index('Traceback') :][-300:]}")


def frames_of(person: Person) -> list[str]:
    """A digest of the pictures and of the sound of each finished video, as they are decoded."""
    return [_decoded(path, digest_of(path)) for path in sorted(person.videos.glob("*.mp4"))]


def digest_of(path: Path) -> str:
    """SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kinds(person: Person, keys: frozenset[str]) -> Counter[str]:
    """How many of the purchases with these keys were clips, and how many voices."""
    steps = person.rows("SELECT step, key FROM purchases")
    return Counter(str(row["step"]).split("/")[0] for row in steps if row["key"] in keys)


def _is_scratch(path: Path) -> bool:
    return path.name.startswith(".") or "scratch" in path.name or ".part" in path.name


def _texts(person: Person) -> list[tuple[str, str]]:
    logs = person.home.glob("logs/vidgen.log*")
    found = [(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in logs]
    return [*found, *(("what it said", text) for text in person.errors)]


def _is_whole(path: Path) -> bool:
    """Whether all of it can be decoded; of text, whether there is any."""
    if path.suffix not in _DECODED:
        return path.stat().st_size > 0
    return bool(_decoded(path, digest_of(path)))


@lru_cache(maxsize=4096)
def _decoded(path: Path, digest: str) -> str:
    """A digest of what is in the file; empty where it cannot be decoded to its end."""
    del digest  # by which the cache knows the file
    command = [FFMPEG, "-v", "error", "-xerror", "-nostdin", "-i", str(path)]
    done = subprocess.run(
        [*command, "-map", "0:v?", "-map", "0:a?", "-f", "md5", "-"],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    return done.stdout.strip() if done.returncode == 0 and not done.stderr.strip() else ""


def purchases(person: Person) -> list[Record]:
    """What was bought, oldest first."""
    return person.rows("SELECT id, key, step, state, job FROM purchases ORDER BY id")
