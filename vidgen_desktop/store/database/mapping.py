"""Between the rows of the database and the nouns of the program."""

import json
import unicodedata
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.casting import Cast
from vidgen_desktop.core.model import Generation, Request, Result, Scene, Status, Storyboard, Take
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.models import (
    CostEntryRow,
    GenerationRow,
    PurchaseRow,
    SceneRow,
    TakeRow,
)

T = TypeVar("T")

_REQUEST = msgspec.json.Decoder(Request)
_RESULT = msgspec.json.Decoder(Result)
_NOTES = msgspec.json.Decoder(tuple[str, ...])
_STORYBOARD = msgspec.json.Decoder(Storyboard)


def to_json(value: object) -> str:
    """A model object, or a path, as JSON text."""
    try:
        return msgspec.json.encode(value, enc_hook=_path_as_text).decode()
    except UnicodeEncodeError:  # half a character, as services and file names may have
        plain = msgspec.to_builtins(value, enc_hook=_path_as_text)
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace").decode()


def from_json(text: str, kind: type[T]) -> T:
    """What `to_json` made; raises `msgspec.MsgspecError` where it is of another kind."""
    return msgspec.json.decode(text, type=kind, dec_hook=_path_from_text)


def _path_as_text(value: Any) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"no JSON for {type(value).__name__}")


def _path_from_text(kind: type, value: Any) -> Any:
    if kind is Path:
        return Path(value)
    raise NotImplementedError(f"no {kind.__name__} from JSON")


def fold(words: str) -> str:
    """Text as searching sees it: without case and without forms that only look different."""
    return unicodedata.normalize("NFKC", words).casefold()


def search_text(title: str, prompt: str) -> str:
    """What the search looks through."""
    return fold(f"{title}\n{prompt}")


def makers_of(cast: Cast) -> str:
    """Who makes a video, in one text; empty for the built-in engine."""
    if cast.is_builtin:
        return ""
    return " ".join(f"{role}={choice.provider}/{choice.model}" for role, choice in cast.choices())


def generation_of(row: GenerationRow, *, cost_unknown: bool = False) -> Generation:
    """The generation that a row holds; what it cost is in the ledger."""
    return Generation(
        id=row.id,
        profile=row.profile,
        request=_REQUEST.decode(row.request_json),
        title=row.title,
        status=Status(row.status),
        progress=row.progress,
        current_step=row.current_step,
        progress_updated_at=row.progress_updated_at,
        created_at=row.created_at,
        started_at=row.started_at,
        completed_at=row.completed_at,
        cost_micros=row.cost_micros,
        cancellation_requested=row.cancellation_requested,
        error=row.error,
        error_code=row.error_code,
        notes=notes_of(row),
        result=_RESULT.decode(row.result_json) if row.result_json else None,
        revises=row.revises,
        version=row.version,
        owner=row.owner,
        attempts=row.attempts,
        beats=row.beats,
        cost_unknown=cost_unknown,
    )


def notes_of(row: GenerationRow) -> tuple[str, ...]:
    """The sentences kept with a generation."""
    return _NOTES.decode(row.notes_json)


def storyboard_of(head_json: str, rows: list[SceneRow]) -> Storyboard:
    """A storyboard from its head (all but the scenes, as JSON) and its scenes in order."""
    head = _STORYBOARD.decode(head_json)
    scenes = tuple(
        Scene(row.number, row.narration, row.visual, row.seconds, row.heading, row.picture)
        for row in rows
    )
    return Storyboard(head.title, head.language, scenes, head.notes)


def storyboard_head(storyboard: Storyboard) -> str:
    """All of a storyboard but its scenes, as JSON."""
    return to_json(Storyboard(storyboard.title, storyboard.language, (), storyboard.notes))


def take_of(row: TakeRow) -> Take:
    """The take that a row holds."""
    return Take(row.scene, row.path, row.poster, row.seconds, row.provider)


def cost_of(row: CostEntryRow) -> CostEntry:
    """The ledger entry that a row holds."""
    return CostEntry(row.step, row.provider, row.what, row.micros, PriceSource(row.source))


def purchase_of(row: PurchaseRow) -> Purchase:
    """The purchase that a row holds; its generation must still be there."""
    if row.generation_id is None:
        raise LookupError(f"the generation of purchase {row.id} was deleted")
    return Purchase(
        id=row.id,
        generation=row.generation_id,
        key=row.key,
        wanted=Wanted(
            row.step,
            row.provider,
            row.model,
            row.what,
            row.estimate_micros,
            row.fingerprint,
            unpriced=row.unpriced,
        ),
        state=PurchaseState(row.state),
        job=row.job,
        cost_micros=row.cost_micros,
        source=PriceSource(row.source) if row.source else None,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
