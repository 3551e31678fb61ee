"""Find erased persons in the database again, by ids of their rows and by keyed digests."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.apps import apps

from ..rules.ledger import LedgerEntry
from .declared import every_row
from .subjects import COMPANY, CONTACT, KINDS, SITE, USER
from .tombstones import Pair, digests_of, pairs_of

# A sole trader's company before its contacts: they are one person.
ORDER = ("company", "contact", "user")
Found = tuple[str, UUID]


def find_returned(entries: Sequence[LedgerEntry]) -> dict[UUID, list[Found]]:
    """Return, by erasure, the (kind, id) of the erased contacts, users and companies that are in the database.
    A company is matched by id, SIREN or trade name only, since its address identifies no person. Each of the tables is
    read once.
    """
    found: dict[UUID, set[Found]] = {e.erasure: set(_by_id(e)) for e in entries}
    owners: dict[str, list[UUID]] = {}
    for entry in entries:
        for what, _purpose, digest in entry.tombstones:
            if what != "record":
                owners.setdefault(digest, []).append(entry.erasure)
    if owners:
        for kind, pk, pairs in _everybody():
            for what, value in pairs:
                for digest in digests_of(what, value):
                    for erasure in owners.get(digest, ()):
                        found[erasure].add((kind, pk))
    return {e: sorted(rows, key=lambda r: (ORDER.index(r[0]), r[1])) for e, rows in found.items()}


def _by_id(entry: LedgerEntry) -> Iterator[Found]:
    for kind, label in KINDS.items():
        ids = [UUID(i) for i in entry.records.get(label, ()) if len(i) == 32]
        for pk in every_row(apps.get_model(label)).filter(pk__in=ids).values_list("pk", flat=True):
            yield kind, pk


def _everybody() -> Iterator[tuple[str, UUID, list[Pair]]]:
    contacts = every_row(apps.get_model(CONTACT)).values_list(
        "pk", "email", "phone", "mobile", "first_name", "last_name", "company__name"
    )
    for pk, email, phone, mobile, first, last, company in contacts.iterator(chunk_size=500):
        yield (
            "contact",
            pk,
            pairs_of(emails=[email], phones=[phone, mobile], full_name=f"{first} {last}", place=company),
        )
    for pk, email, phone in (
        every_row(apps.get_model(USER)).values_list("pk", "email", "phone").iterator(chunk_size=500)
    ):
        yield "user", pk, pairs_of(emails=[email], phones=[phone])
    for pk, siren in every_row(apps.get_model(COMPANY)).exclude(siren="").values_list("pk", "siren").iterator():
        yield "company", pk, pairs_of(emails=[], phones=[], sirens=[siren])
    sites = every_row(apps.get_model(SITE)).values_list("company_id", "company__name", "postcode")
    for pk, name, postcode in sites.iterator(chunk_size=500):
        yield "company", pk, pairs_of(emails=[], phones=[], full_name=name, place=postcode)
