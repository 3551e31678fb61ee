"""Pages with 100,000 companies in the base, at 8 connections, served by `arpent run` on SQLite: p50, p95, errors."""

import csv
import io
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

import requests  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.clients.public import receive_file, run_import, set_mapping, start_import  # noqa: E402
from arpent.people.public import create_person, found_organisation  # noqa: E402
from arpent.territory.public import pick_communes, save_sector  # noqa: E402

from .firms import make_rows  # noqa: E402
from .tables import print_table  # noqa: E402

COMPANIES = int(os.environ.get("ARPENT_BENCH_COMPANIES", "100000"))
CONNECTIONS, SECONDS = 8, float(os.environ.get("ARPENT_BENCH_SECONDS", "12"))
PASSWORD = "cheval-agrafe-batterie"


def fill() -> None:
    call_command("migrate", verbosity=0)
    now = timezone.now
    admin = found_organisation(
        name="Mesure", email="admin@example.org", first_name="M", last_name="E", password=PASSWORD, at=now()
    )
    rep = create_person(
        email="rep@example.org", first_name="R", last_name="P", role="negotiator", at=now(), password=PASSWORD
    )
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(make_rows(COMPANIES))
    file = receive_file(by=admin, at=now(), name="base.csv", content=io.BytesIO(buffer.getvalue().encode()))
    set_mapping(file_id=file.pk, by=admin, mapping=file.mapping, options={**file.options, "owner": ""})
    run_import(job_id=start_import(file_id=file.pk, by=admin, at=now()).pk, clock=now)
    save_sector(by=admin, at=now(), name="Rhône et Isère", holder_id=rep.pk, communes=pick_communes("69, 38"))


def sign_in(address: str, email: str) -> requests.Session:
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
    """Ask for pages over CONNECTIONS connections for SECONDS; return times in ms and how many failed."""
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


def main() -> None:
    fill()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "arpent", "run", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ARPENT_HOME": str(settings.ARPENT_HOME)},
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            requests.get(address + "/health", timeout=1)
            break
        except requests.RequestException:
            time.sleep(0.2)
    rows = []
    try:
        for who in ("admin", "rep"):
            session = sign_in(address, f"{who}@example.org")
            first = session.get(address + "/clients/").text
            ids = re.findall(r"/clients/([0-9a-f-]{36})/", first)[:40]
            pages = {
                "list": [
                    "/clients/",
                    "/clients/?sort=-potential",
                    "/clients/?relationship=customer",
                    "/clients/?departement=69",
                    "/clients/?sort=due",
                ],
                "company": [f"/clients/{i}/" for i in ids],
                "search": [
                    "/search?q=pompes+sanlu",
                    "/search?q=bravel",
                    "/search?q=0465712",
                    "/search?q=atelir+velmi",
                    "/search?q=lyon",
                ],
                "map": [f"/clients/points.json?departement={d}" for d in ("69", "38", "42", "01")],
            }
            for name, paths in pages.items():
                load_times, failed = load(address, session, paths)
                q = statistics.quantiles(load_times, n=20)
                rows.append(
                    (
                        who,
                        name,
                        len(load_times),
                        f"{statistics.median(load_times):.0f}",
                        f"{q[18]:.0f}",
                        f"{len(load_times) / SECONDS:.0f}",
                        failed,
                    )
                )
    finally:
        server.terminate()
        server.wait(20)
    print_table(
        f"Pages with {COMPANIES:,} companies, {CONNECTIONS} connections, SQLite (goal: p95 150 ms, 0 errors)",
        ("who", "page", "requests", "p50 ms", "p95 ms", "req/s", "errors"),
        rows,
    )


if __name__ == "__main__":
    main()
