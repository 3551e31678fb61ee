"""Erase a person: one irreversible operation that redacts every place, recorded without the person's data (GDPR art.
17).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from arpent.history.public import operation
from arpent.kernel.errors import DomainError
from arpent.kernel.events import publish
from arpent.kernel.ids import new_id
from arpent.people.public import User, require_permission

from ..events import PersonErased
from ..models import Erasure
from ..permissions import PrivacyPermission
from ..queries.declared import every_row, hex_of
from ..queries.files import FoundFile, find_files
from ..queries.places import Place, find_places
from ..queries.trail import TrailChange, find_trail_changes
from ..rules.subject import Subject
from ..rules.words import Words
from .files import remove_files
from .ledger import write_ledger
from .mails import remove_mails
from .rows import redact_places
from .tombstones import make_tombstones
from .trail import redact_trail


@dataclass
class Findings:
    """The rows, trail entries and files that an erasure would change."""

    places: list[Place] = field(default_factory=list)
    trail: list[TrailChange] = field(default_factory=list)
    files: list[FoundFile] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether an erasure would change nothing."""
        return not (self.redacted or self.trail or [f for f in self.files if f.sure and not f.retained])

    @property
    def redacted(self) -> list[Place]:
        """Return the rows that an erasure would redact."""
        return [p for p in self.places if not p.retained]

    @property
    def retained(self) -> list[Place]:
        """Return the rows that are retained for a legal reason."""
        return [p for p in self.places if p.retained]


def find_all(*, subject: Subject, by: User) -> Findings:
    """Return every place with a person's data: tables, audit trail, files. Nothing is written.

    Raise DomainError "privacy.nobody" for an empty description of the person, "people.not_allowed" without
    ERASE_PERSONS.
    """
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    if subject.is_empty:
        raise DomainError("privacy.nobody")
    words = Words(subject)
    places = list(find_places(subject, words))
    return Findings(places, list(find_trail_changes(subject, words)), find_files(subject, words, places))


def erase_person(
    *, subject: Subject, by: User, at: dt.datetime, basis: str, files: Collection[str] = (), whole: bool = False
) -> Erasure:
    """Erase a person everywhere, irreversibly.
    ``files``: keys of the files chosen besides those that are certainly about the person; ``whole``: remove the texts
    that name the person entirely. Raise DomainError privacy.already_erased when nothing is left to erase,
    privacy.still_active for an active user, privacy.nobody, people.not_allowed.
    """
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    if subject.is_empty:
        raise DomainError("privacy.nobody")
    if subject.kind == "user":
        _check_has_left(subject)
    words = Words(subject)
    with operation(by=by, at=at, kind="privacy.erased") as op:
        places = list(find_places(subject, words))
        found = find_files(subject, words, places)
        doomed = [f for f in found if not f.retained and (f.sure or f.key in files)]
        erasure = Erasure(id=new_id(), at=at, by=by, basis=basis, kind=subject.kind, operation=op)
        erasure.records = {label: sorted(ids) for label, ids in subject.records.items() if ids}
        erasure.save(force_insert=True)
        make_tombstones(erasure=erasure, subject=subject, at=at)
        companies = _companies_of(subject)
        counts = Counter(redact_places(places, words, at=at, whole=whole))
        counts["files"] = remove_files(doomed, words)
        counts["mails"] = remove_mails(words)
        publish(PersonErased(companies, _ids(subject, "people.User"), at))
        counts["trail"] = redact_trail(subject, words, by=by, at=at, whole=whole)
        if not +counts:
            raise DomainError("privacy.already_erased")
        erasure.counts = dict(+counts)
        erasure.retained = dict(Counter(p.retained for p in places if p.retained))
        erasure.save(update_fields=["counts", "retained"])
        transaction.on_commit(purge_free_pages)
        transaction.on_commit(write_ledger, robust=True)  # what fails here is written at the next start or backup
    return erasure


def _check_has_left(subject: Subject) -> None:
    users = apps.get_model("people.User")
    if every_row(users).filter(pk__in=_ids(subject, "people.User"), is_active=True).exists():
        raise DomainError("privacy.still_active")


def _ids(subject: Subject, label: str) -> tuple[UUID, ...]:
    return tuple(UUID(i) for i in sorted(subject.records.get(label, ())))


def _companies_of(subject: Subject) -> tuple[UUID, ...]:
    """Return the companies whose derived lines name the person."""
    ids = set(subject.companies)
    rows = every_row(apps.get_model("clients.Contact")).filter(pk__in=_ids(subject, "clients.Contact"))
    ids |= {hex_of(c) for c in rows.values_list("company_id", flat=True)}
    return tuple(UUID(i) for i in sorted(ids))


def purge_free_pages() -> None:
    """Overwrite freed pages on SQLite: ``secure_delete`` zeroes them, and the checkpoint truncates the
    write-ahead log.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
