"""A job and its task are one write; one process at a time runs it; it is resumed when nobody will, and never
doubled.
"""

import datetime as dt
import os
import subprocess
import sys
import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.tasks import task
from django_tasks_db.models import DBTaskResult

from arpent.history.actions import job_leases, jobs
from arpent.history.actions.job_leases import claim_job, resume_interrupted_jobs, run_claimed_job
from arpent.history.actions.jobs import LeaseLost, create_job, finish_job, record_job_progress, release_job
from arpent.history.actions.operations import operation
from arpent.history.models import Job, Operation
from arpent.kernel.errors import DomainError
from arpent.kernel.processes import is_process_dead, process_marker
from arpent.people.testing import NOON, make_cast

pytestmark = pytest.mark.postgresql

MINUTE = dt.timedelta(minutes=1)
RUNS: list[str] = []


@task()
def count_run(job_id: str) -> None:
    RUNS.append(job_id)


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    RUNS.clear()
    monkeypatch.setattr(jobs, "_TASKS", {"test.count": count_run})


def make_job(cast, **values):
    return create_job(kind="test.count", by=cast.owner, at=NOON, **values)


def tasks_of(job):
    return DBTaskResult.objects.filter(args_kwargs__args=[str(job.pk)])


def again(job):
    return Job.objects.unscoped("a test looks").get(pk=job.pk)


def test_a_job_and_its_task_are_written_together_or_not_at_all(cast):
    with pytest.raises(ZeroDivisionError), operation(by=cast.owner, at=NOON, kind="undo"):
        make_job(cast)
        raise ZeroDivisionError
    assert not Job.objects.visible_to(cast.owner).exists() and not DBTaskResult.objects.exists()
    with operation(by=cast.owner, at=NOON, kind="undo") as op:
        job = make_job(cast)
        assert tasks_of(job).get().status == "READY"
    assert job.operation == op


def test_a_kind_that_no_task_runs_is_a_bug(cast):
    with pytest.raises(KeyError), transaction.atomic():
        create_job(kind="test.unknown", by=cast.owner, at=NOON)


def test_a_job_is_claimed_once_and_a_finished_one_never(cast):
    job = make_job(cast)
    first = claim_job(job_id=job.pk, at=NOON)
    assert first and first.attempt == 1 and not is_process_dead(first.runner)
    assert claim_job(job_id=job.pk, at=NOON) is None
    finish_job(first, state=Job.State.DONE, at=NOON)
    for later in (NOON, NOON + dt.timedelta(days=30)):
        assert claim_job(job_id=job.pk, at=later) is None
        assert resume_interrupted_jobs(at=later) == 0
    assert again(job).state == "done"


def test_progress_renews_the_lease_and_a_run_that_lost_it_records_nothing(cast):
    job = make_job(cast)
    first = claim_job(job_id=job.pk, at=NOON)
    record_job_progress(first, done=1, at=NOON + MINUTE)
    assert claim_job(job_id=job.pk, at=NOON + 2.5 * MINUTE) is None
    second = claim_job(job_id=job.pk, at=NOON + 4 * MINUTE)
    assert second and second.attempt == 2
    for late in (
        lambda: record_job_progress(first, done=2, at=NOON + 4 * MINUTE),
        lambda: finish_job(first, state=Job.State.DONE, at=NOON + 4 * MINUTE),
        lambda: release_job(first, at=NOON + 4 * MINUTE),
    ):
        with pytest.raises(LeaseLost):
            late()
    assert again(job).state == "running" and again(job).done == 1


def test_a_heartbeat_extends_the_lease_of_a_step_without_progress_for_a_limited_time(cast):
    job = claim_job(job_id=make_job(cast).pk, at=NOON)
    assert jobs.renew_lease(job, at=NOON + MINUTE)
    assert claim_job(job_id=job.pk, at=NOON + 2.5 * MINUTE) is None
    assert not jobs.renew_lease(job, at=NOON + dt.timedelta(hours=2))
    assert claim_job(job_id=job.pk, at=NOON + dt.timedelta(hours=2))
    assert not jobs.renew_lease(job, at=NOON + MINUTE)


def test_a_waiting_job_with_a_ready_task_is_not_enqueued_again(cast):
    job = make_job(cast)
    for later in range(1, 10):
        assert resume_interrupted_jobs(at=NOON + later * dt.timedelta(hours=1)) == 0
    assert tasks_of(job).count() == 1


def test_a_waiting_job_whose_task_is_missing_is_enqueued_once(cast):
    job = make_job(cast)
    tasks_of(job).delete()
    assert resume_interrupted_jobs(at=NOON + MINUTE / 2) == 0  # it may just have been delivered
    assert [resume_interrupted_jobs(at=NOON + 2 * MINUTE) for _ in range(3)] == [1, 0, 0]
    assert tasks_of(job).count() == 1


def test_a_job_whose_worker_was_killed_in_delivery_is_enqueued_again(cast):
    job = make_job(cast)
    tasks_of(job).update(status="RUNNING")
    assert resume_interrupted_jobs(at=NOON + 2 * MINUTE) == 1
    assert tasks_of(job).filter(status="READY").count() == 1


