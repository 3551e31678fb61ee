"""How allauth is told our rules: nobody signs up alone; people are invited."""

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context
from django.conf import settings
from django.core.exceptions import ValidationError

from arpent.demo.public import DEMO_PASSWORD
from arpent.kernel.refusals import Refused
from arpent.people.events import PersonCreated
from arpent.people.public import (
    SecurityEvent,
    address_of,
    blind,
    comes_from_this_machine,
    note_security,
    sentence_of,
)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def get_client_ip(self, request: Any) -> str:
        return address_of(request)

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Refuse the published password from elsewhere, and note who is locked out."""
        if credentials.get("password") == DEMO_PASSWORD and not (
            settings.ARPENT_DEMO_PUBLIC or comes_from_this_machine(request)
        ):
            note_security(SecurityEvent.DEMO_REFUSED, login=blind(str(credentials.get("email") or "")))
            raise ValidationError(sentence_of(Refused("demo.elsewhere")))
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_security(SecurityEvent.LOCKED_OUT, login=blind(str(credentials.get("email") or "")))
            raise

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Count a sign-in of a moment ago as fresh: nobody is asked for a password twice in a row."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def clean_password(self, password: str, user: Any = None) -> str:
        if password == DEMO_PASSWORD:
            raise ValidationError(sentence_of(Refused("demo.published")))
        return str(super().clean_password(password, user))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: what was asked for was done, and the page shows it."""


def note_fresh_sign_in(request: Any) -> None:
    """Count who has just founded the firm as freshly signed in: the second factor follows at once."""
    record_authentication(request, request.user, method="password")


def vouch_for_address(event: PersonCreated) -> None:
    """Count a person's address as verified: whoever invited the person vouches for it; two-factor sign-in asks for it."""
    EmailAddress.objects.get_or_create(
        user_id=event.person_id, email=event.email, defaults={"verified": True, "primary": True}
    )
