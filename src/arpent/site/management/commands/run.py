"""Command `arpent run`."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from arpent.demo.public import demo_logins, load_demo_firm
from arpent.kernel.errors import DomainError
from arpent.people.public import is_empty_base
from arpent.web.error_messages import error_message

from ...modes import mend_modes
from ...processes.database import prepare_database
from ...serving import refuse_public_demo, serve
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Start the web server and the worker."""

    help = "start the web server and the worker"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="fill an empty base with the fictional firm")

    def handle(self, *, host: str, port: int, demo: bool, **options: Any) -> None:
        mend_modes(settings.ARPENT_HOME)
        prepare_database()
        refuse_public_demo(host, demo=demo)
        if demo and is_empty_base():
            self.stdout.write("Arpent: loading the demonstration firm…")
            self.stdout.flush()
            load_demo_firm(at=timezone.now())
        logins = demo_logins()  # once: each account's password hash is checked
        if demo and not logins:
            self.stderr.write(error_message(DomainError("demo.founded")))
        serve(host, port, logins=logins)
