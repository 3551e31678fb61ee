"""Start an `arpent` command in a fork of the supervisor: nothing is imported again, and memory is shared copy-on-write.

Without it, a start imported the whole program three times, and each process had its own copy (docs/adr/0035). Linux
only: libraries of other systems do not all support a fork without an exec.
"""

import contextlib
import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable

# From <linux/prctl.h>.
PR_SET_NAME = 15


class ForkedProcess:
    """A child that runs a function and ends with its result as exit code.

    Offers what the supervisor uses of ``Popen``.
    """

    def __init__(self, run: Callable[[], int], name: str) -> None:
        self.returncode: int | None = None
        self._name = name
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # what exists now is never looked at again: its pages stay shared
        self.pid = os.fork()
        if self.pid == 0:
            _run_and_exit(run, name)

    def poll(self) -> int | None:
        """Return the exit code, or None while the process runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code. Raise TimeoutExpired after ``timeout`` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired(self._name, timeout or 0.0)
            time.sleep(0.02)
        return code

    def terminate(self) -> None:
        """Send SIGTERM unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)


def _run_and_exit(run: Callable[[], int], name: str) -> None:
    """Set up the child process (group, signals, name) and run the function. Never returns, even after an exception."""
    code = 1
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if callable(signal.getsignal(signal.SIGHUP)):
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode()[:15])
        code = run()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        # No clean-up of the interpreter: it would release the lock of the home, which is the supervisor's.
        os._exit(code)
