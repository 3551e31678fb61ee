"""Values of a list's cells as people read them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arpent.web.templatetags.web_tags import euros, exact

from ..rules.columns import ColumnKind

EMPTY = "—"


def _datetime(value: dt.datetime) -> str:
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


FORMATS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.TEXT: str,
    ColumnKind.NUMBER: exact,
    ColumnKind.MONEY: euros,
    ColumnKind.PERCENT: lambda value: f"{exact(value)} %",
    ColumnKind.DATE: lambda value: date_format(value, "SHORT_DATE_FORMAT"),
    ColumnKind.DATETIME: _datetime,
    ColumnKind.FLAG: lambda value: _("oui") if value else _("non"),
}


def format_value(value: Any, kind: ColumnKind) -> str:
    """Return a value in the reader's language; a dash when it is empty."""
    return EMPTY if value is None or value == "" else FORMATS[kind](value)
