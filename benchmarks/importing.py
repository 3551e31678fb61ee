"""Measure imports: 50,000 companies, then 20,000 products with their characteristics; time, memory, undo."""

import csv
import io
import os
import random
import resource
import time
from contextlib import nullcontext
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import found_organisation  # noqa: E402
from arpent.history.actions.undo import undo_operation  # noqa: E402
from arpent.history.public import get_operation  # noqa: E402
from arpent.imports.actions.preview import check_file  # noqa: E402
from arpent.imports.public import receive_file, run_import, set_mapping, start_import  # noqa: E402

from .firms import make_rows  # noqa: E402
from .tables import print_table  # noqa: E402

ROWS = int(os.environ.get("ARPENT_BENCH_ROWS", "50000"))
COUNT_QUERIES = os.environ.get("ARPENT_BENCH_STATEMENTS") == "1"
PRODUCTS = int(os.environ.get("ARPENT_BENCH_PRODUCTS", "20000"))


def main() -> None:
    """Print time and memory of each step of the imports."""
    call_command("migrate", verbosity=0)
    now = timezone.now
    by = found_organisation(
        name="Mesure", email="m@example.org", first_name="M", last_name="E", password="cheval-agrafe-batterie", at=now()
    )
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(make_rows(ROWS))
    data = buffer.getvalue().encode("cp1252", errors="replace")
    del buffer
    _measure(f"Import of {ROWS:,} rows (goal: 60 s, 600 MB)", by, data, "companies")
    _measure_known(by)
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(make_products(PRODUCTS))
    _measure(f"Import of {PRODUCTS:,} products, 8 characteristics each", by, buffer.getvalue().encode(), "products")


def make_products(count: int) -> list[list[str]]:
    """Return a header and rows of pumps in 20 families, each with 8 characteristics."""
    names = ["Débit (m³/h)", "Hauteur (m)", "Puissance (kW)", "Masse (kg)", "Corps", "Garniture", "ATEX", "Tension (V)"]
    rows = [["Référence", "Désignation", "Famille", "Coût", "Délai", "Stock", *names]]
    draw = random.Random(7)
    for i in range(count):
        sheet = [
            draw.randint(1, 400),
            draw.randint(5, 120),
            draw.choice((0.75, 1.1, 2.2, 7.5)),
            draw.randint(4, 300),
            draw.choice(("fonte", "inox 316", "bronze")),
            draw.choice(("EPDM", "FKM")),
            draw.choice(("oui", "non")),
            400,
        ]
        rows.append(
            [
                f"R{i:06d}",
                f"Pompe {i}",
                f"Famille {i % 20}",
                f"{draw.randint(50, 9000)},50",
                f"{draw.randint(2, 40)}",
                f"{draw.randint(0, 30)}",
                *map(str, sheet),
            ]
        )
    return rows


def _measure_known(by: Any) -> None:
    """Import a tenth of the rows, then again with another telephone, function and potential in each."""
    rows, table = make_rows(max(1, ROWS // 10)), []
    changed = [
        rows[0],
        *(
            [*r[:4], f"0465{7000000 + i:07d}"[:10], *r[5:8], "777000", *r[9:13], "Acheteuse", *r[14:]]
            for i, r in enumerate(rows[1:])
        ),
    ]
    for name, content in (("first", rows), ("every row known and changed", changed)):
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=";").writerows(content)
        file = receive_file(
            by=by, at=timezone.now(), name="gros.csv", content=io.BytesIO(buffer.getvalue().encode()), kind="companies"
        )
        set_mapping(file_id=file.pk, by=by, mapping=file.mapping, options=file.options)
        job = start_import(file_id=file.pk, by=by, at=timezone.now())
        with CaptureQueriesContext(connection) if COUNT_QUERIES else nullcontext([]) as queries:
            cpu, wall = time.process_time(), time.monotonic()
            counts = run_import(job_id=job.pk, clock=timezone.now)
            seconds = (f"{time.monotonic() - wall:.1f}", f"{time.process_time() - cpu:.1f}")
        table.append((name, counts.created, counts.updated, *seconds, len(queries) or ""))
    print_table(
        f"Import of {len(rows) - 1:,} known rows",
        ("file", "created", "changed", "wall s", "CPU s", "statements"),
        table,
    )


def _measure(title: str, by: Any, data: bytes, kind: str) -> None:
    now, table = timezone.now, []

    def measure(name: str, act: Any) -> Any:
        cpu, wall = time.process_time(), time.monotonic()
        result = act()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        table.append((name, f"{time.monotonic() - wall:.1f}", f"{time.process_time() - cpu:.1f}", peak))
        return result

    content = io.BytesIO(data)
    file = measure(
        "receive and understand", lambda: receive_file(by=by, at=now(), name="gros.csv", content=content, kind=kind)
    )
    set_mapping(file_id=file.pk, by=by, mapping=file.mapping, options=file.options)
    measure("check without writing", lambda: check_file(file_id=file.pk, by=by))
    job = start_import(file_id=file.pk, by=by, at=now())
    counts = measure("import", lambda: run_import(job_id=job.pk, clock=now))
    file.refresh_from_db()
    operation = get_operation(operation_id=file.operation_id, by=by)
    report = measure("undo", lambda: undo_operation(operation_id=operation.pk, by=by, at=now()))
    print_table(title, ("step", "wall s", "CPU s", "peak MB"), table)
    print(
        f"\n{counts.created} created, {counts.rejected} rejected; {report.restored} records restored, "
        f"{len(report.skipped)} skipped\n"
    )


if __name__ == "__main__":
    main()
