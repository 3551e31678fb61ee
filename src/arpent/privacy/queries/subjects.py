"""Build the subject of an erasure or export from a contact, a user, a sole trader's company, or typed words."""

import json
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from arpent.database.folding import equals_text
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.text import fold

from ..rules.subject import Subject
from ..rules.words import MARK
from .declared import every_row, hex_of
from .identifiers import read_address, read_number
from .tombstones import digests_in_force, is_known

CONTACT, USER, COMPANY, SITE = "clients.Contact", "people.User", "clients.Company", "clients.Site"
ERASED = {MARK, "Personne effacée", "Entreprise effacée"}
KINDS = {"contact": CONTACT, "user": USER, "company": COMPANY}


def subject_of(kind: str, record_id: UUID, words: tuple[str, ...] = (), *, again: bool = False) -> Subject:
    """Return the person that a record describes. Raise NotFound without such a record.
    Raise DomainError privacy.already_erased for an erased one, unless ``again``: a restored database may have the
    person under the same id.
    """
    label = KINDS.get(kind)
    row = every_row(apps.get_model(label)).filter(pk=record_id).values().first() if label else None
    if row is None:
        raise NotFound(kind)
    if not again and is_known([("record", hex_of(record_id))], digests_in_force()):
        raise DomainError("privacy.already_erased")
    if kind == "contact":
        return _contact(row, words)
    if kind == "user":
        return _user(row, words)
    return _company(row, words)


def typed_subject(*, name: str, email: str, phone: str, words: tuple[str, ...] = ()) -> Subject:
    """Return the subject that typed words describe: somebody named only in texts, or a removed contact."""
    first, _, last = name.strip().rpartition(" ")
    names = ((first, last),) if name.strip() else ()
    address, number = read_address(email), read_number(phone)
    if removed := _removed_contacts({"first_name": first, "last_name": last}, [address], [number]):
        typed = {"first_name": first, "last_name": last, "email": address, "phone": number}
        return _person("other", removed, words, [typed])
    return Subject(
        "other",
        names,
        (address,) if address else (),
        (number,) if number else (),
        words,
        namesake=_is_namesake(names, set(), None),
    )


def _contact(row: dict[str, Any], words: tuple[str, ...]) -> Subject:
    people = [row, *_same_person(apps.get_model(CONTACT), row)]
    removed = _removed_contacts(row, [row["email"]], [row["phone"], row["mobile"]])
    return _person("contact", [*people, *removed], words)


def _person(
    kind: str, people: list[dict[str, Any]], words: tuple[str, ...], typed: list[dict[str, Any]] | None = None
) -> Subject:
    """Return the person whom some contacts are, with what the trail and the administrator say of them besides."""
    ids = {hex_of(r["id"]) for r in people}
    everything = [*(typed or ()), *people, *(f for pk in ids for f in _former(CONTACT, pk))]
    names = _distinct((r.get("first_name") or "", r.get("last_name") or "") for r in everything)
    emails = _distinct(str(r.get("email") or "").lower() for r in everything)
    phones = _distinct(str(r.get(c) or "") for r in everything for c in ("phone", "mobile"))
    return Subject(
        kind,
        tuple(n for n in names if any(n)),
        tuple(e for e in emails if e and not _is_shared("email", e, ids)),
        tuple(p for p in phones if p and not _is_shared("phone", p, ids)),
        words,
        {CONTACT: frozenset(ids)},
        frozenset(hex_of(r["company_id"]) for r in people),
        namesake=_is_namesake(names, ids, None),
        functions=tuple(f for f in _distinct(str(r.get("function") or "") for r in everything) if f),
    )


def _user(row: dict[str, Any], words: tuple[str, ...]) -> Subject:
    pk = hex_of(row["id"])
    everything = [row, *_former(USER, pk)]
    names = _distinct((r.get("first_name", ""), r.get("last_name", "")) for r in everything)
    emails = _distinct(str(r.get("email") or "").lower() for r in everything)
    phones = _distinct(str(r.get("phone") or "") for r in everything)
    records = {USER: frozenset({pk})}
    for label, column in (
        ("agenda.WorkPattern", "person_id"),
        ("sync.Device", "person_id"),
        ("mfa.Authenticator", "user_id"),
        ("usersessions.UserSession", "user_id"),
    ):
        rows = every_row(apps.get_model(label)).filter(**{column: row["id"]}).values_list("pk", flat=True)
        records[label] = frozenset(hex_of(r) for r in rows)
    return Subject(
        "user",
        tuple(n for n in names if any(n)),
        tuple(e for e in emails if e),
        tuple(p for p in phones if p),
        words,
        records,
        namesake=_is_namesake(names, set(), pk),
    )


