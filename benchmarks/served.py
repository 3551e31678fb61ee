"""Serve Arpent under load: start it, sign in, request pages over several connections."""

import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

CONNECTIONS, SECONDS = 8, float(os.environ.get("ARPENT_BENCH_SECONDS", "12"))
PASSWORD = "cheval-agrafe-batterie"


@contextmanager
def served(home: str) -> Iterator[str]:
    """Serve a home with `arpent run` on a free loopback port, yield its address, stop the server after the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "arpent", "run", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ARPENT_HOME": home},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                requests.get(address + "/health", timeout=1)
                break
            except requests.RequestException:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def sign_in(address: str, email: str) -> requests.Session:
    """Return a session in which a user is signed in with PASSWORD."""
    session = requests.Session()
    page = session.get(address + "/account/login/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    session.post(
        address + "/account/login/",
        data={"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token},
        headers={"Referer": address},
    )
    return session


def load(address: str, session: requests.Session, paths: list[str]) -> tuple[list[float], int]:
    """Request pages over CONNECTIONS connections for SECONDS; return times in ms and the number of errors."""
    times: list[float] = []
    failed = 0
    end = time.monotonic() + SECONDS

    def ask(k: int) -> None:
        nonlocal failed
        own = requests.Session()
        own.cookies.update(session.cookies)
        i = k
        while time.monotonic() < end:
            begun = time.monotonic()
            answer = own.get(address + paths[i % len(paths)], headers={"Accept-Encoding": "gzip"})
            times.append((time.monotonic() - begun) * 1000)
            failed += answer.status_code >= 400
            i += 1

    threads = [threading.Thread(target=ask, args=(k,)) for k in range(CONNECTIONS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return times, failed


def measure(who: str, name: str, address: str, session: requests.Session, paths: list[str]) -> tuple[object, ...]:
    """Return one row of a table: user, page, requests, p50 ms, p95 ms, requests a second, errors."""
    times, failed = load(address, session, paths)
    q = statistics.quantiles(times, n=20)
    return (
        who,
        name,
        len(times),
        f"{statistics.median(times):.0f}",
        f"{q[18]:.0f}",
        f"{len(times) / SECONDS:.0f}",
        failed,
    )
