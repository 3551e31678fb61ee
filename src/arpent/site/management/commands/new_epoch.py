"""Command `arpent new-epoch`."""

from typing import Any

from django.utils import timezone

from arpent.history.public import archive_trail_heads, clear_sealing_horizon
from arpent.sync.public import change_epoch

from ...processes.database import prepare_database
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Change the epoch after a manual restore, so that phones send their last 30 days again."""

    help = "after a base was restored by hand: have phones send their last 30 days again"

    def handle(self, **options: Any) -> None:
        prepare_database()
        clear_sealing_horizon()
        self.stdout.write(f"epoch {change_epoch().hex}: phones will send their last 30 days again")
        aside = archive_trail_heads(at=timezone.now())
        if aside is not None:
            self.stdout.write(f"the remembered heads of the former base's audit trail are in {aside}")
