"""Repeat, on a restored database, the erasures that only the home's ledger knows."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, require_permission

from ..models import Erasure, RetentionItem, Tombstone
from ..permissions import PrivacyPermission
from ..queries.declared import every_row
from ..queries.ledger import known_key_ids, list_unknown_erasures, list_unknown_lifts, read_ledger
from ..queries.repeats import REPEAT, TABLE
from ..queries.returned import Found, find_returned
from ..queries.subjects import subject_of
from ..rules.ledger import LedgerEntry
from .erasing import erase_person
from .ledger import write_ledger


@dataclass
class Repeated:
    """Result of a repetition. ``erasures``: recorded again; ``persons``: found and erased again; ``open``: need a
    decision.
    """

    erasures: int = 0
    persons: int = 0
    open: int = 0


def repeat_erasures(*, at: dt.datetime) -> Repeated:
    """Repeat every erasure that the home's ledger has and the database lacks.
    The operations belong to an administrator; without one nothing is done until the next start. A person who cannot be
    found by digest, or still has an account, is left to a decision (`RetentionItem`) that the doctor reports. Persons
    are erased before their tombstones are stored, so that an interrupted repetition continues at the next start.
    """
    write_ledger()
    unknown, lifts, done = list_unknown_erasures(), list_unknown_lifts(), Repeated()
    by = _administrator() if unknown or lifts else None
    if by is None:
        return done
    returned = find_returned([e for e in unknown if e.lifted_at is None])
    for entry in unknown:
        count, problem = _erase_rows(returned.get(entry.erasure, []), entry, by, at)
        with operation(by=by, at=at, kind="privacy.repeated"):
            _put_back(entry, by)
            if entry.lifted_at is None and (why := problem or _doubt_about(entry, count)):
                RetentionItem.objects.create(
                    rule=REPEAT,
                    table=TABLE,
                    record_id=entry.erasure.hex,
                    due_on=timezone.localdate(entry.at),
                    proposed_at=at,
                    facts={"why": why, "count": count},
                )
                done.open += why != "repeated"
        done.erasures, done.persons = done.erasures + 1, done.persons + count
    with operation(by=by, at=at, kind="privacy.repeated"):
        for entry in lifts:
            rows = every_row(Tombstone).filter(erasure_id=entry.erasure, lifted_at__isnull=True)
            rows.update(lifted_at=entry.lifted_at)
    return done


def accept_repeat(*, item_id: UUID, by: User, at: dt.datetime) -> int:
    """Erase again the persons that an open repetition finds now, and close it; return their number.
    Raise NotFound for an unknown or decided repetition, DomainError privacy.still_active while one has an account,
    people.not_allowed.
    """
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    item = RetentionItem.objects.visible_to(by).filter(pk=item_id, rule=REPEAT, state="proposed").first()
    if item is None:
        raise NotFound("repeat")
    entry, count = read_ledger().get(UUID(item.record_id)), 0
    if entry is not None and entry.lifted_at is None:
        count, problem = _erase_rows(find_returned([entry])[entry.erasure], entry, by, at)
        if problem:
            raise DomainError(f"privacy.{problem}")
    with operation(by=by, at=at, kind="privacy.repeated"):
        item.state, item.decided_at, item.decided_by = RetentionItem.State.DONE, at, by
        item.save(update_fields=["state", "decided_at", "decided_by"])
    return count


def _erase_rows(rows: list[Found], entry: LedgerEntry, by: User, at: dt.datetime) -> tuple[int, str]:
    """Erase each person found; return how many, and why one of them could not be."""
    count, problem = 0, ""
    for kind, pk in rows:
        try:
            erase_person(subject=subject_of(kind, pk, again=True), by=by, at=at, basis=entry.basis)
        except NotFound:
            continue  # a contact goes with the company that is the same person
        except DomainError as refusal:
            if refusal.code == "privacy.still_active":
                problem = "still_active"
            elif refusal.code not in ("privacy.already_erased", "privacy.nobody"):
                raise
            continue
        count += 1
    return count, problem


def _doubt_about(entry: LedgerEntry, count: int) -> str:
    if entry.key not in known_key_ids():
        return "other_secret"
    if entry.kind == "other":
        return "typed"
    return "repeated" if count else ""


def _put_back(entry: LedgerEntry, by: User) -> None:
    erasure = Erasure(
        id=entry.erasure,
        at=entry.at,
        by=by,
        basis=entry.basis,
        kind=entry.kind,
        records={k: list(v) for k, v in entry.records.items()},
    )
    erasure.save(force_insert=True)
    Tombstone.objects.bulk_create(
        Tombstone(
            erasure=erasure, what=what, purpose=purpose, digest=digest, made_at=entry.at, lifted_at=entry.lifted_at
        )
        for what, purpose, digest in entry.tombstones
    )


def _administrator() -> User | None:
    """Return on whom a repetition is booked: the first administrator of the base, else who may erase."""
    people = [
        p
        for p in every_row(User).filter(is_active=True).order_by("pk")
        if p.has_permission(PrivacyPermission.ERASE_PERSONS)
    ]
    return min(people, key=lambda p: p.role != "administrator", default=None)
