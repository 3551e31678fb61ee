"""The triggers of the trail, around a migration."""

import pytest
from django.db import connection

from arpent.history.models.triggers import drop_triggers, install_triggers

pytestmark = pytest.mark.postgresql


def test_triggers_are_dropped_for_a_migration_and_installed_again(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's triggers name no column")

    def count():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%%'", [])
            return cursor.fetchone()[0]

    before = count()
    drop_triggers()
    assert before > 50 and count() == 0
    install_triggers()
    assert count() == before
