"""Restore a backup before the settings are read: see `arpent.site.cli`."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from ...backups import ask_keys, restore_home
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Put a backup in place of an empty home, or into an empty PostgreSQL."""

    help = "put a backup in place of an empty home, or into an empty PostgreSQL"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--erasures",
            type=Path,
            action="append",
            default=[],
            help="ledger of erasures (erasures.jsonl) of a home that was in use after the backup: they are made again",
        )
        parser.add_argument("--identity", type=Path, help="file of the private key that opens an encrypted backup")

    def handle(self, *, file: Path, erasures: list[Path], identity: Path | None, **options: Any) -> None:
        """Restore, then make the known erasures again in a process of its own, on the restored home.

        Killed before that, the next start does it.
        """
        environment = dict(os.environ)  # restoring sets ARPENT_HOME of this process to the folder beside the home
        manifest = restore_home(file, ask_keys(identity), erasures)
        self.stdout.write(
            f"{manifest.row_count} rows and {len(manifest.members)} files restored and checked (backup of"
            f" {manifest.made_at})"
        )
        self.stdout.flush()
        again = subprocess.run([sys.executable, "-m", "arpent", "repeat-erasures"], env=environment, check=False)
        if again.returncode:
            raise CommandError("The erasures known to the ledger were not made again: the next start does it.")
