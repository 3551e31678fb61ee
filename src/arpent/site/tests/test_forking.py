"""A command that runs in a fork of the supervisor ends as a process of its own would."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from arpent.site.processes.forking import ForkedProcess

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are for Linux")


def leave(code):
    raise SystemExit(code)


@pytest.mark.parametrize(
    ("run", "code"),
    [
        (lambda: 0, 0),
        (lambda: 3, 3),
        (lambda: leave(4), 4),
        (lambda: leave(None), 0),
        (lambda: leave("no"), 1),
        (lambda: 1 // 0, 1),
    ],
)
def test_the_result_of_the_command_is_its_exit_code(run, code):
    assert ForkedProcess(run, "arpent-test").wait(30) == code


def test_a_command_leads_its_own_group_has_its_own_name_and_ends_at_the_signal():
    reading, writing = os.pipe()

    def run():
        with open("/proc/self/comm") as f:
            os.write(writing, f"{f.read().strip()} {os.getpgrp() == os.getpid()}".encode())
        threading.Event().wait()
        return 0

    process = ForkedProcess(run, "arpent-test")
    assert os.read(reading, 100) == b"arpent-test True"
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0)
    process.terminate()
    assert process.wait(30) == -signal.SIGTERM and process.poll() == -signal.SIGTERM


def test_a_fork_of_the_command_never_returns_into_the_supervisor():
    reading, writing = os.pipe()

    def run():
        if os.fork() == 0:
            raise SystemExit(0)  # as a worker of gunicorn ends
        os.wait()
        return 0

    try:
        assert ForkedProcess(run, "arpent-test").wait(30) == 0
    finally:
        os.write(writing, b"x")
    assert os.read(reading, 10) == b"x"  # once: nobody else came through here
