"""Keep child processes running: one that ends is restarted after an increasing delay; a signal stops all of them."""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

from .pause import GrowingPause

logger = logging.getLogger("arpent.supervisor")
# How long children may take to end by themselves after a signal to stop, in seconds.
GRACE = 15.0


class Process(Protocol):
    """A child process, with the part of ``subprocess.Popen`` that the supervisor uses."""

    pid: int

    def poll(self) -> int | None:
        """Return the exit code, or None while the process runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code. Raise TimeoutExpired after ``timeout`` seconds."""

    def terminate(self) -> None:
        """Send SIGTERM."""


Start = Callable[[Sequence[str]], Process]
Kill = Callable[[int], None]


def start_process(command: Sequence[str]) -> Process:
    """Start a child as the leader of a process group of its own, so that the whole group can be killed."""
    return subprocess.Popen(list(command), start_new_session=True)


def kill_group(leader: int) -> None:
    """Kill the remaining processes of a child's process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


@dataclass
class Child:
    """One process to keep running. Times are those of the supervisor's clock, in seconds."""

    name: str
    command: Sequence[str]
    pause: GrowingPause = field(default_factory=GrowingPause)
    process: Process | None = None
    started: float = 0.0
    start_at: float = 0.0


class Supervisor:
    """Starts child processes, restarts those that end, and stops all at a signal."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        start: Start = start_process,
        kill: Kill = kill_group,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.children, self.stopping = children, False
        self._start_process, self._kill, self._clock = start, kill, clock

    def handle_signals(self) -> None:
        """Stop at SIGINT, SIGTERM and, unless it is ignored, SIGHUP."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.request_cancel)
        if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # the terminal was closed; nohup ignores it
            signal.signal(signal.SIGHUP, self.request_cancel)

    def request_cancel(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask the supervisor to stop; usable as a signal handler."""
        self.stopping = True

    def look(self) -> None:
        """Start the children that are due and record those that have ended."""
        now = self._clock()
        for child in self.children:
            if child.process is None:
                if now >= child.start_at:
                    self._start(child, now)
            elif (code := child.process.poll()) is not None:
                self._kill(child.process.pid)
                self._restart_later(child, now, f"ended ({_reason(code)})")

    def _start(self, child: Child, now: float) -> None:
        child.started = now
        try:
            child.process = self._start_process(child.command)
        except OSError as error:  # no memory, no process left
            self._restart_later(child, now, f"cannot start ({error})")

    def _restart_later(self, child: Child, now: float, what: str) -> None:
        pause = child.pause.after(now - child.started)
        child.process, child.start_at = None, now + pause
        logger.warning("%s %s: it starts again in %.1f s", child.name, what, pause)

    def stop(self, grace: float = GRACE) -> None:
        """Terminate every child, wait, then kill the remaining processes of each child's process group."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = self._clock() + grace
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - self._clock()))
        for process in running:
            self._kill(process.pid)
            process.wait()


def _reason(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
