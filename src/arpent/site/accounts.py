"""How allauth is told our rules: nobody signs up alone; people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress

from arpent.people.events import PersonCreated
from arpent.people.public import address_of


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def get_client_ip(self, request: Any) -> str:
        return address_of(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: what was asked for was done, and the page shows it."""


def vouch_for_address(event: PersonCreated) -> None:
    """Count a person's address as verified: whoever invited the person vouches for it; two-factor sign-in asks for it."""
    EmailAddress.objects.get_or_create(
        user_id=event.person_id, email=event.email, defaults={"verified": True, "primary": True}
    )
