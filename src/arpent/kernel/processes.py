"""Identify a process so that another one on the same machine can check whether it is still running."""

import os
import platform
from pathlib import Path

PROC = Path("/proc")


def process_marker() -> str:
    """Return a marker of this process: host, boot, process namespace, process id and start time.

    Without /proc the start time is empty, and only the process id is compared.
    """
    pid = os.getpid()
    return f"{_machine()}|{pid}|{_start_time(pid)}"


def is_process_dead(mark: str) -> bool:
    """Return whether a marker belongs to a process of this machine that has ended; False when unknown."""
    machine, number, started = (mark.rsplit("|", 2) + ["", ""])[:3]
    if not number.isdigit() or machine != _machine():
        return False
    pid = int(number)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return bool(started) and _start_time(pid) != started


def _machine() -> str:
    parts = [platform.node()[:60]]
    for path, read in ((PROC / "sys/kernel/random/boot_id", Path.read_text), (PROC / "self/ns/pid", os.readlink)):
        try:
            parts.append(str(read(path)).strip())
        except OSError:
            continue
    return ":".join(parts)


def _start_time(pid: int) -> str:
    """Return the 22nd field of /proc/<pid>/stat, clock ticks after boot (proc_pid_stat(5)); "" when it is not known."""
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]
