"""No known key survives, whatever text is built around it."""

import json
import re
import traceback
from urllib.parse import quote, quote_plus, urlencode

from hypothesis import given
from hypothesis import strategies as st

from tests.profiles import examples
from tests.properties.texts import anything
from vidgen_desktop.redaction import GONE, note_secret, redact

# What keys are made of; long and odd enough that no other test's text looks like one.
parts = st.text("ABCdef0189-_.~+/=:", min_size=4, max_size=40)
keys = parts.map(lambda part: f"vg~canary~{part}")


def dresses(key: str) -> list[str]:
    """A key as it turns up in links, forms, JSON, reprs and headers."""
    percent = quote(key, safe="")
    lower = re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), percent)
    return [
        key,
        percent,
        lower,
        quote_plus(key),
        urlencode({"key": key}),
        json.dumps({"key": key, "more": [key]}),
        repr(key),
        repr(key.encode()),
        f"Bearer {key}",
        f"https://user:{key}@host/?token={key}&x=1",
        "".join(traceback.format_exception(ValueError(f"Illegal header value {key!r}"))),
    ]


@given(st.lists(keys, min_size=1, max_size=2), anything, anything)
@examples(40)
def test_no_known_key_survives(secrets: list[str], before: str, after: str) -> None:
    for secret in secrets:
        note_secret(secret)
    for secret in secrets:
        for dress in dresses(secret):
            for text in (f"{before}{dress}{after}", f"{dress}{dress}", f"{before}/{dress}:{after}"):
                shown = redact(text)
                assert GONE in shown
                for form in dresses(secret)[:4]:
                    assert form not in shown
                assert redact(shown) == shown


@given(anything)
@examples(100)
def test_redacting_never_fails_and_ends(text: str) -> None:
    once = redact(text)
    assert redact(once) == once
