"""`arpent run`, `arpent web` and `arpent worker`: both processes under a supervisor, or one for a systemd unit."""

import logging
import os
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from arpent.demo.public import DEMO_PASSWORD, list_published
from arpent.history.public import resume_interrupted_jobs
from arpent.people.public import is_empty_base
from arpent.web.client_address import is_loopback

from .home import first_run_code
from .housekeeping import list_chores
from .processes.chores import Housekeeping
from .processes.forking import ForkedProcess
from .processes.lock import hold_home
from .processes.parent import die_with_parent
from .processes.supervisor import Child, Process, Supervisor, start_process

HOME_LOCKED = (
    "Arpent already works on this home ({home}): stop the other `arpent run` or `arpent worker` first, "
    "or choose another home with ARPENT_HOME."
)


def refuse_public_demo(host: str, *, demo: bool = False) -> None:
    """Raise CommandError where accounts with a published password would be reachable from other machines.
    ``demo``: the demonstration is about to be loaded into an empty database.
    """
    if is_loopback(host) or settings.ARPENT_DEMO_PUBLIC:
        return
    published = list_published()
    if published or (demo and is_empty_base()):
        raise CommandError(
            f"Other machines reach {host}, and the demonstration’s password is published"
            f"{': ' + ', '.join(published) if published else ''}. Close those accounts or change their passwords, serve"
            " on 127.0.0.1, or set ARPENT_DEMO_PUBLIC=1 if nothing in this base matters."
        )


def serve(host: str, port: int, logins: Sequence[tuple[str, str]]) -> None:
    """Run web server and worker, print the address and the accounts, and wait for a signal.
    Raise CommandError when another process uses the home, or the port is in use.
    """
    home = Path(settings.ARPENT_HOME)
    lock = hold_home(home)
    if lock is None:
        raise CommandError(HOME_LOCKED.format(home=home))
    if not _is_free(host, port):
        raise CommandError(f"The port {port} of {host} is taken: stop what uses it, or choose another with --port.")
    _log_to_console()
    code = first_run_code(home) if is_empty_base() else ""
    connections.close_all()  # from here on this process asks the database nothing: its children may lose it
    os.environ["ARPENT_HOME"] = str(home)
    supervised = ["--supervised-by", str(os.getpid())]
    supervisor = Supervisor(
        [
            Child("web", ["web", "--host", host, "--port", str(port), *supervised]),
            Child("worker", ["worker", *supervised]),
        ],
        start=start_command,
    )
    supervisor.handle_signals()
    welcomed = False
    try:
        while not supervisor.stopping:
            supervisor.look()
            if not welcomed and _answers(host, port):
                _print_welcome(f"http://{host}:{port}", code, logins)
                welcomed = True
            time.sleep(0.1)
    finally:
        supervisor.stop()
        lock.release()


def start_command(arguments: Sequence[str]) -> Process:
    """Start an `arpent` command as a supervised process: a fork on Linux, else a new interpreter."""
    if not sys.platform.startswith("linux"):
        return start_process([sys.executable, "-m", "arpent", *arguments])
    return ForkedProcess(lambda: _call(arguments), f"arpent-{arguments[0]}")


def _call(arguments: Sequence[str]) -> int:
    call_command(*arguments)
    return 0


def serve_pages(host: str, port: int, supervised_by: int | None) -> None:
    """Run the web server alone, until a signal. ``supervised_by``: process id of the supervisor, None without one."""
    if supervised_by:
        die_with_parent(supervised_by)
    from .processes.web import serve_web

    serve_web(host, port)


def work(supervised_by: int | None) -> None:
    """Run the worker alone, until a signal. ``supervised_by``: process id of the supervisor, which has the home's lock.
    Raise CommandError when another process uses the home.
    """
    from .processes.worker import HomeWorker, worker_id_of

    home = Path(settings.ARPENT_HOME)
    if supervised_by:
        die_with_parent(supervised_by)
    # The lock lives as long as this name: nothing reads it, and it must not be freed before the process ends.
    lock = None if supervised_by else hold_home(home)
    if not supervised_by and lock is None:
        raise CommandError(HOME_LOCKED.format(home=home))
    _log_to_console()
    worker = HomeWorker(
        worker_id=worker_id_of(home),
        housekeeping=Housekeeping(list_chores(), home / "housekeeping.json"),
        resume=lambda: resume_interrupted_jobs(at=timezone.now()),
    )
    worker.configure_signals()
    worker.run()


def _log_to_console() -> None:
    logging.getLogger("arpent").setLevel(logging.INFO)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((host, port)) == 0


def _print_welcome(address: str, code: str, logins: Sequence[tuple[str, str]]) -> None:
    print(f"\n  Arpent  {address}\n", flush=True)
    if code:
        print(f"  First run: {address}/start/?code={code}\n", flush=True)
    for email, role in logins:
        print(f"  {role:14} {email:32} {DEMO_PASSWORD}", flush=True)
    print("\n  Ctrl-C stops it.\n", flush=True)
