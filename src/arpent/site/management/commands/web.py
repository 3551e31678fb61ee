"""Command `arpent web`."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from ...modes import mend_modes
from ...processes.database import prepare_database
from ...serving import refuse_public_demo, serve_pages
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Start the web server alone (a systemd unit)."""

    help = "start the web server alone (a systemd unit)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--supervised-by", type=int, help=argparse.SUPPRESS)

    def handle(self, *, host: str, port: int, supervised_by: int | None, **options: Any) -> None:
        if not supervised_by:
            mend_modes(settings.ARPENT_HOME)
            prepare_database()
            refuse_public_demo(host)
        serve_pages(host, port, supervised_by)
