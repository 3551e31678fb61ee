"""Measure the board of 5,000 deals and its filters, at 8 connections, served by `arpent run` on SQLite."""

import csv
import datetime as dt
import io
import os
import random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import create_person, found_organisation  # noqa: E402
from arpent.clients.public import CompanyFilter  # noqa: E402
from arpent.clients.queries.listing import list_ids  # noqa: E402
from arpent.deals.public import list_stages, move_deal, open_deal  # noqa: E402
from arpent.imports.public import receive_file, run_import, set_mapping, start_import  # noqa: E402

from .firms import make_rows  # noqa: E402
from .served import CONNECTIONS, PASSWORD, measure, served, sign_in  # noqa: E402
from .tables import print_table  # noqa: E402

DEALS = int(os.environ.get("ARPENT_BENCH_DEALS", "5000"))


def fill() -> None:
    """Write 2,000 companies and the deals of two users, in all stages."""
    call_command("migrate", verbosity=0)
    now, rng = timezone.now, random.Random(7)
    admin = found_organisation(
        name="Mesure", email="admin@example.org", first_name="M", last_name="E", password=PASSWORD, at=now()
    )
    rep = create_person(
        email="rep@example.org", first_name="R", last_name="P", role="negotiator", at=now(), password=PASSWORD
    )
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(make_rows(2000))
    file = receive_file(by=rep, at=now(), name="base.csv", content=io.BytesIO(buffer.getvalue().encode()))
    set_mapping(file_id=file.pk, by=rep, mapping=file.mapping, options=file.options)
    run_import(job_id=start_import(file_id=file.pk, by=rep, at=now()).pk, clock=now)
    companies = list_ids(by=rep, criteria=CompanyFilter(), today=now().date())
    stages = {s.code: s for s in list_stages()}
    for i in range(DEALS):
        day = now().date() + dt.timedelta(days=rng.randint(-20, 120))
        deal = open_deal(
            by=admin,
            at=now(),
            company_id=rng.choice(companies),
            owner_id=rep.pk if i % 3 else admin.pk,
            values={
                "title": f"Affaire {i}",
                "amount": rng.randint(1, 900) * 100,
                "need": "40 m3/h",
                "next_step": "Appeler",
                "next_step_on": day,
                "expected_on": day,
                "competitive_pressure": i % 5,
            },
        )
        code = rng.choice(("discovery", "need", "offer", "won", "lost"))
        if code != "discovery":
            values = {"lost_reason": "price"} if code == "lost" else {}
            move_deal(deal_id=deal.pk, stage_id=stages[code].pk, by=admin, at=now(), values=values)


def main() -> None:
    """Fill the database, serve it and print the latencies of the pages of deals."""
    fill()
    rows = []
    with served(str(settings.ARPENT_HOME)) as address:
        for who in ("admin", "rep"):
            session = sign_in(address, f"{who}@example.org")
            pages = {
                "board": ["/deals/"],
                "board, filtered": [
                    "/deals/?when=late",
                    "/deals/?when=week",
                    "/deals/?text=affaire+12",
                    "/deals/?text=atelier",
                ],
                "list": ["/deals/list", "/deals/list?sort=amount", "/deals/list?page=20"],
                "forecast": ["/deals/forecast"],
            }
            rows += [measure(who, name, address, session, paths) for name, paths in pages.items()]
    print_table(
        f"Board of {DEALS:,} deals, {CONNECTIONS} connections, SQLite (goal: p95 200 ms, 0 errors)",
        ("who", "page", "requests", "p50 ms", "p95 ms", "req/s", "errors"),
        rows,
    )


if __name__ == "__main__":
    main()
