"""Find every row that names a person, from the declarations of the domains."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.functions import Cast

from arpent.kernel.personal_data import Kind, PersonalTable
from arpent.kernel.text import fold

from ..rules.subject import Subject
from ..rules.words import Words
from .declared import every_row, hex_of, list_declared
from .nearness import Nearness

CHUNK = 500


@dataclass
class Place:
    """One row that is the person's own or names them.
    ``near``: the last name alone identifies the person here; ``retained``: a reason code, "" when it may be redacted.
    """

    table: PersonalTable
    model: type[models.Model]
    pk: Any
    row: dict[str, Any]
    own: bool
    near: bool
    retained: str = ""


def find_places(subject: Subject, words: Words | None = None) -> Iterator[Place]:
    """Yield the rows that are the person's own or name them, table by table."""
    words, nearness = words or Words(subject), Nearness(subject)
    for table, model in list_declared():
        if table.columns:
            yield from _places_of(table, model, subject, words, nearness)


def _places_of(
    table: PersonalTable, model: type[models.Model], subject: Subject, words: Words, nearness: Nearness
) -> Iterator[Place]:
    rows = _candidates(table, model, subject, words)
    if rows is None:
        return
    names = [f.attname for f in model._meta.local_concrete_fields if not isinstance(f, models.BinaryField)]
    batch: list[Place] = []
    for row in rows.values(*names).iterator(chunk_size=CHUNK):
        near = _is_near(table, model, row, nearness)
        own = _is_own(table, model, row, subject, near=near)
        if own or _names(table, row, words, near=near):
            batch.append(Place(table, model, row[model._meta.pk.attname], row, own, near))
        if len(batch) == CHUNK:
            yield from _with_reasons(table, model, batch)
            batch = []
    yield from _with_reasons(table, model, batch)


def _candidates(
    table: PersonalTable, model: type[models.Model], subject: Subject, words: Words
) -> models.QuerySet[Any] | None:
    """Return the rows that may matter: own by id, own by address, or a loose match in a declared column."""
    condition = models.Q()
    ids = subject.records.get(table.model, frozenset())
    if ids:
        condition |= models.Q(pk__in=[_typed(model, i) for i in ids])
    if table.email:
        for email in subject.emails:
            condition |= models.Q(**{f"{table.email}__iexact": email})
    for column in table.phones:
        if subject.phones:
            condition |= models.Q(**{f"{column}__in": subject.phones})
    rows = every_row(model)
    if words.loose:
        columns = [c for c in table.columns if c != "password"]
        rows = rows.annotate(**{f"as_text_{c}": Cast(c, models.TextField()) for c in columns})
        for column in columns:
            condition |= models.Q(**{f"as_text_{column}__iregex": words.loose})
    if words.emails and model._meta.label == "people.User":
        condition |= models.Q(email__in=words.emails)
    return rows.filter(condition) if condition else None


def _typed(model: type[models.Model], pk: str) -> Any:
    return UUID(pk) if isinstance(model._meta.pk, models.UUIDField) else pk


def _is_near(table: PersonalTable, model: type[models.Model], row: dict[str, Any], nearness: Nearness) -> bool:
    if nearness.is_near(model, row):
        return True
    json = [row[c] for c, kind in table.columns.items() if kind == Kind.JSON]
    return bool(json) and nearness.names_near_record(json)


def _is_own(
    table: PersonalTable, model: type[models.Model], row: dict[str, Any], subject: Subject, *, near: bool
) -> bool:
    if hex_of(row[model._meta.pk.attname]) in subject.records.get(table.model, frozenset()):
        return True
    if table.email and str(row[table.email]).lower() in {e.lower() for e in subject.emails}:
        return True
    if any(row[c] and row[c] in subject.phones for c in table.phones):
        return True
    # Contacts and users are chosen by a person: of two who bear one name, only one asked.
    if not table.names or table.model in ("clients.Contact", "people.User") or not (near or not subject.namesake):
        return False
    full = fold(" ".join(str(row[c]) for c in table.names))
    return bool(full) and any(full in (fold(f"{a} {b}"), fold(f"{b} {a}")) for a, b in subject.names if a and b)


def _names(table: PersonalTable, row: dict[str, Any], words: Words, *, near: bool) -> bool:
    if table.model == "imports.ImportRow":
        return words.names_in_cells(list(row["cells"]))
    return any(words.names_in(_plain(row[c]), near=near) for c in table.columns)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | list | dict) else str(value or "")


def _with_reasons(table: PersonalTable, model: type[models.Model], batch: list[Place]) -> list[Place]:
    for keep in table.keep:
        retained = every_row(model).filter(pk__in=[p.pk for p in batch], **keep.lookup).values_list("pk", flat=True)
        found = set(retained)
        for place in batch:
            if place.pk in found:
                place.retained = keep.reason
    return batch
