"""The state of a list page: filters, columns, order and grouping, read from the address and the person's choices."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from arpent.kernel.ids import parse_id
from arpent.people.public import User
from arpent.web.list_filters import FilterForm

from ..models import SavedView
from ..queries.keyset import OrderTerm, neighbours, order_terms, page_after
from ..queries.views import chosen_columns, find_view
from ..rules.columns import choose_columns, order_of, read_sort
from .definition import Column, ListDefinition

COUNT_LIMIT = 10_000
# Each batch may sort all rows again, when no index gives the order.
BATCH = 5_000
# Parameters of the page itself, which are no filters.
OWN_PARAMETERS = ("sort", "group", "after", "view", "list")


@dataclass(frozen=True)
class ListPage:
    """Rows of one page; ``next``: the cursor of the next one, "" on the last."""

    rows: Sequence[Any]
    next: str


class ListState:
    """A list as one person looks at it, from the query parameters of its page."""

    def __init__(self, definition: ListDefinition, params: QueryDict, *, by: User, today: dt.date) -> None:
        self.definition, self.params, self.by, self.today = definition, params, by, today

    @cached_property
    def form(self) -> FilterForm:
        """The filter form, filled from the address."""
        return self.definition.filter_form(self.params, self.by)

    @cached_property
    def criteria(self) -> Any:
        """The filter, an instance of the definition's ``filter_class``."""
        return self.form.read(self.definition.filter_class)

    @cached_property
    def view(self) -> SavedView | None:
        """The saved view that the address names, when the person may use it."""
        view_id = parse_id(self.params.get("view", ""))
        return find_view(by=self.by, list_code=self.definition.code, view_id=view_id)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns to show, in order: those of the view, or else of the person, or else of the list."""
        available = self.definition.visible_columns(self.by)
        wanted = self.view.columns if self.view and self.view.columns else None
        if wanted is None:
            wanted = chosen_columns(by=self.by, list_code=self.definition.code)
        keys = choose_columns(
            available=[c.key for c in available], default=[c.key for c in available if c.is_default], wanted=wanted
        )
        return [self.definition.by_key[key] for key in keys]

    @cached_property
    def sort(self) -> str:
        """Key of the column that sorts, with a leading "-" when descending."""
        sortable = {c.key for c in self.definition.visible_columns(self.by) if c.order}
        return read_sort(self.params.get("sort", ""), sortable=sortable, default=self.definition.sort)

    @cached_property
    def group(self) -> Column | None:
        """The column that the rows are grouped by."""
        column = self.definition.by_key.get(self.params.get("group", ""))
        allowed = column is not None and column in self.definition.visible_columns(self.by)
        return column if column and allowed and column.group and column.order else None

    @cached_property
    def terms(self) -> tuple[OrderTerm, ...]:
        """The order of the rows: group, chosen column, key."""
        column = self.definition.by_key[self.sort.removeprefix("-")]
        order = [*(self.group.order if self.group else ()), *order_of(self.sort, column.order)]
        unique = {field.removeprefix("-"): field for field in reversed(order)}
        return order_terms(self.queryset().model, list(reversed(unique.values())))

    def queryset(self) -> QuerySet[Any]:
        """Return the visible filtered records, unordered."""
        return self.definition.rows(by=self.by, criteria=self.criteria, today=self.today)

    def page(self) -> ListPage:
        """Return the page that the address asks for."""
        size, after = self.definition.page_size, self.params.get("after", "")
        records, cursor = page_after(self.queryset(), self.terms, cursor=after, size=size)
        return ListPage(self.definition.prepare(records, self.by, self.today), cursor)

    def count(self) -> int:
        """Return the number of filtered records, up to COUNT_LIMIT + 1."""
        return self.queryset().order_by()[: COUNT_LIMIT + 1].count()

    def ids(self, *, limit: int) -> list[UUID]:
        """Return the keys of all filtered records in order, at most ``limit``."""
        rows = self.queryset().order_by(*(t.expression() for t in self.terms))
        return list(rows.values_list("pk", flat=True)[:limit])

    def all_rows(self) -> Iterator[Any]:
        """Yield every filtered row in order, read in batches so that memory does not grow with their number."""
        cursor, more = "", True
        while more:
            records, cursor = page_after(self.queryset(), self.terms, cursor=cursor, size=BATCH)
            yield from self.definition.prepare(records, self.by, self.today)
            more = bool(cursor)

    def neighbours(self, record_id: UUID) -> tuple[UUID | None, UUID | None]:
        """Return the records before and after one in this list, None at the ends."""
        everything = self.definition.rows(by=self.by, criteria=self.definition.filter_class(), today=self.today)
        return neighbours(self.queryset(), self.terms, record=everything.filter(pk=record_id))
