"""Days and moments that travel as ISO texts, as a person reads them; what is none is shown as it stands."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from arpent.kernel.datetimes import parse_date, parse_datetime


def format_date(told: Any) -> str:
    day = parse_date(told) if told else None
    return date_format(day, "SHORT_DATE_FORMAT") if day else str(told or "")


def format_datetime(told: Any) -> str:
    moment = parse_datetime(told) if told else None
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else str(told or "")
