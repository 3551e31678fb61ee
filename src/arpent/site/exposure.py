"""What `arpent doctor` says of who can get in, and from where."""

import os

from django.conf import settings
from django.db import DatabaseError

from arpent.demo.public import list_published
from arpent.people.public import get_organisation

Finding = tuple[str, str]


def examine_exposure() -> list[Finding]:
    """Return findings as (ok | warning | error, sentence)."""
    try:
        return [_published(), *_names(), _proxies()]
    except DatabaseError as error:
        return [("error", f"accounts cannot be looked at: {error}")]


def _published() -> Finding:
    emails, firm = list_published(), get_organisation()
    if not emails:
        return "ok", "no account opens with the demonstration's published password"
    names = ", ".join(emails)
    if settings.ARPENT_DEMO_PUBLIC:
        return "error", f"ARPENT_DEMO_PUBLIC=1: a published password opens from anywhere {names}; unset it"
    if firm is None or not firm.is_demonstration:
        return "error", f"a published password opens {names}: close these accounts or change their passwords"
    return "warning", f"the demonstration's password is published; it opens from this machine only {names}"


def _names() -> list[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        return [("error", "ARPENT_HOSTS holds *: links in mails can be forged; write the names Arpent answers to")]
    return []


def _proxies() -> Finding:
    if settings.BEHIND_TLS and not settings.ARPENT_PROXIES:
        return "warning", (
            "ARPENT_TLS=1 with ARPENT_PROXIES=0: a proxy that ends TLS hides who calls, so that everybody counts as one "
            "address; set ARPENT_PROXIES to the number of proxies"
        )
    told = "" if "ARPENT_PROXIES" in os.environ or not settings.ARPENT_PROXIES else " (by ARPENT_TLS=1)"
    return "ok", f"callers are told apart through {settings.ARPENT_PROXIES} proxies{told}"
