"""Run a function in a process that ends with it, so that what its libraries cache is given back (docs/adr/0035).

Typst keeps the layout of every paper it drew and V8 its heap for as long as their process lives: 6 MB a paper,
measured. The functions are of this package, take and return plain values, and import Django nowhere.
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
# Wall-clock seconds of one run; waiting for a turn may take as long again.
SECONDS = 30
MEMORY = 2 * 1024**3  # bytes of address space
# One run at a time in each process of ours: memory and processor stay bounded whatever is asked for at once.
_turn = threading.BoundedSemaphore(1)


class SubprocessError(RuntimeError):
    """A function failed in its process. ``detail`` is what its library said of the cause."""

    def __init__(self, text: str, detail: str = "") -> None:
        super().__init__(text)
        self.detail = detail


def run_in_subprocess(function: Callable[..., bytes], /, *, memory: int | None = MEMORY, **arguments: Any) -> bytes:
    """Return what a module's function returns for the arguments, run in a process of its own.

    Call it outside database transactions: it takes from a tenth of a second to ``SECONDS``. Raise DomainError
    ("paper_not_drawn") when no turn came, or the process was too slow, too large, or killed; SubprocessError when the
    function itself failed, which is a bug of ours.
    """
    job = pickle.dumps((f"{function.__module__}:{function.__name__}", memory, arguments))
    if not _turn.acquire(timeout=SECONDS):
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
        _turn.release()
    if done.returncode:
        logger.error("%s ended with %s: %s", function.__name__, done.returncode, done.stderr.decode(errors="replace"))
        raise DomainError("paper_not_drawn")
    result, failure, detail = pickle.loads(done.stdout)
    if failure:
        raise SubprocessError(failure, detail)
    return bytes(result)


def _environment() -> dict[str, str]:
    """Return the environment of a run: no secret of the installation, and few threads, since each takes address
    space.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ARPENT_")}
    return {**kept, "RAYON_NUM_THREADS": "2"}


def main() -> int:
    """Read a job from standard input, run it, write what came of it to standard output."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    target, memory, arguments = pickle.load(sys.stdin.buffer)
    limit_process(memory=memory, seconds=SECONDS)
    module, _, name = target.partition(":")
    outcome: tuple[bytes, str, str]
    try:
        outcome = (getattr(importlib.import_module(module), name)(**arguments), "", "")
    except MemoryError:
        return 1
    except Exception as error:  # told to the process that asked
        outcome = (b"", f"{type(error).__name__}: {error}", str(getattr(error, "diagnostic", "")))
    with results:
        pickle.dump(outcome, results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
