"""What every test gets: no screen, its own home, and a watch over what it leaves behind."""

import os
import threading
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import psutil
import pytest

from tests.signals import hear_all

pytest_plugins = ["tests.profiles", "tests.servers.fixtures", "tests.servers.names", "tests.hurry"]

# Before anything imports Qt. A person who wants to see the window sets it themselves.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test reads or fills the person's keychain, or uses their keys.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in [name for name in os.environ if name.startswith("VIDGEN_KEY_")]:
    del os.environ[_name]
for _name in ("OPENAI_API_KEY", "OPENROUTER_API_KEY", "FAL_KEY"):
    os.environ.pop(_name, None)

hear_all()

# Files and folders whose tests are few and long, the longest first.
LONGEST = ("test_without_qt.py", "durability", "end_to_end")

# How long what a test started may take to end after the test has.
_GRACE_SECONDS = 3.0

# Python's own helper of multiprocessing; it lives as long as the process.
_HELPERS = ("resource_tracker", "forkserver")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let a run take a few tests of every file; accept pytest-qt's settings without it.

    Both are for tests/test_without_qt.py.
    """
    parser.addoption("--most-per-file", type=int, help="run only the first tests of each file")
    if not pluginmanager.hasplugin("pytest-qt"):
        parser.addini("qt_api", "unused")
        parser.addini("qt_log_level_fail", "unused")
        parser.addini("qt_log_ignore", "unused", type="linelist")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest, which would otherwise keep one processor busy alone at the end;
    carry out `--most-per-file`.
    """
    items.sort(key=lambda item: _place(item.path))
    most = config.getoption("--most-per-file")
    if most is None:
        return
    seen = Counter[Path]()
    kept: list[pytest.Item] = []
    for item in items:
        seen[item.path] += 1
        if seen[item.path] <= most:
            kept.append(item)
    items[:] = kept


def _place(path: Path) -> int:
    """Where a file comes among the longest, or after them."""
    return next((at for at, name in enumerate(LONGEST) if name in path.parts), len(LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let reports travel between processes: some tests log text that no encoding can carry."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test out of the person's data; the folder is returned for who wants it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("VIDGEN_HOME", str(home))
    monkeypatch.delenv("VIDGEN_PROMPT", raising=False)
    return home


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process of its own running."""
    threads_before = set(threading.enumerate())
    children_before = _children()
    yield
    threads = [t for t in threading.enumerate() if t not in threads_before and _is_ours(t)]
    for thread in threads:
        thread.join(_GRACE_SECONDS)
    threads = [thread.name for thread in threads if thread.is_alive()]
    assert not threads, f"The test left threads running: {threads}"
    children = _children() - children_before
    _, alive = psutil.wait_procs(children, timeout=_GRACE_SECONDS if children else 0)
    left = [line for line in map(_describe, alive) if line]
    assert not left, f"The test left processes running: {left}"


def _is_ours(thread: threading.Thread) -> bool:
    # Qt keeps its pool threads for reuse; Python sees them as dummies that it cannot join.
    return not isinstance(thread, threading._DummyThread)


def _children() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def _describe(process: psutil.Process) -> str:
    """Return what to say of a process left running: nothing if it is a helper or has ended."""
    try:
        line = " ".join(process.cmdline())
        if process.status() == psutil.STATUS_ZOMBIE:
            return ""
    except psutil.NoSuchProcess:
        return ""
    return "" if any(helper in line for helper in _HELPERS) else line
