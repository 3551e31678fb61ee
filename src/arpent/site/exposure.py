"""Findings of `arpent doctor` about who can sign in, and from where."""

import itertools
import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from arpent.accounts.public import list_without_second_factor
from arpent.demo.public import list_published
from arpent.people.public import get_organisation

from .modes import open_to_others

Finding = tuple[str, str]


def examine_exposure() -> list[Finding]:
    """Return findings as (ok | warning | error, message)."""
    try:
        return [_published(), *_names(), _proxies(), _second_factor(), _modes()]
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
        return (
            "warning",
            (
                "ARPENT_TLS=1 with ARPENT_PROXIES=0: a proxy that ends TLS hides who calls, so that everybody counts as"
                " one address; set ARPENT_PROXIES to the number of proxies"
            ),
        )
    source = "" if "ARPENT_PROXIES" in os.environ or not settings.ARPENT_PROXIES else " (by ARPENT_TLS=1)"
    return "ok", f"callers are distinguished through {settings.ARPENT_PROXIES} proxies{source}"


def _second_factor() -> Finding:
    firm, lacking = get_organisation(), list_without_second_factor()
    if lacking:
        emails = ", ".join(p.email for p in lacking)
        return "warning", f"a second factor is asked of {emails}, who will set it up at the next page"
    if firm is not None and not firm.is_demonstration and "administrator" not in firm.second_factor_roles:
        return "warning", "administrators sign in without a second factor: ask for it in Settings"
    return "ok", "whoever must have a second factor has one"


def _modes() -> Finding:
    home = Path(settings.ARPENT_HOME)
    found = list(itertools.islice(open_to_others(home), 1001))
    if not found:
        return "ok", "nobody else of this machine reads the files of the home"
    count = "more than 1000" if len(found) > 1000 else str(len(found))
    return (
        "error",
        f"{count} files of {home} can be read by others, {found[0]} first: arpent doctor --fix, or chmod -R go= {home}",
    )
