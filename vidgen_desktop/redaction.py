"""Keeps keys out of everything that is written or shown."""

import os
import re
import threading
from collections.abc import Mapping
from urllib.parse import quote

GONE = "[key removed]"

_SHORTEST = 8  # a shorter one guards nothing, and would blank out common words
_VALUE = r"[A-Za-z0-9._~+/=:%-]"

_SCHEMES = "Bearer|Basic|Key|Token"
_WITH_DIGIT = rf"(?={_VALUE}*\d){_VALUE}"  # a word alone is none
_NAMES = (
    r"[\w-]*api[_ -]?key|authorization|[\w-]*access[_-]?token|[\w-]*secret|password|token|"
    r"x-amz-(?:signature|credential|security-token)|x-goog-signature|signature|sig"
)
_LOOKS_LIKE_A_KEY = re.compile(
    "|".join(
        (
            # Authorization: Bearer …
            rf"(?P<scheme>\b(?:Bearer|Basic)\s+){_WITH_DIGIT}{{8,}}",
            # "api_key": "…", and the signatures in links
            rf"(?P<name>\b(?:{_NAMES})\b[\"']?\s*[:=]\s*[\"']?(?:(?:{_SCHEMES})\s+)?){_WITH_DIGIT}{{6,}}",
            # Keys one can tell by how they begin
            r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{12,}",
            r"\b(?:hf_|r8_|gsk_|xai-|AIza|ghp_|key_)[A-Za-z0-9_-]{16,}",
            # fal: an id, a colon, a secret
            r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{16,}",
            # https://name:password@host
            r"(?P<before>://[^\s/:@]*:)[^\s/@]+(?=@)",
        )
    ),
    re.IGNORECASE,
)

# Of environment variables.
_SECRET_NAME = re.compile(
    r"(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:_|$)|^VIDGEN_KEY_", re.IGNORECASE
)

_ESCAPE = re.compile("%[0-9A-F]{2}")  # some write the letters small

_lock = threading.Lock()
_known: frozenset[str] = frozenset()


def note_secret(value: str) -> None:
    """Have this value removed from every text from now on."""
    global _known  # noqa: PLW0603 - one for the whole process, as the logs are
    if len(value) < _SHORTEST:
        return
    escaped = quote(value, safe="")
    with _lock:
        _known |= {value, escaped, _ESCAPE.sub(lambda found: found[0].lower(), escaped)}


def note_environment(variables: Mapping[str, str] = os.environ) -> None:
    """Have the values of all variables removed whose names say that they are secret."""
    for name, value in variables.items():
        # A word alone would be blanked out wherever it stands; a path is where a secret is kept.
        if _SECRET_NAME.search(name) and not value.isalpha() and not value.startswith(("/", "~")):
            note_secret(value.strip())


def redact(text: str) -> str:
    """The text without the keys we know, and without what looks like one."""
    for value in sorted(_known, key=len, reverse=True):  # none may be part of another
        if value in text:
            text = text.replace(value, GONE)
    return _LOOKS_LIKE_A_KEY.sub(_without_value, text)


def _without_value(found: re.Match[str]) -> str:
    kept = found["scheme"] or found["name"] or found["before"] or ""
    return kept + GONE
