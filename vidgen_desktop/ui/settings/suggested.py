"""Taking suggested qualities into the settings, without touching what the person has made."""

from collections.abc import Sequence
from dataclasses import replace

from vidgen_desktop.config import Settings
from vidgen_desktop.core.casting import Suggestion, same_name


def with_suggested(
    settings: Settings, suggested: Sequence[Suggestion]
) -> tuple[Settings, list[str]]:
    """The settings with what was suggested, and the names that are new or other than before. What
    the person has made stays as it is.
    """
    qualities = list(settings.qualities)
    changed: list[str] = []
    for one in (suggestion.quality for suggestion in suggested):
        known = next(
            (at for at, old in enumerate(qualities) if same_name(old.name, one.name)), None
        )
        if known is None:
            qualities.append(one)
        elif qualities[known].suggested and qualities[known] != one:
            qualities[known] = one
        else:
            continue
        changed.append(one.name)
    return replace(settings, qualities=tuple(qualities)), changed


def has_no_choice(settings: Settings) -> bool:
    """Whether new videos begin as they do because there was nothing else: with the built-in
    engine, or with the only quality, which was suggested.
    """
    if not settings.qualities:
        return not settings.quality
    (first, *others) = settings.qualities
    return not others and first.suggested and same_name(first.name, settings.quality)
