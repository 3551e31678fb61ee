"""Command `arpent repeat-erasures`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from arpent.privacy.public import merge_ledgers

from ...backups import LEDGER
from ...processes.database import prepare_database
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Repeat the erasures that a restored database lacks."""

    help = "erase again whom a restored base brought back"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "ledgers", type=Path, nargs="*", help="erasures.jsonl of homes that were in use after the backup"
        )

    def handle(self, *, ledgers: list[Path], **options: Any) -> None:
        for path in ledgers:
            if not path.is_file():
                raise FileNotFoundError(2, "no ledger", str(path))
        try:
            merge_ledgers(Path(settings.ARPENT_HOME) / LEDGER, ledgers)
        except ValueError as error:
            raise CommandError(str(error)) from error
        prepare_database()
