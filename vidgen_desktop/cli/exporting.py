"""The command that exports a finished video."""

import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import click

from vidgen_desktop.cli.asking import Length
from vidgen_desktop.cli.display import Display, display_for
from vidgen_desktop.cli.exits import CANCELLED, DONE, say
from vidgen_desktop.cli.interrupts import Interrupts, interrupts
from vidgen_desktop.cli.records import Record, print_record
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.cli.terminal import print_path
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.events import Progressed
from vidgen_desktop.core.export import Encoder, Exported, ExportKind, ExportOrder
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.service import GenerationService

LOOK_SECONDS = 0.1  # between looks at the signals: a Ctrl-C is acknowledged within this


@click.command()
@click.argument("generation", metavar="ID", type=int)
@click.option(
    "--as",
    "kind",
    required=True,
    type=click.Choice([kind.value for kind in ExportKind], case_sensitive=False),
    help="The form: a video, an animation, sound, captions, or a project for editors (otio).",
)
@click.option("--start", type=Length(), default=0.0, help="Seconds, or 1:30; the beginning.")
@click.option("--seconds", type=Length(), help="How long; to the end if not said.")
@click.option("--width", type=int, metavar="PIXELS", help="Of the picture; the height follows.")
@click.option(
    "--encoder",
    type=click.Choice([encoder.value for encoder in Encoder], case_sensitive=False),
    default=Encoder.AUTO.value,
    help="Who encodes a video; software if the chosen one does not work here.",
)
@click.option("-o", "--output", metavar="FILE", help="Where it goes; beside the video.")
@click.option("--json", "as_json", is_flag=True, help="Print progress and result as JSON lines.")
@click.pass_obj
def export(  # noqa: PLR0913 - an option each
    surroundings: Surroundings,
    generation: int,
    *,
    kind: str,
    start: float,
    seconds: float | None,
    width: int | None,
    encoder: str,
    output: str | None,
    as_json: bool,
) -> int:
    """Export a finished video.

    Prints the path. A name that is taken gets " (2)" and so on.
    """
    out = None if output is None else str(Path(output).expanduser().absolute())
    order = ExportOrder(ExportKind(kind), start, seconds, width, Encoder(encoder), out)
    with interrupts() as heard:
        service = surroundings.service()
        teller = _Teller(generation, as_json=as_json, verbose=surroundings.verbose)
        try:
            exported = _carry(service, generation, order, teller, heard)
        except Cancelled:
            teller.cancelled()
            return CANCELLED
        teller.done(exported)
    return DONE


def _carry(
    service: GenerationService,
    generation: int,
    order: ExportOrder,
    teller: "_Teller",
    heard: Interrupts,
) -> Exported:
    """Export beside the main thread, which stays free for signals on every system."""
    token = CancelToken()
    with ThreadPoolExecutor(1, thread_name_prefix="export") as pool:
        future = pool.submit(service.export, generation, order, token, teller.reached)
        try:
            while not future.done():
                wait([future], LOOK_SECONDS)
                if heard.count and not token.is_cancelled:
                    teller.close()
                    say("Cancelling.")
                    token.cancel()
                if not token.is_cancelled:
                    teller.tell()
        finally:
            token.cancel()  # a reader that has left is a reason to stop, too
    teller.close()
    return future.result()


class _Teller:
    """Says how far an export is: as JSON lines, or as `generate` does."""

    def __init__(self, generation: int, *, as_json: bool, verbose: int) -> None:
        self._generation = generation
        self._fraction = 0.0
        self._told = -1.0
        self._display: Display | None = None
        if not as_json:
            self._display = display_for(
                sys.stderr, as_json=False, verbose=verbose, expected_seconds=None
            )

    def reached(self, fraction: float) -> None:
        """Take a fraction from the export's thread."""
        self._fraction = fraction

    def tell(self) -> None:
        """Say it, if something is done and it is new."""
        if not self._fraction:
            return
        percent = round(self._fraction * 100, 1)
        if self._display is not None:
            self._display.show(Progressed(self._generation, percent, StageName.FINISH, "Exporting"))
        elif percent > self._told:
            self._told = percent
            self._print({"event": "exporting", "percent": percent})

    def close(self) -> None:
        """Leave the terminal ready for other text."""
        if self._display is not None:
            self._display.close()

    def done(self, exported: Exported) -> None:
        """Say where it is, and what the person should know."""
        if self._display is None:
            notes = list(exported.notes)
            result = {"kind": exported.kind, "path": exported.path, "notes": notes}
            self._print({"event": "ended", "outcome": "completed", **result})
            return
        for note in exported.notes:
            say(note)
        print_path(exported.path)

    def cancelled(self) -> None:
        """Say that nothing was written."""
        if self._display is None:
            self._print({"event": "ended", "outcome": "cancelled"})
        say("Cancelled. Nothing was written.")

    def _print(self, record: Record) -> None:
        print_record({"generation": self._generation, **record})