def test_a_running_job_is_resumed_when_its_lease_has_expired_and_not_before(cast):
    job = make_job(cast)
    claim_job(job_id=job.pk, at=NOON)
    tasks_of(job).update(status="RUNNING")
    assert resume_interrupted_jobs(at=NOON + MINUTE) == 0
    assert [resume_interrupted_jobs(at=NOON + 3 * MINUTE) for _ in range(3)] == [1, 0, 0]
    assert again(job).state == "waiting" and tasks_of(job).filter(status="READY").count() == 1


def test_a_running_job_of_a_dead_process_is_resumed_immediately(cast):
    job = make_job(cast)
    claim_job(job_id=job.pk, at=NOON)
    code = "from arpent.kernel.processes import process_marker; print(process_marker())"
    mark = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    Job.objects.visible_to(cast.owner).update(runner=mark)
    tasks_of(job).update(status="RUNNING")
    assert [resume_interrupted_jobs(at=NOON + MINUTE / 60) for _ in range(2)] == [1, 0]


def test_a_process_is_known_dead_only_on_its_own_machine():
    mark = process_marker()
    machine, pid, started = mark.rsplit("|", 2)
    assert not is_process_dead(mark)
    assert (
        not is_process_dead(f"elsewhere|{pid}|{started}") and not is_process_dead("") and not is_process_dead("x|y|z")
    )
    if os.path.exists("/proc/self/stat"):
        assert is_process_dead(f"{machine}|{pid}|1")  # the number was given to another process since


def test_a_job_of_a_kind_without_task_is_left_alone(cast):
    job = make_job(cast)
    Job.objects.visible_to(cast.owner).update(kind="test.former")
    assert resume_interrupted_jobs(at=NOON + dt.timedelta(days=1)) == 0 and again(job).state == "waiting"


def run(job, work, at=NOON, **values):
    return run_claimed_job(job_id=job.pk, clock=lambda: at, work=work, **values)


def test_a_task_delivered_twice_runs_once(cast):
    job, ran = make_job(cast), []

    def work(job):
        ran.append(job.attempt)
        assert run(job, work) is None  # a second delivery meanwhile
        finish_job(job, state=Job.State.DONE, at=NOON)

    run(job, work)
    run(job, work)
    assert ran == [1] and again(job).state == "done"


def test_a_refusal_and_a_bug_end_the_job_and_are_raised(cast):
    def refuse(_job):
        raise DomainError("people.not_allowed")

    for error, problem in (
        (DomainError("people.not_allowed"), "people.not_allowed"),
        (ValueError(), "history.job_broken"),
    ):

        def work(_job, error=error):
            raise error

        job = make_job(cast)
        with pytest.raises(type(error)):
            run(job, work)
        assert (again(job).state, again(job).problem) == ("failed", problem)


def test_a_database_that_went_away_does_not_end_the_job(cast):
    def work(_job):
        raise OperationalError("database is locked")

    job = make_job(cast)
    with pytest.raises(OperationalError):
        run(job, work)
    assert again(job).state == "waiting" and again(job).run_after == NOON + job_leases.PAUSE
    assert claim_job(job_id=job.pk, at=NOON) is None
    assert claim_job(job_id=job.pk, at=NOON + MINUTE)


def test_an_interrupted_process_releases_its_job(cast):
    def work(_job):
        raise KeyboardInterrupt

    job = make_job(cast)
    with pytest.raises(KeyboardInterrupt):
        run(job, work)
    assert again(job).state == "waiting"


def test_a_job_that_kills_its_worker_every_time_ends(cast):
    job = make_job(cast)
    for n in range(job_leases.MAX_ATTEMPTS):
        assert claim_job(job_id=job.pk, at=NOON + n * 3 * MINUTE)
    with pytest.raises(RuntimeError):
        run(job, lambda _job: None, at=NOON + dt.timedelta(hours=1))
    assert (again(job).state, again(job).problem) == ("failed", "history.job_broken")


def test_progress_forgives_earlier_deaths(cast):
    job = make_job(cast)
    for n in range(2 * job_leases.MAX_ATTEMPTS):
        job = claim_job(job_id=job.pk, at=NOON + n * 3 * MINUTE)
        record_job_progress(job, done=n + 1, at=NOON + n * 3 * MINUTE)
    assert again(job).strikes == 0


def test_an_operation_inside_anothers_operation_is_refused(cast):
    with operation(by=cast.owner, at=NOON, kind="undo") as outer:
        with operation(by=cast.owner, at=NOON, kind="undo") as inner:
            assert inner is outer
        for other in (cast.manager, None):
            with pytest.raises(RuntimeError), operation(by=other, at=NOON, kind="undo"):
                pass
    assert Operation.objects.visible_to(cast.owner).count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one connection holds SQLite's base of tests")
def test_many_workers_at_one_moment_run_a_job_once(committed_database):
    cast = make_cast()
    job = make_job(cast)
    claimed, resumed, go = [], [], threading.Barrier(8)

    def race():
        try:
            go.wait()
            claimed.append(claim_job(job_id=job.pk, at=NOON))
            go.wait()
            resumed.append(resume_interrupted_jobs(at=NOON + 3 * MINUTE))
        finally:
            connection.close()

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(c is not None for c in claimed) == 1 and sum(resumed) == 1
