"""What the worker does by itself is done when due, and one failure stops nothing else."""

import datetime as dt
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from arpent.kernel.manifest import Chore
from arpent.people.testing import NOON
from arpent.site.housekeeping import list_chores
from arpent.site.processes.chores import Housekeeping

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)

pytestmark = pytest.mark.postgresql


def test_a_chore_runs_when_its_interval_has_passed_also_after_a_restart(tmp_path):
    ran = []
    table = [Chore("daily", DAY, ran.append)]
    record = tmp_path / "housekeeping.json"
    assert Housekeeping(table, record).run_due(NOON) == ["daily"]
    again = Housekeeping(table, record)
    assert again.run_due(NOON + DAY - HOUR) == []
    assert again.run_due(NOON + DAY) == ["daily"]
    assert ran == [NOON, NOON + DAY]


def test_a_chore_that_fails_is_logged_and_the_others_go_on(tmp_path, caplog):
    def fail(at):
        raise ValueError("no")

    ran = []
    keeper = Housekeeping([Chore("bad", DAY, fail), Chore("good", DAY, ran.append)], tmp_path / "h.json")
    keeper.run_due(NOON)
    assert ran == [NOON] and "bad failed" in caplog.text
    assert keeper.run_due(NOON + dt.timedelta(minutes=1)) == []
    assert keeper.run_due(NOON + dt.timedelta(minutes=10)) == ["bad"]


@pytest.mark.parametrize("text", ["", "[]", '{"daily": 3}', '{"daily": "2999-01-01T00:00:00+00:00"}'])
def test_a_record_that_says_nothing_true_runs_everything_again(tmp_path, text):
    record = tmp_path / "h.json"
    record.write_text(text)
    assert Housekeeping([Chore("daily", DAY, lambda at: None)], record).run_due(NOON) == ["daily"]


def test_a_full_disk_does_not_stop_the_housekeeping(tmp_path):
    keeper = Housekeeping([Chore("daily", DAY, lambda at: None)], tmp_path / "absent" / "h.json")
    assert keeper.run_due(NOON) == ["daily"]
    assert keeper.run_due(NOON + HOUR) == []


def test_the_table_names_each_chore_once():
    names = [chore.name for chore in list_chores()]
    assert len(set(names)) == len(names)


def test_sessions_and_finished_tasks_of_long_ago_are_deleted(db, tmp_path, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    at = dt.datetime.now(dt.UTC)
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=at + dt.timedelta(days=days))
    for days in (20, 2):
        DBTaskResult.objects.create(
            id=uuid4(),
            status="SUCCESSFUL",
            finished_at=at - dt.timedelta(days=days),
            args_kwargs={},
            task_path="x",
            backend_name="default",
            run_after=at,
            exception_class_path="",
            traceback="",
        )
    Housekeeping([c for c in list_chores() if c.name in ("sessions", "task_results")], tmp_path / "h.json").run_due(at)
    assert [s.session_key for s in Session.objects.all()] == ["new"]
    assert DBTaskResult.objects.count() == 1
