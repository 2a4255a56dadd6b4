"""What can be changed in a finished video without filming, speaking or buying anything again."""

from dataclasses import fields

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
                f"This video has {scenes} scene{'' if scenes == 1 else 's'}, so nothing follows "
                f"scene {boundary.after}.",
                "Choose a scene before the last one.",
                field="boundaries",
            )


# The steps that providers carry out, and what is settled by them. A version takes them over
# whatever has become of their inputs: a picture that was moved, a provider that was renamed.
PROVIDED = frozenset({"enhance", "plan", "voice", "length", "lengths", "clip"})
# The step that makes the whole video. Once it has its final name, nobody goes on from there.
JOINED = "assemble"


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
