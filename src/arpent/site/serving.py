"""`arpent run`: web server and worker side by side; Ctrl-C stops both."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from django.conf import settings

from arpent.demo.public import DEMO_PASSWORD
from arpent.people.public import is_empty_base, list_broken_jobs

from .home import first_run_code
from .wiring import JOBS


def serve(host: str, port: int, logins: Sequence[tuple[str, str]]) -> int:
    """Start both processes, print the address and how to get in, and wait. Returns the exit code."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            print(
                f"The port {port} of {host} is taken: stop what uses it, or choose another with --port.",
                file=sys.stderr,
            )
            return 1
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "arpent.site.settings", "ARPENT_HOME": str(settings.ARPENT_HOME)}
    # Two threads a process: pages are Python at work, and more threads only make each wait longer (p95 of the list 135 ms
    # with two, 216 ms with four, 8 connections). ARPENT_WEB_PROCESSES raises the number of processes.
    workers = os.environ.get("ARPENT_WEB_PROCESSES", "2")
    web = [sys.executable, "-m", "gunicorn", "arpent.site.wsgi:application", "--bind", f"{host}:{port}", "--workers", workers,
           "--threads", "2", "--worker-class", "gthread", "--timeout", "120", "--log-level", "warning", "--preload",
           "--control-socket", os.fspath(settings.ARPENT_HOME / "gunicorn.ctl")]  # fmt: skip
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "0.2", "--no-startup-delay"]
    resume_broken_jobs()
    processes = [subprocess.Popen(command, env=env) for command in (web, worker)]
    asked = False

    def stop(*_: object) -> None:
        nonlocal asked
        asked = True
        for process in processes:
            if process.poll() is None:
                process.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    _wait_for(host, port, processes)
    _print_welcome(f"http://{host}:{port}", logins)
    while all(p.poll() is None for p in processes):
        time.sleep(0.2)
    stop_code = 0 if asked else 1
    stop()
    deadline = time.monotonic() + 15
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
    return stop_code


def resume_broken_jobs() -> int:
    """Hand the jobs that a killed worker left in the middle to the next one; each goes on at its own cursor."""
    broken = [job for job in list_broken_jobs() if job.kind in JOBS]
    for job in broken:
        JOBS[job.kind].enqueue(str(job.pk))
    return len(broken)


def _wait_for(host: str, port: int, processes: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(300):
        if any(p.poll() is not None for p in processes):
            return
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)


def _print_welcome(address: str, logins: Sequence[tuple[str, str]]) -> None:
    print(f"\n  Arpent  {address}\n", flush=True)
    if is_empty_base():
        print(f"  First run: {address}/start/?code={first_run_code(settings.ARPENT_HOME)}\n", flush=True)
    for email, role in logins:
        print(f"  {role:14} {email:32} {DEMO_PASSWORD}", flush=True)
    print("\n  Ctrl-C stops it.\n", flush=True)
