"""Kills of each process, of the supervisor too: what should run runs again, what should not is gone."""

import contextlib
import signal
from pathlib import Path

import psutil

from arpent.site.processes.lock import NAME as LOCK_NAME

from .home import wait_until


def workers_of_web(home):
    """The forked gunicorn workers: they hold the port and serve pages."""
    return [p for p in home.processes("web") if p.ppid() in {q.pid for q in home.processes("web")}]


def test_each_process_that_is_killed_runs_again_and_nothing_of_it_stays(home):
    run = home.start()
    home.await_health()
    for word in ("worker", "web"):
        killed = home.processes(word)
        [leader] = [p for p in killed if p.ppid() == run.pid]
        leader.send_signal(signal.SIGKILL)
        wait_until(lambda: not any(p.is_running() and p in home.processes(word) for p in killed))  # noqa: B023
        wait_until(lambda: [p for p in home.processes(word) if p.ppid() == run.pid])  # noqa: B023
        home.await_health()
    assert run.poll() is None


def test_a_kill_of_the_supervisor_leaves_no_process_and_the_next_start_works(home):
    run = home.start()
    home.await_health()
    wait_until(lambda: len(workers_of_web(home)) == 2)
    run.send_signal(signal.SIGKILL)
    run.wait(10)
    wait_until(lambda: not home.processes(), 20)
    assert home.health() == 0
    home.start()
    home.await_health()


def test_a_signal_stops_everything_with_the_code_0(home):
    for number in (signal.SIGTERM, signal.SIGINT):
        run = home.start()
        home.await_health()
        run.send_signal(number)
        assert run.wait(30) == 0
        assert not home.processes()


def holds_the_lock(process):
    """Return whether a process has the lock file of its home open; asking by a second worker would take it away."""
    with contextlib.suppress(psutil.Error):
        return any(Path(f.path).name == LOCK_NAME for f in psutil.Process(process.pid).open_files())
    return False


def test_a_second_run_or_worker_on_one_home_is_refused_and_web_beside_worker_is_not(home):
    worker = home.start("worker")
    wait_until(lambda: holds_the_lock(worker))
    for command in ("run", "worker"):
        second = home.run(command)
        assert second.returncode == 1 and str(home.path) in second.stderr
    home.start("web")
    home.await_health()
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    again = home.start("worker")  # a killed holder blocks nobody
    wait_until(lambda: holds_the_lock(again))
    assert home.run("worker").returncode == 1
    assert again.poll() is None
