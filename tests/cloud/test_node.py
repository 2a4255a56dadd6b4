"""Where Node.js is missing the tests that need it are skipped, but never in CI."""

import pytest

from tests.servers import node


def test_a_missing_package_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(node.NEEDED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="is not installed"):
        node.node_for("no-such-package")


def test_a_missing_package_fails_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(node.NEEDED, "1")
    with pytest.raises(pytest.fail.Exception, match=node.NEEDED):
        node.node_for("no-such-package")
