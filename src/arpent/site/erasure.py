"""What each domain does for personal data: declarations registered, what follows an erasure."""

from importlib import import_module

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.utils.timezone import localdate

from arpent.clients.reactions import reindex_after_erasure
from arpent.history.public import register_irreversible
from arpent.imports.public import read_stored_rows, rewrite_stored_rows
from arpent.people.public import register_erased_check
from arpent.privacy.events import PersonErased
from arpent.privacy.public import load_check, register_personal_data, register_stored_table, screen_submission
from arpent.sync.public import register_screen, revoke_devices_of

# The domains that have tables, and this one for those of libraries.
DECLARING = (
    "people",
    "history",
    "mail",
    "imports",
    "clients",
    "catalogue",
    "territory",
    "agenda",
    "visits",
    "deals",
    "solutions",
    "offers",
    "sync",
    "geography",
    "privacy",
    "site",
)


def register_declarations() -> None:
    """Hand privacy the declarations of every domain, and the tables that lie in files."""
    for domain in DECLARING:
        module = import_module(f"arpent.{domain}.personal_data")
        register_personal_data(module.PERSONAL_DATA, getattr(module, "ACTIVITIES", ()))
    register_stored_table("imports.ImportFile", read_stored_rows, rewrite_stored_rows)
    register_erased_check(load_check)
    register_screen(screen_submission)
    register_irreversible("privacy.lasting", "privacy.erased", "privacy.exported", "privacy.lifted", "privacy.repeated")


def after_erasure(event: PersonErased) -> None:
    """Compute search lines anew, end the sessions and phones of an erased user, empty the cache."""
    reindex_after_erasure(event.company_ids, localdate(event.at))
    if event.user_ids:
        revoke_devices_of(event.user_ids, at=event.at)
        _end_sessions({str(pk) for pk in event.user_ids})
    transaction.on_commit(cache.clear)


def _end_sessions(users: set[str]) -> None:
    for session in Session.objects.all().iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) in users:
            session.delete()
