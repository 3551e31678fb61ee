"""Run a function in a subprocess of its own, to release the memory cached by its libraries (docs/adr/0035).

Typst caches the layout of every document and V8 its heap for the lifetime of the process: 6 MB per document, measured.
The functions belong to this package, take and return plain values, and do not import Django.
"""

import importlib
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from .errors import DomainError
from .process_limits import limit_process

logger = logging.getLogger("arpent.apart")
# Wall-clock limit of one run; waiting for the semaphore may take as long again.
SECONDS = 30
MEMORY = 2 * 1024**3  # bytes of address space
# One run at a time per process, to bound memory and CPU under concurrent requests.
_semaphore = threading.BoundedSemaphore(1)


class SubprocessError(RuntimeError):
    """The function raised an exception in its subprocess. ``detail``: the library's diagnostic, if any."""

    def __init__(self, text: str, detail: str = "") -> None:
        super().__init__(text)
        self.detail = detail


def run_in_subprocess(function: Callable[..., bytes], /, *, memory: int | None = MEMORY, **arguments: Any) -> bytes:
    """Run a module-level function in a subprocess and return its result.

    Call it outside database transactions: it takes from 0.1 s to ``SECONDS``. Raise DomainError ("paper_not_drawn")
    when the semaphore timed out, or the process exceeded its time or memory or was killed; SubprocessError when the
    function itself raised, which is a bug.
    """
    job = pickle.dumps((f"{function.__module__}:{function.__name__}", memory, arguments))
    if not _semaphore.acquire(timeout=SECONDS):
        raise DomainError("paper_not_drawn")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "arpent.kernel.subprocesses"],
            input=job,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired as error:
        logger.error("%s took more than %s s and was ended", function.__name__, SECONDS)
        raise DomainError("paper_not_drawn") from error
    finally:
        _semaphore.release()
    if done.returncode:
        logger.error("%s ended with %s: %s", function.__name__, done.returncode, done.stderr.decode(errors="replace"))
        raise DomainError("paper_not_drawn")
    result, failure, detail = pickle.loads(done.stdout)
    if failure:
        raise SubprocessError(failure, detail)
    return bytes(result)


def _environment() -> dict[str, str]:
    """Return the environment of a run: without ARPENT_ settings, which include secrets, and with few threads, since
    each takes address space.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ARPENT_")}
    return {**environment, "RAYON_NUM_THREADS": "2"}


def main() -> int:
    """Read a pickled call from standard input, run it, write the pickled result to standard output.

    Return the exit status: 1 when memory ran out, else 0; other errors are part of the result.
    """
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # prints of libraries must not mix with the result
    target, memory, arguments = pickle.load(sys.stdin.buffer)
    limit_process(memory=memory, seconds=SECONDS)
    module, _, name = target.partition(":")
    outcome: tuple[bytes, str, str]
    try:
        outcome = (getattr(importlib.import_module(module), name)(**arguments), "", "")
    except MemoryError:
        return 1
    except Exception as error:  # reported to the parent process
        outcome = (b"", f"{type(error).__name__}: {error}", str(getattr(error, "diagnostic", "")))
    with results:
        pickle.dump(outcome, results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
