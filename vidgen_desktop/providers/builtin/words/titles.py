"""Short texts made of a person's own words."""

import re

LONGEST_TITLE = 60  # characters
_SHORTEST_TITLE = 20  # characters, of one that ends with a clause
_ENDS = " \t\n.,;:!?…。，、；：！？।؟،-–—"
# Where a clause may end: at its mark, or before a word that joins another clause to it.
_CLAUSE_END = re.compile(
    r"[,;:،؛](?=\s)|[，；：]|\s[–—-](?=\s)"
    r"|\s(?=(?:and|but|because|while|und|aber|weil|während|et|mais|parce|pero|porque|mientras"
    r"|perché|mentre|enquanto|maar|omdat|terwijl)\s)"
)
# "Between … and", "both … and": there the word joins no clauses.
_PAIRS = re.compile(
    r"\b(?:between|both|either|zwischen|sowohl|entre|tra|fra|tussen|zowel)\b", re.IGNORECASE
)


# A clause that begins so needs the one after it.
_HALF = re.compile(
    r"(?:whether|if|when|because|although|while|as|since|unless|once|wenn|weil|obwohl|als|da"
    r"|falls|während|si|quand|lorsque|puisque|cuando|aunque|como|mientras|se|quando|sebbene"
    r"|embora|omdat|hoewel|terwijl)\s",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3  # after the last comma: fewer are an item of a list


def title_of(*candidates: str, topic: str = "") -> str:
    """The first candidate that holds anything. One of more than 60 characters gives way to one
    of its clauses, then to `topic`, or is cut at a word.
    """
    for candidate in candidates:
        title = shortened(candidate, LONGEST_TITLE)
        if title.endswith("…") and len(candidate) > LONGEST_TITLE:
            return _first_clauses(candidate) or shortened(topic, LONGEST_TITLE) or title
        if title:
            return title
    return "Video"


def shortened(text: str, longest: int) -> str:
    """`text` on one line without its end mark, cut at a word; "…" says that it was cut."""
    flat = " ".join(text.split())
    flat = flat.rstrip(" .,;:。，、；：।،") or flat
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    space = cut.rfind(" ")
    if space >= longest // 3:
        cut = cut[:space]
    return cut.rstrip(_ENDS) + "…"


def _first_clauses(text: str) -> str:
    """The first clauses of a long text that are a title together; "" where there are none."""
    flat = " ".join(text[: 4 * LONGEST_TITLE].split())
    if _HALF.match(flat) or _PAIRS.search(flat[:LONGEST_TITLE]):
        return ""
    ends = [match.start() for match in _CLAUSE_END.finditer(flat, 0, LONGEST_TITLE + 1)]
    fitting = [end for end in ends if _SHORTEST_TITLE <= end <= LONGEST_TITLE]
    title = flat[: fitting[0]].rstrip(_ENDS) if fitting else ""
    return title if len(title.rsplit(",", 1)[-1].split()) >= _FEWEST_WORDS else ""
