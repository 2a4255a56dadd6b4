"""Keys: where they are looked for, where they are kept, and that nothing shows them."""

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from vidgen_desktop import keys
from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.core.errors import InvalidRequest, StoreError
from vidgen_desktop.keys import Where, forget_key, key_for, keychain_fault, remember_key

CANARY = "canary-51be0c7d9a4f2e38"
ROUTER = ProviderSetup("router", ProviderKind.OPENROUTER)
STUDIO = ProviderSetup(
    "my-studio", ProviderKind.SHAPED, address="http://127.0.0.1:9/v1", entered_by_person=True
)


class Chest(KeyringBackend):
    """A keychain in memory that keeps its promises, until it is locked or broken."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.asked = 0
        self.fault: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if (service, username) not in self.kept:
            raise PasswordDeleteError("no such password")
        del self.kept[service, username]

    def _open(self) -> None:
        if self.fault is not None:
            raise self.fault


class Note(Chest):
    """A plain file, as keyring ranks such."""

    priority = 0.5


@pytest.fixture(autouse=True)
def own_session() -> Iterator[None]:
    before = keyring.get_keyring()
    keys._session.clear()
    yield
    keys._session.clear()
    keyring.set_keyring(before)


@pytest.fixture
def chest() -> Chest:
    made = Chest()
    keyring.set_keyring(made)
    return made


def test_a_key_is_kept_in_the_keychain_and_found_there_by_the_next_run(chest: Chest) -> None:
    kept = remember_key(ROUTER, f" {CANARY}\n")
    assert (kept.where, kept.said) == (Where.KEYCHAIN, "")
    assert list(chest.kept) == [("vidgen", "router https://openrouter.ai")]
    keys._session.clear()
    found = key_for(ROUTER)
    assert found is not None
    assert (found.reveal(), found.where) == (CANARY, Where.KEYCHAIN)


def test_the_keychain_is_asked_once_as_it_may_prompt(chest: Chest) -> None:
    chest.kept["vidgen", "router https://openrouter.ai"] = CANARY
    assert [key_for(ROUTER) for _ in range(5)].count(None) == 0
    assert chest.asked == 1


@pytest.mark.usefixtures("chest")
def test_the_environment_comes_first_and_its_own_name_before_the_well_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remember_key(ROUTER, "in-the-keychain")
    monkeypatch.setenv("OPENROUTER_API_KEY", "well-known-value")
    found = key_for(ROUTER)
    assert found is not None
    assert (found.reveal(), found.where) == ("well-known-value", Where.ENVIRONMENT)
    monkeypatch.setenv("VIDGEN_KEY_ROUTER", "own-name-value")
    found = key_for(ROUTER)
    assert found is not None
    assert found.reveal() == "own-name-value"


@pytest.mark.usefixtures("chest")
def test_a_well_known_key_goes_to_its_own_service_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    elsewhere = ProviderSetup("mine", ProviderKind.OPENAI, address="https://example.org/v1")
    assert key_for(elsewhere) is None
    assert key_for(STUDIO) is None
    monkeypatch.setenv("VIDGEN_KEY_MY_STUDIO", "studio-value")
    found = key_for(STUDIO)
    assert found is not None
    assert found.reveal() == "studio-value"


@pytest.mark.usefixtures("chest")
def test_a_changed_address_does_not_get_the_old_ones_key() -> None:
    remember_key(STUDIO, CANARY)
    moved = ProviderSetup("my-studio", ProviderKind.SHAPED, address="https://example.org/v1")
    assert key_for(moved) is None


@pytest.mark.parametrize(
    ("backend", "said"),
    [(fail.Keyring(), "no keychain"), (null.Keyring(), "no keychain"), (Note(), "not protect")],
)
def test_without_a_keychain_the_key_lasts_for_the_session_and_that_is_said(
    backend: KeyringBackend, said: str
) -> None:
    keyring.set_keyring(backend)
    assert said in (keychain_fault() or "")
    kept = remember_key(ROUTER, CANARY)
    assert kept.where is Where.SESSION
    assert said in kept.said
    assert "until Vidgen is closed" in kept.said
    found = key_for(ROUTER)
    assert found is not None
    assert (found.reveal(), found.where) == (CANARY, Where.SESSION)
    assert not getattr(backend, "kept", None)
    assert forget_key(ROUTER) is None
    assert key_for(ROUTER) is None


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (KeyringLocked("dismissed"), "locked"),
        (RuntimeError(f"D-Bus said: {CANARY}"), "cannot be used (RuntimeError)"),
    ],
)
def test_a_broken_keychain_is_told_and_the_session_keeps_the_key(
    chest: Chest, fault: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    chest.fault = fault
    kept = remember_key(ROUTER, CANARY)
    assert kept.where is Where.SESSION
    assert said in kept.said
    found = key_for(ROUTER)
    assert found is not None
    assert found.reveal() == CANARY
    with pytest.raises(StoreError, match="could not be removed") as told:
        forget_key(ROUTER)
    assert key_for(ROUTER) is None
    assert CANARY not in f"{kept}{told.value}{caplog.text}"


def test_a_keychain_that_takes_and_does_not_keep_is_found_out() -> None:
    class Sieve(Chest):
        def set_password(self, service: str, username: str, password: str) -> None:
            """Forget it."""

    keyring.set_keyring(Sieve())
    assert remember_key(ROUTER, CANARY).where is Where.SESSION


def test_forgetting_removes_it_and_names_what_remains(
    chest: Chest, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_key(ROUTER, CANARY)
    assert forget_key(ROUTER) is None
    assert chest.kept == {}
    assert key_for(ROUTER) is None
    monkeypatch.setenv("OPENROUTER_API_KEY", CANARY)
    assert forget_key(ROUTER) is Where.ENVIRONMENT


@pytest.mark.parametrize("value", ["", "  ", "two words", "line\nbreak", "clé-é", "k" * 5000])
def test_what_can_be_no_key_is_refused_without_being_repeated(chest: Chest, value: str) -> None:
    with pytest.raises(InvalidRequest, match="is no key") as told:
        remember_key(ROUTER, value)
    assert told.value.field == "key"
    assert not value.strip() or value not in str(told.value)
    assert chest.kept == {}


@pytest.mark.usefixtures("chest")
def test_a_key_shows_itself_nowhere() -> None:
    remember_key(ROUTER, CANARY)
    key = key_for(ROUTER)
    assert CANARY not in f"{key} {key!r} {[key]} {vars(keys)}"
    for take in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be stored"):
            take(key)


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has the libraries that are looked for")
def test_looking_for_a_keychain_starts_no_other_program() -> None:
    looking = """
import sys
sys.addaudithook(lambda event, said: print(said[0]) if event == "subprocess.Popen" else None)
from vidgen_desktop.keys import keychain_fault
keychain_fault()
print("looked")
"""
    # The tests' own choice of a back end would be all that keyring looks at.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-c", looking], env=usual, capture_output=True, text=True, check=True
    )
    assert done.stdout == "looked\n"
