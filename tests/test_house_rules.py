"""Remarks made twice in review, made into checks. They only ever tighten."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "vidgen_desktop"
TESTS = ROOT / "tests"

MOCK_LIBRARIES = {"mock", "unittest.mock", "pytest_mock", "flexmock", "doublex"}
MOCK_FIXTURES = {"mocker", "class_mocker", "module_mocker", "session_mocker"}

# A test waits for a signal or a condition, never for a time to pass.
SLEEPS = {"sleep", "msleep", "usleep", "qSleep", "qWait"}

# A test gives the program what it needs as a parameter or a real environment. The first shortens
# our waits, for all; the others are older, and this list only gets shorter.
PATCHERS = {
    "hurry.py",
    "cli/test_stopping.py",
    "store/test_connections.py",
    "store/test_migrations.py",
}
# A check that is switched off with nothing said after it.
SWITCHED_OFF = re.compile(r"#\s*(?:noqa:\s*[A-Z0-9, ]+|(?:type|pyright):\s*ignore\[[\w, -]+\])\s*$")

# What is the system's own, and cannot be had in another way.
SYSTEM = {"socket.getaddrinfo", "shutil.disk_usage"}

LONGEST_FILE = 350
LONGEST_FUNCTION = 60

# The edges of the program, where whatever was raised ends: only there may everything be caught,
# and only there is a bug's traceback logged. A new edge needs a reason.
EDGES = {
    "bugs.py",  # what nothing has caught
    "cli/boundary.py",  # a command
    "cli/checks.py",  # one check of the doctor must not spoil the others
    "core/run/ending.py",  # a generation
    "keys.py",  # keychains are other people's code, which raises anything
    "ui/background.py",  # work for the window
    "ui/runner.py",  # a generation that the engine itself could not run
}
TRACEBACK_CALLS = {"exception", "print_exc", "format_exc"}

# Widgets and calls that take markup, and the only files that may make those which guess.
MARKUP = {
    *("QTextEdit", "QTextBrowser", "QTextDocument", "QStaticText", "QErrorMessage"),
    *("RichText", "MarkdownText", "AutoText", "setHtml", "appendHtml", "insertHtml"),
    *("setMarkdown", "setOpenExternalLinks"),
}
PLAIN_MAKERS = {"QLabel": {"ui/parts/labels.py"}, "QMessageBox": {"ui/questions.py"}}

# What would name a machine or a registry that the next person does not have. The words are
# put together here so that this file does not find itself.
MACHINE_MARKS = [
    re.compile(r"(?<![\w.])/" + r"(root|home/\w+|Users/\w+|work)/"),
    re.compile(
        "pypi" + r"\.org|files\.python" + "hosted|registry\\.npm" + "js|deb\\.debian" + r"\.org"
    ),
    re.compile("https?://[^ ]*/" + "simple"),
]


def python_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def imported_names(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"


def test_no_mock_library() -> None:
    offences = [
        f"{where(path, node)} imports {name}"
        for path in python_files(TESTS)
        for node, name in imported_names(path)
        if name in MOCK_LIBRARIES
    ]
    offences += [
        f"{where(path, node)} asks for {node.arg}"
        for path in python_files(TESTS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.arg) and node.arg in MOCK_FIXTURES
    ]
    assert not offences, "Write a fake that behaves: " + "; ".join(offences)


def test_nothing_of_ours_is_patched() -> None:
    offences = [
        where(path, node)
        for path in python_files(TESTS)
        if path.relative_to(TESTS).as_posix() not in PATCHERS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and patches(node)
    ]
    assert not offences, f"Use a parameter, or a real environment: {offences}"


def patches(call: ast.Call) -> bool:
    """Say whether this puts something in the place of what is there, for a while."""
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="monkeypatch" | "patch"), attr=verb),
            args=[what, *_],
        ):
            known = what.value if isinstance(what, ast.Constant) else None
            return verb in {"setattr", "delattr", "setitem", "delitem"} and known not in SYSTEM
    return False


def test_no_check_is_switched_off_without_a_reason() -> None:
    """A word beside it, or a comment on the line above."""
    offences: list[str] = []
    for path in python_files(PACKAGE):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            is_told = number > 1 and lines[number - 2].strip().startswith("#")
            if SWITCHED_OFF.search(line) and not is_told:
                offences.append(f"{path.relative_to(ROOT)}:{number}")
    assert not offences, f"Say why: {offences}"


def test_no_test_sleeps() -> None:
    offences = [
        f"{where(path, node)} calls {name}"
        for path in python_files(TESTS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and (name := sleep_called(node))
    ]
    assert not offences, "Wait for a signal or a condition: " + "; ".join(offences)


def sleep_called(call: ast.Call) -> str:
    """Return the name of the sleep that `call` is, if it is one."""
    match call.func:
        case ast.Name(id=name) if name in SLEEPS:
            return name
        case ast.Attribute(attr=name) if name in SLEEPS:
            return name
        # pytest-qt's own sleep; its waits for a condition have other names.
        case ast.Attribute(value=ast.Name(id="qtbot"), attr="wait"):
            return "qtbot.wait"
    return ""


def test_no_room_for_odds_and_ends() -> None:
    odd = {"utils", "util", "helpers", "misc", "common"}
    found = [str(p.relative_to(ROOT)) for p in python_files(PACKAGE) if p.stem in odd]
    assert not found, f"Give these files a name that says what they hold: {found}"


def test_files_fit_the_head() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files(PACKAGE)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, f"Longer than {LONGEST_FILE} lines: {long}"


def test_functions_fit_a_screen() -> None:
    long = {
        f"{where(path, node)} {node.name}": lines
        for path in python_files(PACKAGE)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long, f"Longer than {LONGEST_FUNCTION} lines: {long}"


def test_bugs_end_at_the_edges_only() -> None:
    offences = [
        where(path, node)
        for path in python_files(PACKAGE)
        if path.relative_to(PACKAGE).as_posix() not in EDGES
        for node in ast.walk(tree_of(path))
        if catches_everything(node) or logs_a_traceback(node)
    ]
    assert not offences, f"Let bugs pass to an edge: {offences}"


def catches_everything(node: ast.AST) -> bool:
    """Say whether this is `except:`, or one of Exception or BaseException, and keeps it."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    match node.body[-1]:
        # It cleans up, and lets it pass.
        case ast.Raise(exc=None):
            return False
    match node.type:
        case None:
            return True
        case ast.Name(id=name):
            return name in {"Exception", "BaseException"}
    return False


