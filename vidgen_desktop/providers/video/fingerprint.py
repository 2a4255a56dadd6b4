"""What tells one wanted clip from another, so that one that was ordered is found again.

It is made of what the person wants, and of nothing that a service tells or that this program
words: a list of models that has changed, or a new version of ours, must not buy a clip twice.
"""

import hashlib
from pathlib import Path

import msgspec

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import ClipOrder
from vidgen_desktop.setups import ProviderSetup


def fingerprint_of(
    order: ClipOrder, setup: ProviderSetup, model: str, more: tuple[str, ...] = ()
) -> str:
    """A digest of the scene, the video it is for, who makes it, and the person's pictures.

    Raises MediaError where one of these cannot be read.
    """
    scene, shape = order.scene, order.format
    decides = [
        [setup.base, model, more],
        [scene.number, scene.visual, scene.heading, scene.narration, round(scene.seconds, 3)],
        [order.storyboard.title, order.look, order.seed, order.sound],
        [shape.width, shape.height, shape.fps],
        [_digest(scene.picture), _digest(order.reference)],
    ]
    return hashlib.sha256(msgspec.json.encode(decides)).hexdigest()


def _digest(path: str | None) -> str | None:
    """Of a file's content: it is the same picture under another name."""
    if path is None:
        return None
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise MediaError(
            f"The picture {Path(path).name} cannot be read ({fault.strerror}).",
            "Put it back, or choose another one.",
        ) from fault
