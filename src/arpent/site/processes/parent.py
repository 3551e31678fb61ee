"""End with the parent: a supervised process does not outlive its supervisor, not even one that was killed."""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time

# From <linux/prctl.h>.
PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent (the process of id ``parent``) ends, whatever ended it.

    Linux does it by itself; elsewhere a thread looks once a second. A parent that has already ended ends this process
    now.
    """
    if not _ask_kernel():
        threading.Thread(target=_watch, args=(parent,), daemon=True, name="parent-watch").start()
    if os.getppid() != parent:
        os._exit(1)


def _ask_kernel() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL) == 0)
    except (OSError, AttributeError):
        return False


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    if os.getpgrp() == os.getpid():  # the leader of its own group takes its children along
        with contextlib.suppress(OSError):
            os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)
