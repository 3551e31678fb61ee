"""Command `arpent demo`."""

from typing import Any

from django.utils import timezone

from arpent.demo.public import DEMO_PASSWORD, demo_logins, load_demo_firm

from ...processes.database import prepare_database
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Fill an empty base with the fictional firm."""

    help = "fill an empty base with the fictional firm"

    def handle(self, **options: Any) -> None:
        prepare_database()
        load_demo_firm(at=timezone.now())
        for email, role in demo_logins():
            self.stdout.write(f"{role:12} {email}  {DEMO_PASSWORD}")
