"""Redact the rows of the database."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db import IntegrityError, models, transaction

from arpent.database.lengths import fitted
from arpent.kernel.personal_data import Kind

from ..queries.declared import every_row, hex_of
from ..queries.places import Place
from ..rules.redaction import redact_values
from ..rules.words import Words


def redact_place(place: Place, words: Words, *, at: dt.datetime, whole: bool) -> bool:
    """Redact one row: empty it, replace words in it, or delete it; return whether it changed. Retained rows are
    unchanged.
    """
    if place.retained:
        return False
    rows = every_row(place.model).filter(pk=place.pk)
    if _is_to_delete(place):
        return bool(rows.delete()[0])
    changes = redact_values(
        place.table, place.row, words, pk=hex_of(place.pk), own=place.own, near=place.near, whole=whole
    )
    if place.own and place.table.revoke and place.row[place.table.revoke] is None:
        changes[place.table.revoke] = at
    if not changes:
        return False
    _update(place, {c: _fitting(place.model, c, v) for c, v in changes.items()})
    return True


def _is_to_delete(place: Place) -> bool:
    """Derived rows are computed anew, rejected rows of a file go whole, and some rows are nothing but the person."""
    if any(kind == Kind.DERIVED for kind in place.table.columns.values()) or place.table.model == "imports.ImportRow":
        return True
    if place.own and place.table.delete_own:
        return True
    return place.own and place.table.drop_unused and not _is_used(place)


def _is_used(place: Place) -> bool:
    return any(
        every_row(r.related_model).filter(**{r.field.attname: place.pk}).exists()
        for r in place.model._meta.get_fields(include_hidden=True)
        if isinstance(r, models.ForeignObjectRel) and r.field.concrete
    )


def _fitting(model: type[models.Model], column: str, value: Any) -> Any:
    has_length = getattr(model._meta.get_field(column), "max_length", None)
    return fitted(model, column, value) if isinstance(value, str) and has_length else value


def _update(place: Place, changes: dict[str, Any]) -> None:
    rows = every_row(place.model).filter(pk=place.pk)
    try:
        with transaction.atomic():
            rows.update(**changes)
    except IntegrityError:
        # A unique name that is now the same as another's takes a mark of its own.
        mark = f" {hex_of(place.pk)[-6:]}"
        rows.update(**{c: v + mark if isinstance(v, str) and v else v for c, v in changes.items()})


def redact_places(places: list[Place], words: Words, *, at: dt.datetime, whole: bool) -> Counter[str]:
    """Redact rows, referencing ones before the person's own; return the number of changed rows by model."""
    counts: Counter[str] = Counter()
    for place in sorted(places, key=lambda p: p.own):
        counts[place.table.model] += redact_place(place, words, at=at, whole=whole)
    return +counts
