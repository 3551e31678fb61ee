"""What a domain declares of one of its lists; the pages, views, exports and bulk acts follow from it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import lazy

from arpent.people.public import User
from arpent.web.list_filters import FilterForm
from arpent.web.model_labels import field_label

from ..rules.columns import ColumnKind

# Definitions are made when modules are imported, before a reader's language is known.
lazy_label = lazy(field_label, str)


@dataclass(frozen=True)
class Column:
    """A column of a list.

    ``key``: its stable name, stored in views. ``value(row)``: the plain value, written by ``kind`` on screen and
    exported with its type; None when empty. ``order``: fields that sort it ascending, empty when it cannot be sorted.
    ``template``: draws the cell from ``row`` instead, for badges and links. ``url(row)``: where the cell leads.
    ``group(row)``: its label as a heading when the list is grouped by it, which takes an ``order``; None: not offered.
    ``is_default``: whether it is shown until a person chooses. ``on_phone``: whether the card on a phone shows it.
    ``permission``: the code that seeing it takes, "" for none. ``file_heading``: its heading in exported files when the
    import knows another name than ``label``.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    kind: ColumnKind = ColumnKind.TEXT
    order: tuple[str, ...] = ()
    template: str = ""
    url: Callable[[Any], str] | None = None
    group: Callable[[Any], str] | None = None
    is_default: bool = True
    on_phone: bool = True
    permission: str = ""
    file_heading: Any = ""


KINDS: tuple[tuple[type[models.Field[Any, Any]], ColumnKind], ...] = (
    (models.DateTimeField, ColumnKind.DATETIME),
    (models.DateField, ColumnKind.DATE),
    (models.BooleanField, ColumnKind.FLAG),
    (models.DecimalField, ColumnKind.NUMBER),
    (models.IntegerField, ColumnKind.NUMBER),
)


def model_column(
    model: type[models.Model], name: str, record: Callable[[Any], Any] = lambda row: row, **options: Any
) -> Column:
    """Return the column of a model's field: its label, kind and order are the field's, its choices written out.

    ``record(row)``: the record of a prepared row. ``options``: those of Column, which win.
    """
    column_field: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    kind = next((k for kind_of_field, k in KINDS if isinstance(column_field, kind_of_field)), ColumnKind.TEXT)
    choices = dict(column_field.flatchoices)

    def value(row: Any) -> Any:
        stored = getattr(record(row), name)
        return str(choices[stored]) if stored in choices else stored

    if choices:
        kind = ColumnKind.TEXT
    given: dict[str, Any] = {"key": name, "label": lazy_label(model, name), "value": value, "kind": kind}
    return Column(**(given | {"order": (name,)} | options))


@dataclass(frozen=True)
class QuickFilter:
    """A filter in sight above the list: its label and the query parameters that it sets."""

    label: Any
    query: Mapping[str, str]


@dataclass(frozen=True)
class ListDefinition:
    """A list of records of one model.

    ``code``: its stable name, "deals.deals". ``url_name``: its page. ``permission``: the code that reading it takes.
    ``filter_form(query, by)``: the form that reads ``filter_class`` from the address. ``rows(by=, criteria=, today=)``:
    the visible filtered records, unordered, with all that ``prepare`` and the columns read. ``prepare(records, by,
    today)``: the rows of a page in the same order, each with a ``pk``, in a constant number of queries. ``columns``:
    the first names the record and is always shown. ``sort``: key of the column that sorts by default; "-key" descends.
    ``quick_filters(by)``: filters in sight.
    """

    code: str
    title: Any
    url_name: str
    permission: str
    filter_class: type[Any]
    filter_form: Callable[[QueryDict, User], FilterForm]
    rows: Callable[..., QuerySet[Any]]
    columns: tuple[Column, ...]
    sort: str
    prepare: Callable[[Sequence[Any], User, dt.date], Sequence[Any]] = field(default=lambda records, by, today: records)
    quick_filters: Callable[[User], Sequence[QuickFilter]] = field(default=lambda by: ())
    page_size: int = 50

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Return the columns by their key."""
        return {c.key: c for c in self.columns}

    def visible_columns(self, by: User) -> tuple[Column, ...]:
        """Return the columns that a person may see."""
        return tuple(c for c in self.columns if not c.permission or by.has_permission(c.permission))


_lists: dict[str, ListDefinition] = {}


def register_list(definition: ListDefinition) -> None:
    """Register a list of a manifest. Raise ValueError for a code that another list has."""
    if _lists.setdefault(definition.code, definition) is not definition:
        raise ValueError(f"list {definition.code} is declared twice")


def find_list(code: str) -> ListDefinition | None:
    """Return the list of a code, None for an unknown one."""
    return _lists.get(code)
