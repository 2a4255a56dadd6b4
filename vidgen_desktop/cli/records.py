"""Generations and events as plain records for `--json`."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

import click

from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.events import (
    Completed,
    Ended,
    Event,
    Failed,
    Outcome,
    WasCancelled,
    WasStopped,
)
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.money import MICROS_PER_DOLLAR

Record = dict[str, Any]


def print_record(record: Record) -> None:
    """Print one object as one line, whatever the terminal can show."""
    can_show_all = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    click.echo(json.dumps(record, ensure_ascii=not can_show_all, default=str))


def generation_record(
    known: Generation, *, is_left: bool = False, is_stale: bool = False
) -> Record:
    """All that is stored about a generation, and what was found out about who makes it."""
    return {
        "id": known.id,
        "profile": known.profile,
        "title": known.title,
        "status": known.status,
        "is_cancelled": known.is_cancelled,
        "progress": known.progress,
        "current_step": known.current_step,
        "progress_updated_at": _moment(known.progress_updated_at),
        "is_stale": is_stale,
        "is_left": is_left,
        "cancellation_requested": known.cancellation_requested,
        "created_at": _moment(known.created_at),
        "started_at": _moment(known.started_at),
        "completed_at": _moment(known.completed_at),
        "cost_micros": known.cost_micros,
        "cost_usd": dollars(known.cost_micros),
        "cost_unknown": known.cost_unknown,
        "video_path": known.result.video if known.result else None,
        "poster_path": known.result.poster if known.result else None,
        "caption_paths": list(known.result.captions) if known.result else [],
        "video_seconds": known.result.seconds if known.result else None,
        "error": known.error,
        "error_code": known.error_code,
        "revises": known.revises,
        "notes": list(known.notes),
        "request": asdict(known.request),
    }


def purchase_record(purchase: Purchase) -> Record:
    """A purchase, as the ledger will need it and the person may have to decide about it."""
    wanted = purchase.wanted
    return {
        "id": purchase.id,
        "generation": purchase.generation,
        "state": purchase.state,
        "step": wanted.step,
        "provider": wanted.provider,
        "model": wanted.model,
        "what": wanted.what,
        "estimate_micros": wanted.estimate_micros,
        "estimate_usd": dollars(wanted.estimate_micros),
        "job": purchase.job,
        "created_at": _moment(purchase.created_at),
    }


def event_record(event: Event) -> Record:
    """What a running generation tells, with the kind of event under "event"."""
    if isinstance(event, Ended):
        return {"event": "ended", "generation": event.generation, **outcome_record(event.outcome)}
    return {"event": _snake(type(event).__name__), **asdict(event)}


def outcome_record(outcome: Outcome) -> Record:
    """How a run ended: "completed", "failed", "cancelled" or "stopped" under "outcome"."""
    match outcome:
        case Completed(result):
            return {"outcome": "completed", "video_path": result.video, "result": asdict(result)}
        case Failed(code, message, advice):
            said: Record = {
                "outcome": "failed",
                "error_code": code,
                "error": message,
                "advice": advice,
            }
        case WasCancelled(spent, kept):
            said = {
                "outcome": "cancelled",
                "cost_micros": spent,
                "cost_usd": dollars(spent),
                "cost_unknown": outcome.cost_unknown,
                "kept_takes": kept,
            }
        case WasStopped(kept):
            said = {"outcome": "stopped", "kept_takes": kept}
    return {
        **said,
        "open_purchases": outcome.open_purchases,
        "open_micros": outcome.open_micros,
        "open_unpriced": outcome.open_unpriced,
    }


def dollars(micros: int) -> str:
    """Micro-dollars as an exact decimal string, e.g. "1.250000"."""
    return f"{Decimal(micros) / MICROS_PER_DOLLAR:.6f}"


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
