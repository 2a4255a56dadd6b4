"""What `pip install .` installs is the whole program."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vidgen_desktop.resource_files import resource

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def committed(folder: str) -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, check=False
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    return [name for name in listing.stdout.decode().split("\0") if name]


def test_it_has_every_module_and_migration(files: set[str]) -> None:
    assert set(committed("vidgen_desktop")) <= files


def test_it_has_every_resource(files: set[str]) -> None:
    assert {f"vidgen_desktop/{name}" for name in committed("resources")} <= files


def test_it_has_nothing_else(files: set[str]) -> None:
    assert {name.partition("/")[0] for name in files if ".dist-info/" not in name} == {
        "vidgen_desktop"
    }


def test_a_resource_is_found_by_its_name() -> None:
    assert resource("icons/vidgen.svg").is_file()


def test_a_missing_resource_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError, match="incomplete"):
        resource("icons/none.svg")
