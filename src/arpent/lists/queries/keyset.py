"""Keyset pagination: pages and neighbours of a sorted queryset without OFFSET, so that deep pages cost as little."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy


@dataclass(frozen=True)
class OrderTerm:
    """One field of an order. Empty values come last unless ``nulls_first``."""

    field: "Field[Any, Any]"
    path: str
    is_descending: bool = False
    nulls_first: bool = False

    @property
    def is_nullable(self) -> bool:
        """Return whether a row may have no value: a relation on the way counts as one that may be missing."""
        return bool(self.field.null) or "__" in self.path

    def reversed(self) -> "OrderTerm":
        """Return the term of the opposite order."""
        return replace(self, is_descending=not self.is_descending, nulls_first=not self.nulls_first)

    def expression(self) -> OrderBy:
        """Return the ORDER BY expression; plain for a column without empty values, so that an index gives the order."""
        nulls: dict[str, Any] = {}
        if self.is_nullable:
            nulls = {"nulls_first": True} if self.nulls_first else {"nulls_last": True}
        return F(self.path).desc(**nulls) if self.is_descending else F(self.path).asc(**nulls)


def order_terms(model: type[Model], order: Sequence[str]) -> tuple[OrderTerm, ...]:
    """Return the terms of an order such as ("-amount", "owner__last_name"), completed by the primary key.

    The key runs in the direction of the first field, so that one index can give the whole order.
    """
    terms = [
        OrderTerm(_field(model, name.removeprefix("-")), name.removeprefix("-"), name.startswith("-")) for name in order
    ]
    pk = model._meta.pk
    if not any(t.path in ("pk", pk.name) for t in terms):
        terms.append(OrderTerm(pk, "pk", bool(terms) and terms[0].is_descending))
    return tuple(terms)


def _field(model: type[Model], path: str) -> "Field[Any, Any]":
    names = path.split("__")
    for name in names[:-1]:
        related = model._meta.get_field(name).related_model
        if not (isinstance(related, type) and issubclass(related, Model)):
            raise FieldDoesNotExist(path)
        model = related
    field = model._meta.pk if names[-1] == "pk" else model._meta.get_field(names[-1])
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field


def page_after[M: Model](
    rows: QuerySet[M], terms: Sequence[OrderTerm], *, cursor: str, size: int
) -> tuple[list[M], str]:
    """Return one page of a queryset and the cursor of the next page, "" on the last.

    ``cursor``: the previous page's, "" for the first page; an invalid one shows the first page.
    """
    after = read_cursor(terms, cursor) if cursor else None
    if after is not None:
        rows = rows.filter(beyond(terms, after))
    found = list(rows.order_by(*(t.expression() for t in terms))[: size + 1])
    if len(found) <= size:
        return found, ""
    return found[:size], write_cursor(_values(rows, terms, found[size - 1]))


def neighbours(
    rows: QuerySet[Any], terms: Sequence[OrderTerm], *, record: QuerySet[Any]
) -> tuple[UUID | None, UUID | None]:
    """Return the keys of the rows before and after a record in a sorted queryset, None at the ends.

    ``record``: a queryset of the one record, which need not be among the rows any more.
    """
    values = record.values_list(*(t.path for t in terms)).first()
    if values is None:
        return None, None
    back = tuple(t.reversed() for t in terms)

    def first(of: Sequence[OrderTerm]) -> UUID | None:
        near = rows.filter(beyond(of, values)).order_by(*(t.expression() for t in of))
        found: UUID | None = near.values_list("pk", flat=True).first()
        return found

    return first(back), first(terms)


def _values(rows: QuerySet[Any], terms: Sequence[OrderTerm], row: Model) -> tuple[Any, ...]:
    """Return the values of a row's order, with a query only for those that the row has not loaded."""
    paths, deferred = [t.path for t in terms], row.get_deferred_fields()
    if all("__" not in path and path not in deferred for path in paths):
        return tuple(getattr(row, path) for path in paths)
    values: tuple[Any, ...] = rows.filter(pk=row.pk).values_list(*paths).get()
    return values


def beyond(terms: Sequence[OrderTerm], values: Sequence[Any]) -> Q:
    """Return the condition of rows that come after these values in the order.

    "At or beyond, and not this row or before it" is one walk along an index, where an OR of two would be sorted.
    """
    if not terms:
        return Q(pk__in=())
    term, value, rest = terms[0], values[0], beyond(terms[1:], values[1:])
    empty = Q(**{f"{term.path}__isnull": True})
    if value is None:
        same = empty & rest
        return same | ~empty if term.nulls_first else same
    sign = "lt" if term.is_descending else "gt"
    strictly = Q(**{f"{term.path}__{sign}": value})
    found = Q(**{f"{term.path}__{sign}e": value}) & (strictly | rest) if len(terms) > 1 else strictly
    return found | empty if term.is_nullable and not term.nulls_first else found


def write_cursor(values: Sequence[Any]) -> str:
    """Return the values of a row's order as a text for a URL."""
    plain = json.dumps([_plain(v) for v in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def read_cursor(terms: Sequence[OrderTerm], cursor: str) -> tuple[Any, ...] | None:
    """Return the values that a cursor holds, None for an invalid one."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        pairs = list(zip(terms, values, strict=True))
        return tuple(None if v is None else t.field.to_python(v) for t, v in pairs)
    except (ValueError, TypeError, ValidationError, OverflowError):
        return None