def logs_a_traceback(node: ast.AST) -> bool:
    """Say whether this call logs or prints a traceback."""
    if not isinstance(node, ast.Call):
        return False
    if any(keyword.arg == "exc_info" for keyword in node.keywords):
        return True
    match node.func:
        # `future.exception()` asks for one, and takes no message.
        case ast.Attribute(attr=name):
            return name in TRACEBACK_CALLS and bool(node.args)
    return False


def test_nothing_shows_markup() -> None:
    """A title or an answer that looks like markup could name files and addresses."""
    offences = [
        f"{where(path, node)} uses {name}"
        for path in python_files(PACKAGE)
        for node in ast.walk(tree_of(path))
        for name in markup_used(node, path.relative_to(PACKAGE).as_posix())
    ]
    assert not offences, "Use ui.parts.labels and ui.questions: " + "; ".join(offences)


def markup_used(node: ast.AST, path: str) -> Iterator[str]:
    """What in this node shows markup, or guesses whether a text is markup."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in MARKUP:
            yield name
        case ast.Call(func=ast.Name(id=name)) if path not in PLAIN_MAKERS.get(name, {path}):
            yield f"{name}()"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="QMessageBox"), attr=name)) if name in {
            "critical",
            "warning",
            "information",
            "question",
            "about",
        }:
            yield f"QMessageBox.{name}()"
        case ast.Call(func=ast.Attribute(attr="setToolTip"), args=[text]) if (
            path != "ui/parts/labels.py" and not is_our_own(text)
        ):
            yield "setToolTip() instead of set_tip()"
        case ast.Call(func=ast.Attribute(attr="setInformativeText")) if path != "ui/questions.py":
            yield "setInformativeText()"
        case _:
            return


def is_our_own(text: ast.expr) -> bool:
    """Say whether a text stands in the source itself."""
    match text:
        case ast.Constant():
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return is_our_own(body) and is_our_own(orelse)
        case ast.Name(id=name):
            return name.isupper()
    return False


def committed_texts() -> list[Path]:
    """Return the text files that are committed, or would be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    names = listing.stdout.decode().split("\0")
    binary = {".png", ".ico", ".icns", ".jpg", ".mp4", ".wav", ".ttf", ".gz", ".db"}
    paths = [ROOT / name for name in names if name and Path(name).suffix not in binary]
    return [path for path in paths if path.is_file()]


def test_nothing_names_this_machine_or_a_registry() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in committed_texts()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if any(mark.search(line) for mark in MACHINE_MARKS)
    ]
    assert not offences, "\n".join(offences)
