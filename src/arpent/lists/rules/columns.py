"""Which columns a list shows, in which order, and how it is sorted and grouped."""

from collections.abc import Collection, Sequence
from enum import StrEnum


class ColumnKind(StrEnum):
    """How a value is written on screen, and as which type it is exported."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # euros
    PERCENT = "percent"  # 0 to 100
    DATE = "date"
    DATETIME = "datetime"
    FLAG = "flag"

    @property
    def is_numeric(self) -> bool:
        """Return whether values are aligned to the right."""
        return self in (ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.PERCENT)


def choose_columns(*, available: Sequence[str], default: Sequence[str], wanted: Sequence[str] | None) -> list[str]:
    """Return the keys of the columns to show, in order.

    ``available``: keys the person may see, the first of which names the record and is always shown. ``wanted``: the
    keys of a saved view or of the person's own choice, None without one. Unknown and repeated keys are left out.
    """
    chosen = [key for key in dict.fromkeys(default if wanted is None else wanted) if key in available]
    name = available[0]
    return chosen if name in chosen else [name, *chosen]


def read_sort(text: str, *, sortable: Collection[str], default: str) -> str:
    """Return the sort that a parameter names, the default for an unknown one. A leading "-" means descending."""
    return text if text.removeprefix("-") in sortable else default


def order_of(sort: str, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the order of ``fields``, which sort a column ascending; reversed when the sort is descending."""
    return tuple(map(reverse_field, fields)) if sort.startswith("-") else tuple(fields)


def reverse_field(field: str) -> str:
    """Return an order field with the opposite direction."""
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
