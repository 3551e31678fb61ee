"""Measure the import of a phone's exported file of 200 MB: time, peak memory, and the same file imported again."""

import base64
import datetime as dt
import hashlib
import json
import os
import resource
import tempfile
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from PIL import Image  # noqa: E402

from arpent.accounts.public import create_person, found_organisation  # noqa: E402
from arpent.clients.public import create_company  # noqa: E402
from arpent.kernel.ids import new_id  # noqa: E402
from arpent.sync.actions.outbox_import import import_outbox  # noqa: E402

from .tables import print_table  # noqa: E402

PHOTOS = int(os.environ.get("ARPENT_BENCH_PHOTOS", "330"))
AT = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)


def photograph(number: int) -> bytes:
    """Return a JPEG of 1600 x 1200 pixels, about as large as a camera's, different for each number."""
    noise = Image.effect_noise((400, 300), 60 + number % 40).resize((1600, 1200)).convert("RGB")
    noise.putpixel((number % 1600, number // 1600), (255, 0, 0))
    with tempfile.TemporaryFile() as out:
        noise.save(out, "JPEG", quality=92)
        out.seek(0)
        return out.read()


def write_export(file, person, company) -> None:
    """Write an exported file with the photographs of a company, as the phone of a person does."""
    rows, contents = [], {}
    for n in range(PHOTOS):
        content = photograph(n)
        sha = hashlib.sha256(content).hexdigest()
        contents[sha] = content
        body = {"company": str(company.pk), "kind": "photo", "type": "image/jpeg", "taken_at": AT.isoformat()}
        rows.append(
            {
                "seq": n + 1,
                "id": str(new_id()),
                "kind": "file",
                "base_revision": 0,
                "captured_at": AT.isoformat(),
                "schema": 1,
                "sha256": sha,
                "body": body,
            }
        )
    file.write(json.dumps({"arpent": 1, "person": str(person.pk), "submissions": rows})[:-1].encode() + b', "files": {')
    for n, (sha, content) in enumerate(contents.items()):
        file.write((b"," if n else b"") + b'"' + sha.encode() + b'":"' + base64.b64encode(content) + b'"')
    file.write(b"}}")


def peak_mb() -> float:
    """Return the highest resident memory in MiB since `reset_peak` on Linux, elsewhere since the start."""
    try:
        with open("/proc/self/status") as status:
            return next(int(row.split()[1]) for row in status if row.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reset_peak() -> None:
    """Reset the highest resident memory (Linux)."""
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")


def main() -> None:
    """Print time and memory of both imports, and of a file of brackets that is refused."""
    call_command("migrate", verbosity=0)
    admin = found_organisation(
        name="Mesure",
        first_name="Ada",
        last_name="Testeur",
        email="a@firm.example",
        password="cheval-agrafe-batterie",
        at=AT,
    )
    person = create_person(
        by=admin,
        at=AT,
        email="o@firm.example",
        first_name="Olga",
        last_name="Testeur",
        role="negotiator",
        password="cheval-agrafe-batterie",
    )
    company = create_company(
        by=person,
        at=AT,
        values={"name": "Pompes Testard", "relationship": "customer"},
        site={"city": "Lyon", "postcode": "69003"},
    )
    rows = []
    with tempfile.TemporaryFile() as file:
        write_export(file, person, company)
        megabytes = file.tell() / 1024 / 1024
        for step in ("brought in", "the same file again"):
            file.seek(0)
            reset_peak()
            before, start, cpu = peak_mb(), time.perf_counter(), time.process_time()
            receipts, unread = import_outbox(by=person, at=AT, content=file)
            seconds = (f"{time.perf_counter() - start:.1f}", f"{time.process_time() - cpu:.1f}")
            rows.append(
                [step, f"{megabytes:.0f}", len(receipts), unread, *seconds, f"{before:.0f}", f"{peak_mb():.0f}"]
            )
        file.seek(0)
        file.truncate()
        file.write(b"{}" * 100_000_000)
        file.seek(0)
        reset_peak()
        before, start, cpu = peak_mb(), time.perf_counter(), time.process_time()
        try:
            import_outbox(by=person, at=AT, content=file)
        except Exception as error:
            message = str(error)
        seconds = (f"{time.perf_counter() - start:.1f}", f"{time.process_time() - cpu:.1f}")
        rows.append([f"200 MB of brackets: {message}", 191, 0, 0, *seconds, f"{before:.0f}", f"{peak_mb():.0f}"])
    print_table(
        "A phone's exported file",
        ["step", "MB", "submissions", "unread", "wall s", "CPU s", "before MB", "peak MB"],
        rows,
    )


if __name__ == "__main__":
    main()
