"""Where the program's own files are: icons, styles, prompt texts, the price table."""

from pathlib import Path

_HERE = Path(__file__).parent


def resource(name: str) -> Path:
    """Return the path of the resource `name`, such as ``icons/vidgen.svg``.

    A wheel and the frozen bundle carry the resources inside the package; a checkout
    (and so an editable install) keeps them beside it.
    """
    path = _root() / name
    if not path.exists():
        raise FileNotFoundError(f"The program is incomplete: {path} is missing.")
    return path


def _root() -> Path:
    inside = _HERE / "resources"
    return inside if inside.is_dir() else _HERE.parent / "resources"
