"""Measure the export of the list of deals to XLSX and CSV: time, peak memory, size."""

import datetime as dt
import os
import resource
import time
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import found_organisation  # noqa: E402
from arpent.clients.public import create_company  # noqa: E402
from arpent.deals.models import Deal, Stage  # noqa: E402
from arpent.deals.web.lists import DEALS  # noqa: E402
from arpent.lists.documents.csv_table import csv_chunks  # noqa: E402
from arpent.lists.documents.workbook import list_workbook  # noqa: E402
from arpent.lists.web.exporting import exported_table  # noqa: E402
from arpent.lists.web.state import ListState  # noqa: E402

from .tables import print_table  # noqa: E402

ROWS = int(os.environ.get("ARPENT_BENCH_ROWS", "100000"))
BATCH = 5_000


def fill(by) -> None:
    """Create the deals of one company."""
    company = create_company(by=by, at=timezone.now(), values={"name": "Mesure", "relationship": "customer"})
    stage, today = Stage.objects.first(), timezone.localdate()
    assert stage is not None
    for start in range(0, ROWS, BATCH):
        Deal.objects.bulk_create(
            Deal(
                company=company,
                owner=by,
                title=f"Affaire {n}",
                stage=stage,
                amount=Decimal(n % 9_973),
                expected_on=today + dt.timedelta(days=n % 365),
                probability=n % 101,
                next_step="Rappeler",
                next_step_on=today + dt.timedelta(days=n % 30),
                created_at=timezone.now(),
                stage_since=timezone.now(),
            )
            for n in range(start, min(start + BATCH, ROWS))
        )


def main() -> None:
    """Print time, peak memory and size of each format."""
    call_command("migrate", verbosity=0)
    by = found_organisation(
        name="Mesure",
        email="m@example.org",
        first_name="M",
        last_name="E",
        password="cheval-agrafe-batterie",
        at=timezone.now(),
    )
    fill(by)
    rows = []
    for name in ("CSV", "XLSX"):
        state = ListState(DEALS, QueryDict("sort=-amount"), by=by, today=timezone.localdate())
        table, began, cpu = exported_table(state), time.perf_counter(), time.process_time()
        if name == "CSV":
            size = sum(len(chunk.encode()) for chunk in csv_chunks(table))
        else:
            with list_workbook(table) as out:
                size = out.seek(0, os.SEEK_END)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append((name, f"{ROWS:,}", f"{seconds:.1f} s", f"{cpu:.1f} s", f"{peak:.0f} MB", f"{size / 1e6:.1f} MB"))
    print_table("Export of a list (goal: 20 s, 300 MB)", ("Format", "Rows", "Time", "CPU", "Peak memory", "File"), rows)


if __name__ == "__main__":
    main()
