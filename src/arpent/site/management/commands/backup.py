"""Command `arpent backup`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from ...backups import ask_seal, back_up, check_keeping, delete_older
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Copy the whole state into one file, and check the copy."""

    help = "copy the whole state into one file, and check the copy"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--encrypt",
            action="store_true",
            help="to the public keys of ARPENT_BACKUP_RECIPIENTS, else with a passphrase (ARPENT_BACKUP_PASSPHRASE or"
            " asked)",
        )
        parser.add_argument(
            "--keep-days",
            type=int,
            help="then delete the backups of the same name with a day more than so many days ago",
        )

    def handle(self, *, file: Path, encrypt: bool, keep_days: int | None, **options: Any) -> None:
        # No migration first: a backup before an upgrade is of the base as it is.
        if keep_days is not None:
            check_keeping(file, keep_days)
        rows = back_up(file, seal=ask_seal() if encrypt else None)
        self.stdout.write(f"{file}: {rows} rows checked{', encrypted' if encrypt else ''}")
        if keep_days is not None:
            for path in delete_older(file, keep_days, timezone.localdate()):
                self.stdout.write(f"{path}: deleted, more than {keep_days} days old")
