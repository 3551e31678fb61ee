"""Command `arpent doctor`."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ...doctor import examine
from ...modes import mend_modes
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Report what is wrong with this installation."""

    help = "say what is wrong with this installation"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--full", action="store_true", help="verify the whole audit trail, however long")
        parser.add_argument("--fix", action="store_true", help="take others' rights off the files of the home first")

    def handle(self, *, full: bool, fix: bool, **options: Any) -> None:
        """Print the findings; exit with code 1 when one of them is an error."""
        if fix:
            mended, left = mend_modes(settings.ARPENT_HOME)
            self.stdout.write(f"[ok] {mended} files of the home taken back from others; {len(left)} left")
        findings = examine(full=full)
        for level, text in findings:
            self.stdout.write(f"[{level}] {text}")
        if any(level == "error" for level, _text in findings):
            sys.exit(1)
