"""Command `arpent reset-mfa`."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from arpent.accounts.public import reset_second_factor

from ...processes.database import prepare_database
from ..base import ArpentCommand
from ..people import get_person


class Command(ArpentCommand):
    """Remove the second factors of a user who lost them."""

    help = "take off the second factor of a user who lost it"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        prepare_database()
        person = reset_second_factor(person_id=get_person(email).pk, by=None, at=timezone.now())
        self.stdout.write(
            f"{person.email}: no second factor any more, and signed in nowhere; it is asked for at the next sign-in if"
            " the role wants one."
        )
