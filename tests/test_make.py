"""`make run`, on stand-ins for the program and its set-up: what arrives, and what is done twice."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("make") is None, reason="make is for Unix"
)

# A Python that makes "virtual environments" which hold itself, and writes down what it is asked.
PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >>"$LOG"
case "$*" in
    "-m venv .venv")
        mkdir -p .venv/bin
        cp "$0" .venv/bin/python
        printf '#!%s/.venv/bin/python\\n' "$PWD" >.venv/bin/pip
        cp "$VIDGEN_STANDIN" .venv/bin/vidgen ;;
    *version_info*print* | *print*version_info*) echo python3.11-venv ;;
esac
"""
VIDGEN = """#!/bin/sh
printf '%s' "$*" >"$LOG.vidgen"
"""
DPKG = """#!/bin/sh
printf 'installed libegl1, \\ninstalled libglib2.0-0t64, libglib2.0-0 (= 2.80)\\n'
"""
TOOLS = ("sh", "make", "cat", "cmp", "cp", "dirname", "grep", "mkdir", "rm", "sed", "tr")


class Checkout:
    """A copy of what `make run` uses, on a PATH where every foreign program is a stand-in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "vidgen"
        self.path = folder / "path"
        self.log = folder / "log"
        self.path.mkdir()
        shutil.copytree(ROOT / "scripts", self.folder / "scripts")
        for name in ("Makefile", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.folder)
        locked = Path("tests", "servers", "package-lock.json")
        (self.folder / locked).parent.mkdir(parents=True)
        shutil.copy(ROOT / locked, self.folder / locked)
        for tool in TOOLS:
            (self.path / tool).symlink_to(shutil.which(tool) or "")
        self.program("python3", PYTHON)
        self.standin = self.program("standin", VIDGEN)

    def program(self, name: str, text: str) -> Path:
        """Put a program on the PATH."""
        path = self.path / name
        path.write_text(text, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run make in the checkout."""
        environment = {"PATH": str(self.path), "LOG": str(self.log)}
        environment |= {"VIDGEN_STANDIN": str(self.standin), "LANG": "C.UTF-8"}
        return subprocess.run(
            [self.path / "make", *arguments],
            cwd=self.folder,
            env=environment | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    @property
    def asked(self) -> list[str]:
        """What Python was asked since the last time this was read."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines

    @property
    def arguments(self) -> str:
        """What the program was started with."""
        return Path(f"{self.log}.vidgen").read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.mark.parametrize(
    "prompt",
    [
        'it\'s "quoted"',
        "costs $5, not $$6 or ${HOME}",
        "$(shell touch pwned) `touch pwned` ; touch pwned",
        "🐝 猫 مرحبا \\n \\",
        "# not a comment",
        "--help",
        "two\nlines",
    ],
)
def test_a_prompt_arrives_as_it_was_typed(checkout: Checkout, prompt: str) -> None:
    done = checkout.make("run", f"PROMPT={prompt}")
    assert done.returncode == 0, done.stderr
    assert checkout.arguments == f"--prompt={prompt}"
    assert not (checkout.folder / "pwned").exists()


def test_a_shell_that_exports_its_own_prompt_asks_for_no_video(checkout: Checkout) -> None:
    assert checkout.make("run", PROMPT="%n@%m").returncode == 0
    assert checkout.arguments == ""


def test_the_second_run_sets_up_nothing(checkout: Checkout) -> None:
    checkout.make("run")
    assert any(line.startswith("-m pip") for line in checkout.asked)
    checkout.make("run")
    assert checkout.asked == []


def test_a_changed_constraint_is_set_up_again(checkout: Checkout) -> None:
    checkout.make("run")
    constraints = checkout.folder / "constraints.txt"
    constraints.write_text(constraints.read_text() + "six==1.16.0\n")
    assert checkout.asked
    checkout.make("run")
    assert any(line.startswith("-m pip install") for line in checkout.asked)


def test_a_moved_checkout_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.make("run")
    assert checkout.asked
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))
    checkout.make("run")
    assert "-m venv .venv" in checkout.asked


def test_who_is_not_root_gets_the_one_line_to_run(checkout: Checkout) -> None:
    checkout.program("dpkg-query", DPKG)
    checkout.program("apt-get", "#!/bin/sh\nexit 1\n")
    checkout.program("id", "#!/bin/sh\necho 1000\n")
    stopped = checkout.make("run")
    (line,) = [line for line in stopped.stderr.splitlines() if "sudo" in line]
    assert stopped.returncode != 0
    assert "libpulse0" in line
    assert "libegl1" not in line.split()
    # Ubuntu has renamed it and provides the old name.
    assert "libglib2.0-0" not in line.split()
    assert not any(asked.startswith("-m pip") for asked in checkout.asked)


def test_root_has_it_installed(checkout: Checkout) -> None:
    checkout.program("dpkg-query", DPKG)
    checkout.program("apt-get", '#!/bin/sh\nprintf "%s\\n" "apt-get $*" >>"$LOG"\n')
    checkout.program("id", "#!/bin/sh\necho 0\n")
    done = checkout.make("run")
    assert done.returncode == 0, done.stderr
    asked = checkout.asked
    assert "apt-get update -qq" in asked
    assert any(line.startswith("apt-get install") and "libpulse0" in line for line in asked)


def test_the_scripts_are_programs() -> None:
    names = [*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run"]
    assert all(os.access(name, os.X_OK) for name in names)
