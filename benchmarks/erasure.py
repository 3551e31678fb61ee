"""Measure an erasure and an export of a person's data on the demonstration firm: CPU time by length of the trail."""

import os
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from arpent.clients.models import Contact  # noqa: E402
from arpent.demo.public import load_demo_firm  # noqa: E402
from arpent.history.models import AuditEntry  # noqa: E402
from arpent.people.models import User  # noqa: E402
from arpent.privacy.actions.erasing import erase_person  # noqa: E402
from arpent.privacy.actions.exporting import export_person  # noqa: E402
from arpent.privacy.queries.subjects import subject_of  # noqa: E402

from .tables import print_table  # noqa: E402


def main() -> None:
    """Print the CPU time of an export and of an erasure."""
    call_command("migrate", verbosity=0)
    load_demo_firm(at=timezone.now())
    by = User.objects.filter(role="administrator").first()
    assert by is not None
    contacts = Contact.objects.unscoped("a benchmark chooses a person").order_by("pk")
    subject = subject_of("contact", contacts[0].pk)
    entries = AuditEntry._base_manager.count()
    table = [("entries of the trail", f"{entries:,}")]
    for name, act in (
        ("copy of a person's data", lambda: export_person(subject=subject, by=by, at=timezone.now())),
        ("erasure of the person", lambda: erase_person(subject=subject, by=by, at=timezone.now(), basis="request")),
    ):
        cpu, wall = _measure(act)
        rate = f"{cpu * 100_000 / entries:.1f} s of processor for 100,000 entries"
        table.append((name, f"{cpu:.2f} s of processor, {wall:.2f} s in all; {rate}"))
    print_table("Erasure", ["what", "measured"], table)


def _measure(act: Callable[[], Any]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.monotonic()
    act()
    return time.process_time() - cpu, time.monotonic() - wall


if __name__ == "__main__":
    main()
