"""Measure the sealing of the audit trail: import, single saves, verification, redaction, size; on either database."""

import csv
import io
import os
import statistics
import time
from contextlib import contextmanager
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.accounts.public import found_organisation  # noqa: E402
from arpent.clients.models import Company  # noqa: E402
from arpent.clients.public import change_company  # noqa: E402
from arpent.history.actions import operations as operating  # noqa: E402
from arpent.history.actions.redaction import replace_texts  # noqa: E402
from arpent.history.actions.sealing import seal_pending  # noqa: E402
from arpent.history.models import AuditEntry, Seal  # noqa: E402
from arpent.history.public import redact_entries, verify_trail  # noqa: E402
from arpent.imports.public import receive_file, run_import, set_mapping, start_import  # noqa: E402

from .firms import make_rows  # noqa: E402
from .tables import print_table  # noqa: E402

ROWS = int(os.environ.get("ARPENT_BENCH_ROWS", "3000"))
SAVES = 300
SEAL = operating.seal_in_transaction


@contextmanager
def sealing(on: bool) -> Any:
    """Let operations seal what they write within the block, or leave it to the worker."""
    operating.seal_in_transaction = SEAL if on else lambda: 0
    try:
        yield
    finally:
        operating.seal_in_transaction = SEAL


def main() -> None:
    """Print the times and sizes of the audit trail."""
    call_command("migrate", verbosity=0)
    now = timezone.now
    by = found_organisation(
        name="Mesure", email="m@example.org", first_name="M", last_name="E", password="cheval-agrafe-batterie", at=now()
    )
    rows = make_rows(2 * ROWS)
    header, parts = rows[0], (rows[1 : ROWS + 1], rows[ROWS + 1 :])
    table: list[tuple[str, str]] = []
    for on, part in zip((False, True), parts, strict=True):
        with sealing(on):
            name = f"import of {ROWS:,} rows, {'sealed in its transactions' if on else 'not sealed'}"
            table.append((name, f"{_import([header, *part], by):.2f} s"))
        if not on:
            start, count = time.monotonic(), seal_pending()
            seconds = time.monotonic() - start
            table.append((f"sealing its {count:,} entries", f"{seconds:.2f} s, {count / seconds:,.0f} entries/s"))
    seal_pending()
    for on in (False, True, False, True):
        with sealing(on):
            p50, p95 = _saves(by)
            table.append((f"one save, {'sealed' if on else 'not sealed'}", f"p50 {p50:.2f} ms, p95 {p95:.2f} ms"))
        seal_pending()
    start = time.monotonic()
    report = verify_trail()
    seconds = time.monotonic() - start
    assert report.is_sound, report.faults
    table.append(
        (f"verification of {report.checked:,} seals", f"{seconds:.2f} s, {report.checked / seconds:,.0f} entries/s")
    )
    start = time.monotonic()
    name = Company.objects.unscoped("a benchmark looks").order_by("name").first().name
    count = redact_entries(
        redact=replace_texts([name], "[effacé]"), containing=[name], by=by, at=now(), reason="benchmark"
    )
    table.append((f"redaction of a name in {count} of them", f"{time.monotonic() - start:.2f} s"))
    table.append(("size of an entry and of its seal", _sizes()))
    print_table(f"Audit trail on {connection.vendor}", ("what", "measured"), table)


def _import(rows: list[list[str]], by: Any) -> float:
    now, buffer = timezone.now, io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    content = io.BytesIO(buffer.getvalue().encode("cp1252", errors="replace"))
    file = receive_file(by=by, at=now(), name="gros.csv", content=content, kind="companies")
    set_mapping(file_id=file.pk, by=by, mapping=file.mapping, options=file.options)
    job = start_import(file_id=file.pk, by=by, at=now())
    start = time.monotonic()
    run_import(job_id=job.pk, clock=now)
    return time.monotonic() - start


def _saves(by: Any) -> tuple[float, float]:
    found, took = list(Company.objects.unscoped("a benchmark looks").values_list("pk", flat=True)[:SAVES]), []
    for i, pk in enumerate(found):
        start = time.monotonic()
        change_company(company_id=pk, by=by, at=timezone.now(), values={"potential": i + time.monotonic_ns() % 1000})
        took.append((time.monotonic() - start) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=20)[18]


def _sizes() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT avg(coalesce(length(before), 0) + coalesce(length(after), 0)) FROM history_auditentry")
        payload = float(cursor.fetchone()[0])
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_total_relation_size('history_auditentry'), pg_total_relation_size('history_seal')"
            )
            entry, seal = cursor.fetchone()
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN ('history_auditentry', 'audit_record', 'audit_operation')"
            )
            [entry] = cursor.fetchone()
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name IN ('history_seal', 'seal_entry')")
            [seal] = cursor.fetchone()
    entry, seal = entry / AuditEntry.objects.count(), seal / Seal.objects.count()
    return f"{entry:,.0f} B (payload {payload:,.0f} B), {seal:,.0f} B"


if __name__ == "__main__":
    main()
