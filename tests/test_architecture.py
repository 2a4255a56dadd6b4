"""The shape of the house: who may import whom, and which rooms are typed strictly."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "vidgen_desktop"

# The only modules that are not typed strictly: Qt's stubs do not allow it.
OF_THE_WINDOW = {"ui", "app.py"}


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def test_layers() -> None:
    lint = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_core_imports_the_standard_library_only() -> None:
    foreign = [
        f"{path.relative_to(ROOT)}:{node.lineno} {name}"
        for path in sorted((PACKAGE / "core").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in names_of(node)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not name.startswith("vidgen_desktop.core")
    ]
    assert not foreign


def names_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""]


def test_everything_but_the_window_is_typed_strictly() -> None:
    strict = {Path(entry).name for entry in settings()["pyright"]["strict"]}
    rooms = {
        path.name
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
    }
    assert rooms - strict == OF_THE_WINDOW & rooms


def test_warnings_are_errors() -> None:
    pytest_settings = settings()["pytest"]
    assert pytest_settings["filterwarnings"][0] == "error"
    assert pytest_settings["qt_log_level_fail"] == "WARNING"
    assert pytest_settings["strict_xfail"] is True
