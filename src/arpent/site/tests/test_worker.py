"""The worker goes on whatever its database does, and a task that was interrupted runs again."""

import pytest
from django.db import InterfaceError, OperationalError
from django.tasks import task
from django_tasks_db.models import DBTaskResult

from arpent.people.testing import NOON
from arpent.site.processes.chores import Housekeeping
from arpent.site.processes.pause import GrowingPause
from arpent.site.processes.worker import MAX_ATTEMPTS, HomeWorker, worker_id_of

pytestmark = pytest.mark.postgresql

RAN: list[str] = []
FAILS: list[Exception] = []


@task()
def note(name: str) -> None:
    RAN.append(name)
    if FAILS:
        raise FAILS.pop(0)


@pytest.fixture
def worker(db, settings, tmp_path, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    # A test is one transaction of one connection: closing it would end the test.
    monkeypatch.setattr("arpent.site.processes.worker.connections.close_all", lambda: None)
    for module in ("arpent.site.processes.worker", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    RAN.clear()
    FAILS.clear()

    class Bounded(HomeWorker):
        """Stops at the third wait, so that no test runs for ever."""

        waits: list[float] = []

        def wait(self, seconds):
            self.waits.append(seconds)
            self.running = len(self.waits) < 3

    made = Bounded(
        worker_id=worker_id_of(tmp_path),
        housekeeping=Housekeeping([], tmp_path / "h.json"),
        resume=lambda: None,
        pause=GrowingPause(first=1),
    )
    made.waits = []
    made._sleep = made.wait
    return made


def due_now():
    DBTaskResult.objects.update(run_after=NOON.replace(year=2020))


def test_the_worker_runs_what_is_queued(worker):
    note.enqueue("a")
    note.enqueue("b")
    worker.run()
    assert sorted(RAN) == ["a", "b"]


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection closed")])
def test_a_database_that_does_not_answer_makes_the_worker_wait_longer_and_longer_then_go_on(worker, monkeypatch, error):
    failures = [error, error]
    ready = DBTaskResult.objects.ready

    def broken():
        if failures:
            raise failures.pop()
        return ready()

    monkeypatch.setattr(DBTaskResult.objects, "ready", broken)
    note.enqueue("a")
    worker.run()
    assert worker.waits[:2] == [1, 2] and RAN == ["a"]


def test_a_task_that_the_database_interrupted_runs_again(worker):
    FAILS[:] = [OperationalError("server closed the connection unexpectedly")]
    note.enqueue("a")
    worker.run()
    assert RAN == ["a"] and DBTaskResult.objects.get().status == "READY"
    due_now()
    worker.running, worker.waits = True, []
    worker.run()
    assert RAN == ["a", "a"] and DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_task_with_a_bug_fails_once(worker):
    FAILS[:] = [ValueError("bug")]
    note.enqueue("a")
    worker.run()
    assert RAN == ["a"] and DBTaskResult.objects.get().status == "FAILED"


def test_a_task_that_ran_when_the_worker_was_killed_runs_again_and_not_for_ever(worker):
    note.enqueue("a")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[worker.worker_id])
    assert worker.take_back_tasks() == 1
    due_now()
    worker.run()
    assert RAN == ["a"]
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[worker.worker_id] * MAX_ATTEMPTS)
    worker.take_back_tasks()
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_task_that_another_worker_runs_is_left_alone(worker):
    note.enqueue("a")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["another"])
    assert worker.take_back_tasks() == 0
