"""Command `arpent createadmin`."""

import getpass
import secrets
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from arpent.accounts.public import create_person
from arpent.people.public import Role

from ...processes.database import prepare_database
from ..base import ArpentCommand


class Command(ArpentCommand):
    """Create an administrator."""

    help = "create an administrator"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *, email: str, first_name: str, last_name: str, **options: Any) -> None:
        """Prompt for the password on a terminal; otherwise generate one and print it."""
        prepare_database()
        is_interactive = sys.stdin.isatty()
        password = getpass.getpass("Mot de passe : ") if is_interactive else secrets.token_urlsafe(12)
        create_person(
            email=email,
            first_name=first_name,
            last_name=last_name,
            role=Role.ADMINISTRATOR,
            at=timezone.now(),
            password=password,
        )
        if not is_interactive:
            self.stdout.write(f"{email} {password}")
