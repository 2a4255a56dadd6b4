"""The database is damaged or deleted; `make torture` does so often, and more."""

from tests.durability.databases import DATABASES, WAYS, corrupt, deleted
from tests.durability.quick import quick, withstood

pytestmark = [*quick]


def test_a_damaged_one_is_restored_at_a_word_and_nothing_is_bought_again():
    withstood(DATABASES[0], WAYS.index(corrupt))


def test_one_that_is_deleted_meanwhile_is_saved():
    withstood(DATABASES[0], WAYS.index(deleted))
