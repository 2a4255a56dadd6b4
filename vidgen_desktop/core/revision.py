"""What can be changed in a finished video without filming, speaking or buying anything again."""

from dataclasses import fields

from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request

# Everything else is an input of a step that a provider carries out.
ASSEMBLY = frozenset(
    {
        "boundaries",
        "caption_style",
        "caption_words",
        "captions",
        "fit",
        "music",
        "output",
        "take_sound",
        "transition",
    }
)


def check_boundaries(request: Request, scenes: int) -> None:
    """Raise InvalidRequest for a transition after the last of the video's scenes."""
    for boundary in request.boundaries:
        if boundary.after >= scenes:
            raise InvalidRequest(
                f"This video has {counted(scenes, 'scene')}, so nothing follows "
                f"scene {boundary.after}.",
                "Choose a scene before the last one.",
                field="boundaries",
            )


# What the sound of a video depends on.
HEARD = frozenset({"boundaries", "music", "take_sound", "transition"})

# The steps that providers carry out, and what is settled by them. A version takes them over
# whatever has become of their inputs: a picture or a tune that was moved, a provider that was
# renamed.
PROVIDED = frozenset({"enhance", "plan", "voice", "length", "lengths", "clip", "tune"})
# The step that makes the whole video. Once it has its final name, nobody goes on from there.
JOINED = "assemble"


def is_mixed_again(original: Request, wanted: Request) -> bool:
    """Whether a version sounds different, so that its music is read again."""
    return any(getattr(original, name) != getattr(wanted, name) for name in HEARD)


def check_revision(original: Request, wanted: Request) -> None:
    """Raise InvalidRequest unless `wanted` differs from `original`, and only in its assembly."""
    changed = {
        field.name
        for field in fields(Request)
        if getattr(original, field.name) != getattr(wanted, field.name)
    }
    fixed = sorted(changed - ASSEMBLY)
    if fixed:
        raise InvalidRequest(
            f"The {fixed[0]} of a finished video cannot be changed.",
            "Make a new video for that.",
            field=fixed[0],
        )
    if not changed - {"output"}:
        raise InvalidRequest(
            "Nothing was changed.", "Choose other captions, music or transitions.", field=""
        )
