"""Command `arpent worker`."""

import argparse
from typing import Any

from django.core.management.base import CommandParser

from ...processes.database import prepare_database
from ...serving import work
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Start the worker alone (a systemd unit)."""

    help = "start the worker alone (a systemd unit)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--supervised-by", type=int, help=argparse.SUPPRESS)

    def handle(self, *, supervised_by: int | None, **options: Any) -> None:
        if not supervised_by:
            prepare_database()
        work(supervised_by)
