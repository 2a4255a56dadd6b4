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
# A word alone is none. Looked for so far only: texts of many values would take the square of their
# length. For the same reason nothing below begins with letters of any number.
_WITH_DIGIT = rf"(?={_VALUE}{{0,200}}\d){_VALUE}"
_NAMES = (
    r"api[_ -]?key|(?:access|refresh|session|auth|(?<![a-z])id)[_-]?token|secret|"
    r"\b(?:authorization|password|token|"
    r"x-amz-(?:signature|credential|security-token)|x-goog-signature|signature|sig)"
)
_LOOKS_LIKE_A_KEY = re.compile(
    "|".join(
        (
            # Authorization: Bearer …
            rf"(?P<scheme>\b(?:Bearer|Basic)\s+){_WITH_DIGIT}{{8,}}",
            r"(?P<bearer>\bBearer\s+)[A-Za-z]{21,}",  # no word is so long
            # "api_key": "…", and the signatures in links
            rf"(?P<name>(?:{_NAMES})\b[\"']?\s*[:=]\s*[\"']?(?:(?:{_SCHEMES})\s+)?){_WITH_DIGIT}{{6,}}",
            # https://…?key=…
            rf"(?P<query>[?&]key=){_WITH_DIGIT}{{12,}}",
            # Keys one can tell by how they begin
            r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{12,}",
            r"\b(?:hf_|r8_|gsk_|xai-|AIza|ghp_|key_)[A-Za-z0-9_-]{16,}",
            # fal: an id, a colon, a secret
            r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{16,}",
            # A JSON Web Token: the {" of its head, in base64
            r"(?<![\w-])(?-i:eyJ)[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){1,3}",
            # https://name:password@host, where the password may hold an @, too
            r"(?P<before>://[^\s/:@]*:)[^\s/\"<>]+(?=@)",
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
    names = ("scheme", "bearer", "name", "query", "before")
    return next((found[name] for name in names if found[name]), "") + GONE
