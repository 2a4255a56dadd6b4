"""Which journal the database uses, by the version of the SQLite library."""

# SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when a checkpoint races with a writer.
_FIRST_FIXED = (3, 51, 3)
# Fixes that were carried back: release line -> first fixed patch.
_CARRIED_BACK = {(3, 50): 7, (3, 44): 6}

# Of the rollback journals, the one that keeps its file: no folder entry is made or removed per
# commit, so that a commit costs fewer flushes (tests/benchmarks/bench_store.py compares them).
ROLLBACK_JOURNAL = "persist"


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite version has the fix for WAL databases."""
    if version >= _FIRST_FIXED:
        return True
    patch = _CARRIED_BACK.get(version[:2])
    return patch is not None and version[2] >= patch


def journal_for(version: tuple[int, int, int]) -> str:
    """The journal mode for this SQLite version: "wal" where it is safe."""
    return "wal" if wal_is_safe(version) else ROLLBACK_JOURNAL
