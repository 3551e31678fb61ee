"""Days and moments that travel as ISO texts, as a person reads them; what is none is shown as it stands."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from arpent.kernel.moments import read_day, read_moment


def show_day(told: Any) -> str:
    day = read_day(told) if told else None
    return date_format(day, "SHORT_DATE_FORMAT") if day else str(told or "")


def show_moment(told: Any) -> str:
    moment = read_moment(told) if told else None
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else str(told or "")
