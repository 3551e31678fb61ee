"""Measure pages with 100,000 companies, at 8 connections, served by `arpent run` on SQLite: p50, p95, errors."""

import csv
import io
import os
import re

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import create_person, found_organisation  # noqa: E402
from arpent.imports.public import receive_file, run_import, set_mapping, start_import  # noqa: E402
from arpent.territory.public import pick_communes, save_sector  # noqa: E402

from .firms import make_rows  # noqa: E402
from .served import CONNECTIONS, PASSWORD, measure, served, sign_in  # noqa: E402
from .tables import print_table  # noqa: E402

COMPANIES = int(os.environ.get("ARPENT_BENCH_COMPANIES", "100000"))


def fill() -> None:
    """Import the companies and create a sector, for two users."""
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


def main() -> None:
    """Fill the database, serve it and print the latencies of pages."""
    fill()
    rows = []
    with served(str(settings.ARPENT_HOME)) as address:
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
            rows += [measure(who, name, address, session, paths) for name, paths in pages.items()]
    print_table(
        f"Pages with {COMPANIES:,} companies, {CONNECTIONS} connections, SQLite (goal: p95 150 ms, 0 errors)",
        ("who", "page", "requests", "p50 ms", "p95 ms", "req/s", "errors"),
        rows,
    )


if __name__ == "__main__":
    main()
