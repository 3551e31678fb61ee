"""Localised display of dates and times stored as ISO texts; invalid texts are returned unchanged."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from arpent.kernel.datetimes import parse_date, parse_datetime


def format_date(text: Any) -> str:
    """Return an ISO date in the user's locale; an invalid text unchanged, "" for nothing."""
    day = parse_date(text) if text else None
    return date_format(day, "SHORT_DATE_FORMAT") if day else str(text or "")


def format_datetime(text: Any) -> str:
    """Return an ISO date and time in the current time zone and the user's locale; an invalid text unchanged, "" for
    nothing.
    """
    moment = parse_datetime(text) if text else None
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else str(text or "")
