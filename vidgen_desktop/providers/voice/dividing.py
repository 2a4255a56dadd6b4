"""Dividing a narration into requests that a service takes."""

from vidgen_desktop.providers.builtin.words.sentences import clauses_of, halves_of, sentences_of

LONGEST = 4000  # characters; OpenAI's speech API takes 4096
_FEWEST = 2  # characters of a piece that can be divided


def divided(text: str, language: str, longest: int = LONGEST) -> list[list[str]]:
    """The sentences of each request, in order, none of them longer than `longest` characters.

    A sentence that is longer is parted at its clauses, at words, or between characters.
    """
    requests: list[list[str]] = []
    size = 0
    for sentence in sentences_of(text, language):
        for piece in _pieces(sentence, language, longest):
            if not requests or size + 1 + len(piece) > longest:
                requests.append([])
                size = -1
            requests[-1].append(piece)
            size += 1 + len(piece)
    return requests


def _pieces(sentence: str, language: str, longest: int) -> list[str]:
    if len(sentence) <= longest:
        return [sentence]
    clauses = clauses_of(sentence)
    if len(clauses) > 1:
        return [piece for one in clauses for piece in _pieces(one, language, longest)]
    halves = halves_of(sentence, language)
    if halves is None or len(sentence) < _FEWEST:
        return [sentence[at : at + longest] for at in range(0, len(sentence), longest)]
    return [piece for half in halves for piece in _pieces(half, language, longest)]
