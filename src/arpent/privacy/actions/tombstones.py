"""Store and lift tombstones, the digests by which erased persons are recognised."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, require_permission

from ..models import Erasure, Tombstone
from ..permissions import PrivacyPermission
from ..queries.declared import every_row
from ..queries.identifiers import name_key, read_address, read_number
from ..queries.tombstones import digest_of
from ..rules.subject import Subject
from .ledger import write_ledger


def make_tombstones(*, erasure: Erasure, subject: Subject, at: dt.datetime, purpose: str = "erased") -> int:
    """Store the digests of an erased person: addresses, names at companies, ids of emptied rows; return their number.
    An erasure at the end of retention stores ids only, since the person did not object to be contacted again.
    """
    pairs = [("record", i) for i in sorted(subject.own_ids)]
    if erasure.basis == Erasure.Basis.RETENTION:
        # The person asked nothing: they may come back as a new prospect.
        return _write(erasure, pairs, purpose, at)
    pairs += [("email", read_address(e)) for e in subject.emails]
    pairs += [("phone", read_number(p)) for p in subject.phones]
    companies = every_row(apps.get_model("clients.Company")).filter(pk__in=[UUID(c) for c in subject.companies])
    for company in companies.values_list("name", flat=True):
        pairs += [("name", name_key(f"{a} {b}", company)) for a, b in subject.names]
    if subject.kind == "company":
        pairs += _trade_pairs(companies)
    return _write(erasure, pairs, purpose, at)


def _write(erasure: Erasure, pairs: list[tuple[str, str]], purpose: str, at: dt.datetime) -> int:
    rows = [
        Tombstone(erasure=erasure, purpose=purpose, what=what, digest=digest_of(what, value), made_at=at)
        for what, value in dict.fromkeys(pairs)
        if value
    ]
    Tombstone.objects.bulk_create(rows)
    return len(rows)


def _trade_pairs(companies: QuerySet[Any]) -> list[tuple[str, str]]:
    """Return the keys of sole traders: their SIREN, their trade name at their postcodes."""
    sites = every_row(apps.get_model("clients.Site")).filter(company__in=companies)
    pairs = [("siren", siren) for siren in companies.values_list("siren", flat=True)]
    return pairs + [("name", name_key(n, p)) for n, p in sites.values_list("company__name", "postcode")]


def lift_tombstones(*, erasure_id: UUID, by: User, at: dt.datetime, reason: str) -> Erasure:
    """Allow an erased person to be stored again, at the person's request; the digests stay as a record.
    Raise NotFound for an unknown erasure, ValidationErrors for a reason longer than its column, DomainError
    privacy.reason_needed, people.not_allowed.
    """
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    reason = checked_text(Tombstone, "lifted_reason", reason)
    if not reason:
        raise DomainError("privacy.reason_needed")
    with operation(by=by, at=at, kind="privacy.lifted"):
        erasure = Erasure.objects.visible_to(by).filter(pk=erasure_id).first()
        if erasure is None:
            raise NotFound("erasure")
        rows = Tombstone.objects.visible_to(by).filter(erasure=erasure, lifted_at__isnull=True)
        rows.update(lifted_at=at, lifted_by=by, lifted_reason=reason)
        transaction.on_commit(write_ledger, robust=True)
    return erasure
