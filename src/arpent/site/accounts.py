"""Adapters of allauth: no open sign-up, people are invited; mails are sent by the worker."""

import datetime as dt
import time
from typing import Any
from urllib.parse import urljoin

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from arpent.accounts.events import PersonCreated
from arpent.demo.public import DEMO_PASSWORD
from arpent.kernel.errors import DomainError
from arpent.mail.public import MailKind, MailMessage, request_mail
from arpent.web.client_address import address_of, is_local_request
from arpent.web.error_messages import error_message
from arpent.web.security_log import SecurityEvent, keyed_hash, log_security_event


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Account adapter of allauth: no open sign-up, client address behind proxies, rules on passwords, mails by the
    worker.
    """

    def is_open_for_signup(self, request: Any) -> bool:
        """Return False: people are invited."""
        return False

    def get_client_ip(self, request: Any) -> str:
        """Return the client address as the configured proxies report it."""
        return address_of(request)

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Check a sign-in before its password. Raise ValidationError for the published password from another machine,
        or a lock-out.
        """
        if credentials.get("password") == DEMO_PASSWORD and not (
            settings.ARPENT_DEMO_PUBLIC or is_local_request(request)
        ):
            log_security_event(SecurityEvent.DEMO_REFUSED, login=keyed_hash(str(credentials.get("email") or "")))
            raise ValidationError(error_message(DomainError("demo.elsewhere")))
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            log_security_event(SecurityEvent.LOCKED_OUT, login=keyed_hash(str(credentials.get("email") or "")))
            raise

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether the person must sign in again; never shortly after a sign-in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def clean_password(self, password: str, user: Any = None) -> str:
        """Return a valid new password. Raise ValidationError for the published password of the demonstration or a weak
        one.
        """
        if password == DEMO_PASSWORD:
            raise ValidationError(error_message(DomainError("demo.published")))
        return str(super().clean_password(password, user))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: the page itself shows the result."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Enqueue a mail to a known person; without a mail server nothing is sent.
        The link that sets a password is generated when the mail is sent, and not stored.
        """
        user = context.get("user")
        if user is None or not settings.ARPENT_SENDS_MAIL:
            return
        kind, parts = "site.password", {"base": context["request"].build_absolute_uri("/")}
        if template_prefix != "account/email/password_reset_key":
            message = self.render_mail(template_prefix, email, context)
            kind, parts = "site.account", {"subject": message.subject, "text": message.body}
        now: dt.datetime = timezone.now()
        request_mail(kind=kind, recipient=email, by=user, at=now, subject_id=user.pk, parts=parts)


def _compose_password_mail(mail: MailMessage) -> EmailMessage:
    person = mail.person
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    with translation.override(person.language):
        text = _(
            "Bonjour %(name)s,\n\nPour choisir un nouveau mot de passe, ouvrez ce lien, qui sert une fois"
            " :\n\n%(link)s\n\nSi vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même."
        ) % {"name": person.first_name, "link": urljoin(mail.parts["base"], path)}
        return EmailMessage(subject=_("Votre mot de passe Arpent"), body=text, to=[mail.recipient])


def _compose_account_mail(mail: MailMessage) -> EmailMessage:
    return EmailMessage(subject=mail.parts["subject"], body=mail.parts["text"], to=[mail.recipient])


PASSWORD_MAIL = MailKind(compose=_compose_password_mail)
ACCOUNT_MAIL = MailKind(compose=_compose_account_mail)


def note_fresh_sign_in(request: Any) -> None:
    """Record the founder of the firm as freshly signed in, so that the second factor can be set up at once."""
    record_authentication(request, request.user, method="password")


def mark_email_verified(event: PersonCreated) -> None:
    """Mark a person's address as verified, because the person was invited at it; two-factor sign-in requires that."""
    EmailAddress.objects.get_or_create(
        user_id=event.person_id, email=event.email, defaults={"verified": True, "primary": True}
    )
