"""The doctor tells of a disk that fills up and of a worker that does not run."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from arpent.site.processes.condition import examine_processes, judge_room
from arpent.site.processes.lock import hold_home, is_home_locked

pytestmark = pytest.mark.postgresql


@pytest.mark.parametrize(("free", "level"), [(50, "error"), (500, "warning"), (5000, "ok")])
def test_the_free_space_is_reported(free, level):
    said, text = judge_room(Path("/home/x"), free)
    assert said == level and f"{free} MB left" in text


def test_one_process_locks_a_home(tmp_path):
    assert not is_home_locked(tmp_path)
    lock = hold_home(tmp_path)
    assert hold_home(tmp_path, patience=0) is None and is_home_locked(tmp_path)
    lock.release()
    assert not is_home_locked(tmp_path)


def test_the_worker_and_a_waiting_task_are_reported(db, settings, tmp_path):
    settings.ARPENT_HOME = tmp_path
    assert any("no worker runs" in text for _level, text in examine_processes())
    lock = hold_home(tmp_path)
    DBTaskResult.objects.create(
        args_kwargs={},
        task_path="x",
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(hours=1))
    said = examine_processes()
    assert ("ok", "a worker runs on this home") in said and any("has waited since" in text for _level, text in said)
    lock.release()
