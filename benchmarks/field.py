"""Measure the field app with 2,000 customers: size, time to load, and a cold start without a network.

The page's processor is slowed four times (a phone of the middle range); the browser is restarted for each cold start.
"""

import csv
import datetime as dt
import io
import json
import os
import shutil
import statistics
import tempfile
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
# Chromium is driven from this very thread, where a loop runs: Django would take the base for asked from inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from arpent.accounts.public import create_person, found_organisation  # noqa: E402
from arpent.agenda.public import save_appointment, set_pattern  # noqa: E402
from arpent.clients.public import CompanyFilter  # noqa: E402
from arpent.clients.queries.listing import list_ids  # noqa: E402
from arpent.deals.public import open_deal  # noqa: E402
from arpent.imports.public import receive_file, run_import, set_mapping, start_import  # noqa: E402
from arpent.kernel.ids import new_id  # noqa: E402
from arpent.sync.public import save_policy  # noqa: E402
from arpent.visits.public import save_form, save_visit  # noqa: E402

from .firms import make_rows  # noqa: E402
from .served import PASSWORD, served  # noqa: E402
from .tables import print_table  # noqa: E402

COMPANIES, STOPS, STARTS, SLOWED = int(os.environ.get("ARPENT_BENCH_SHEETS", "2000")), 10, 7, 4
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WORDS = (
    "La pompe du puits trois fuit au presse-étoupe ; ils demandent un passage avant l’hiver et un devis pour la"
    " deuxième ligne. "
)
# When the first stop is drawn, counted from the navigation.
BOARD_BYTES = "async () => (await document.querySelector('arpent-field').model.snapshot.size()).bytes"
WATCH = """new MutationObserver(() => {
  if (globalThis.shown || !document.querySelector('arpent-today .list-group-item')) return;
  globalThis.shown = performance.now();
}).observe(document, { childList: true, subtree: true });"""


def fill() -> None:
    """Write 2,000 customers of one negotiator with two visits each, 400 deals, and a day of ten appointments."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    admin = found_organisation(
        name="Mesure", email="admin@example.org", first_name="M", last_name="E", password=PASSWORD, at=now
    )
    rep = create_person(
        email="rep@example.org", first_name="R", last_name="P", role="negotiator", at=now, password=PASSWORD
    )
    save_form(by=admin, at=now, name="Suivi", checklist="Catalogue\nÉchantillon")
    save_policy(by=admin, at=now, values={"prices": True})
    set_pattern(person_id=rep.pk, by=rep, at=now, values={"start_label": "69003 Lyon"})
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(make_rows(COMPANIES))
    file = receive_file(by=rep, at=now, name="base.csv", content=io.BytesIO(buffer.getvalue().encode()))
    set_mapping(file_id=file.pk, by=rep, mapping=file.mapping, options=file.options)
    run_import(job_id=start_import(file_id=file.pk, by=rep, at=now).pk, clock=timezone.now)
    companies = list_ids(by=rep, criteria=CompanyFilter(), today=now.date())
    for i, company in enumerate(companies):
        for k in range(2):
            started = now - dt.timedelta(days=20 + 30 * k)
            body = {
                "company": str(company),
                "started_at": started.isoformat(),
                "ended_at": started.isoformat(),
                "aim": "Suivi",
                "said": WORDS * 4,
                "next_step": "Rappeler",
                "next_step_on": "2030-01-01",
            }
            save_visit(visit_id=new_id(), by=rep, at=now, body=body)
        if i % 5 == 0:
            open_deal(
                by=rep,
                at=now,
                company_id=company,
                values={"title": f"Affaire {i}", "amount": 1000, "next_step": "Appeler", "next_step_on": now.date()},
            )
    start = timezone.localtime(now).replace(hour=8, minute=0, second=0, microsecond=0)
    for i, company in enumerate(companies[:STOPS]):
        save_appointment(
            by=rep, at=now, person_id=rep.pk, starts_at=start + dt.timedelta(hours=i), minutes=45, company_id=company
        )


def main() -> None:
    """Fill the database, serve it and print sizes and times in Chromium."""
    fill()
    chromium = os.environ.get("ARPENT_CHROMIUM") or shutil.which("chromium")
    profile, rows = tempfile.mkdtemp(prefix="arpent-bench-profile-"), []
    with served(str(settings.ARPENT_HOME)) as address, sync_playwright() as p:

        def browser():
            return p.chromium.launch_persistent_context(
                profile, executable_path=chromium, args=FLAGS, headless=True, viewport={"width": 390, "height": 844}
            )

        context = browser()
        page = context.pages[0]
        page.goto(f"{address}/account/login/?next=/field/")
        page.fill("[name=login]", "rep@example.org")
        page.fill("[name=password]", PASSWORD)
        began = time.monotonic()
        page.click("main form button.btn-primary")
        page.wait_for_selector("arpent-today .list-group-item", timeout=60_000)
        first = time.monotonic() - began
        while not page.evaluate(
            "async () => !!(await document.querySelector('arpent-field').model.outbox.meta('snapshot_at')) && !!(await"
            " caches.match('/field/'))"
        ):
            time.sleep(0.2)
        rows.append(["sign-in to the first stop on the screen", f"{first:.1f} s"])
        rows.append([f"sign-in to {COMPANIES} companies in the snapshot", f"{time.monotonic() - began:.1f} s"])
        index = context.request.get(f"{address}/sync/v1/snapshot/index").json()
        sizes = {
            part: len(context.request.get(f"{address}/sync/v1/snapshot/{part}").body())
            for part in ("tour", "index", "prices", *map(str, range(index["shards"])))
        }
        rows.append([f"tour of {STOPS} stops", f"{sizes['tour'] / 1e6:.2f} MB"])
        rows.append(
            [
                f"{len(index['rows'])} company records and their index",
                f"{(sum(sizes.values()) - sizes['tour'] - sizes['prices']) / 1e6:.2f} MB",
            ]
        )
        rows.append(
            [
                "all on board, sealed",
                f"{page.evaluate(BOARD_BYTES) / 1e6:.2f} MB",
            ]
        )
        context.close()
        times, searches = [], []
        for _ in range(STARTS):
            context = browser()
            page = context.pages[0]
            page.add_init_script(WATCH)
            context.set_offline(True)
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            page.goto(f"{address}/field/")
            page.wait_for_selector("arpent-today .list-group-item")
            times.append(page.evaluate("globalThis.shown"))
            page.evaluate("location.hash = '#/clients'")
            page.wait_for_selector("arpent-clients .list-group-item")
            searches.append(
                page.evaluate(
                    "async () => { const f = document.querySelector('#s-text'), t = performance.now(); f.value = 'bra';"
                    " f.dispatchEvent(new Event('input')); await"
                    " document.querySelector('arpent-clients').updateComplete; return performance.now() - t; }"
                )
            )
            context.close()
        rows.append(
            [
                f"cold start without a network, CPU slowed {SLOWED}x: median of {STARTS}",
                f"{statistics.median(times):.0f} ms",
            ]
        )
        rows.append(["the same, worst", f"{max(times):.0f} ms"])
        rows.append(
            [
                f"one key of a search in {COMPANIES} company records, CPU slowed {SLOWED}x, median",
                f"{statistics.median(searches):.0f} ms",
            ]
        )
    print_table("The field app (goals: cold start 1.5 s, tour 2 MB, 2,000 records 15 MB)", ["what", "measured"], rows)
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
