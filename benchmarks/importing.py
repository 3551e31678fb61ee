"""Import of 50,000 rows through the one door: seconds, memory, and the undo."""

import csv
import io
import os
import resource
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.clients.public import check_file, receive_file, run_import, set_mapping, start_import  # noqa: E402
from arpent.people.public import found_organisation, get_operation, undo_operation  # noqa: E402

from .firms import make_rows  # noqa: E402
from .tables import print_table  # noqa: E402

ROWS = int(os.environ.get("ARPENT_BENCH_ROWS", "50000"))


def main() -> None:
    call_command("migrate", verbosity=0)
    now = timezone.now
    by = found_organisation(
        name="Mesure", email="m@example.org", first_name="M", last_name="E", password="cheval-agrafe-batterie", at=now()
    )
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(make_rows(ROWS))
    data = buffer.getvalue().encode("cp1252", errors="replace")
    del buffer
    table = []

    def measure(name, act):
        cpu, wall = time.process_time(), time.monotonic()
        result = act()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        table.append((name, f"{time.monotonic() - wall:.1f}", f"{time.process_time() - cpu:.1f}", peak))
        return result

    file = measure(
        "receive and understand", lambda: receive_file(by=by, at=now(), name="gros.csv", content=io.BytesIO(data))
    )
    set_mapping(file_id=file.pk, by=by, mapping=file.mapping, options=file.options)
    measure("check without writing", lambda: check_file(file_id=file.pk, by=by))
    job = start_import(file_id=file.pk, by=by, at=now())
    tally = measure("import", lambda: run_import(job_id=job.pk, clock=now))
    file.refresh_from_db()
    operation = get_operation(operation_id=file.operation_id, by=by)
    report = measure("undo", lambda: undo_operation(operation_id=operation.pk, by=by, at=now()))
    print_table(f"Import of {ROWS:,} rows (goal: 60 s, 600 MB)", ("step", "wall s", "CPU s", "peak MB"), table)
    print(
        f"\n{tally.created} created, {tally.rejected} rejected; {report.restored} records put back, {len(report.kept)} kept"
    )


if __name__ == "__main__":
    main()