def _company(row: dict[str, Any], words: tuple[str, ...]) -> Subject:
    """Return a sole trader: the company, its places and its contacts are one person."""
    pk = hex_of(row["id"])
    sites = [
        hex_of(i) for i in every_row(apps.get_model(SITE)).filter(company_id=row["id"]).values_list("pk", flat=True)
    ]
    contacts = list(every_row(apps.get_model(CONTACT)).filter(company_id=row["id"]).values())
    former = [*_former(COMPANY, pk), *(f for c in contacts for f in _former(CONTACT, hex_of(c["id"])))]
    everything = [row, *contacts, *former]
    names = _distinct((str(r.get("first_name") or ""), str(r["last_name"])) for r in everything if r.get("last_name"))
    emails = _distinct(str(r.get("email") or "").lower() for r in everything)
    phones = _distinct(str(r.get(c) or "") for r in everything for c in ("phone", "mobile"))
    trade = _distinct(str(r["name"]) for r in everything if r.get("name"))
    records = {COMPANY: frozenset({pk}), SITE: frozenset(sites), CONTACT: frozenset(hex_of(c["id"]) for c in contacts)}
    return Subject(
        "company",
        tuple(names),
        tuple(e for e in emails if e),
        tuple(p for p in phones if p),
        (*words, *trade),
        records,
        frozenset({pk}),
        namesake=_is_namesake(names, set(records[CONTACT]), None),
    )


def _same_person(model: type[models.Model], row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the other contacts with the same e-mail and a name in common: one person at two companies, or entered
    twice.
    """
    if not row["email"]:
        return []
    others = every_row(model).filter(email__iexact=row["email"]).exclude(pk=row["id"]).values()
    return [o for o in others if _name_words(o) & _name_words(row)]


def _removed_contacts(person: dict[str, Any], emails: list[str], phones: list[str]) -> list[dict[str, Any]]:
    """Return the last values of removed contacts with an address and a name in common with a person: only the trail has
    them.
    """
    addresses, numbers = {e.lower() for e in emails if e}, {p for p in phones if p}
    condition = models.Q()
    for value in addresses | numbers:
        condition |= models.Q(before__icontains=value)
    if not condition or not _name_words(person):
        return []
    model = apps.get_model(CONTACT)
    entries = every_row(apps.get_model("history.AuditEntry")).filter(condition, table=model._meta.db_table, action="D")
    rows = {hex_of(r["id"]): r for r in map(json.loads, entries.order_by("id").values_list("before", flat=True))}
    live = {hex_of(pk) for pk in every_row(model).filter(pk__in=[UUID(i) for i in rows]).values_list("pk", flat=True)}
    return [
        r
        for pk, r in rows.items()
        if pk not in live
        and _name_words(r) & _name_words(person)
        and (str(r["email"]).lower() in addresses or numbers & {r["phone"], r["mobile"]})
    ]


def _name_words(row: dict[str, Any]) -> set[str]:
    return {w for w in fold(f"{row['first_name']} {row['last_name']}").split() if len(w) > 1}


def _is_shared(column: str, value: str, own: set[str]) -> bool:
    """Return whether an address is also a company's or another contact's: the switchboard is nobody's own."""
    condition = models.Q(email__iexact=value) if column == "email" else models.Q(phone=value)
    if every_row(apps.get_model(COMPANY)).filter(condition).exists():
        return True
    if column == "phone":
        condition |= models.Q(mobile=value)
    others = every_row(apps.get_model(CONTACT)).filter(condition).values_list("pk", flat=True)
    return any(hex_of(pk) not in own for pk in others)


def _is_namesake(names: Any, own: set[str], user: str | None) -> bool:
    """Return whether somebody else in the file, or of the firm, bears one of the full names."""
    for first, last in names:
        if not (first.strip() and last.strip()):
            continue
        for label, mine in ((CONTACT, own), (USER, {user} if user else set())):
            rows = every_row(apps.get_model(label)).filter(equals_text([last], "last_name"))
            if any(
                fold(f) == fold(first) and hex_of(pk) not in mine for pk, f in rows.values_list("pk", "first_name")
            ) and (own or user):
                return True
    return False


def _former(label: str, pk: str) -> list[dict[str, Any]]:
    """Return the values a row had before, from the trail."""
    table = apps.get_model(label)._meta.db_table
    entries = every_row(apps.get_model("history.AuditEntry")).filter(record_id=pk, table=table)
    texts = [t for before, after in entries.values_list("before", "after") for t in (before, after) if t]
    return [json.loads(t) for t in dict.fromkeys(texts)]


def _distinct(values: Any) -> tuple[Any, ...]:
    """Return each value once, without what an earlier erasure left in its place."""
    return tuple(v for v in dict.fromkeys(values) if not (set(v) if isinstance(v, tuple) else {v}) & ERASED)
