"""Validity of a working pattern: hours, lunch, driving time and vehicle."""

from collections.abc import Mapping
from typing import Any

from arpent.kernel.errors import DomainError
from arpent.kernel.periods import Window

VEHICLES = ("car_diesel", "car_petrol", "car_hybrid", "car_electric")
# Driving a day, in minutes.
MIN_DRIVING, USUAL_DRIVING, MAX_DRIVING = 30, 300, 720


def check_pattern(values: Mapping[str, Any]) -> None:
    """Raise DomainError agenda.wrong_hours, agenda.wrong_driving or agenda.wrong_vehicle for invalid values.
    ``days``: seven [start, end] in minutes, empty for a day off; lunch must fit between its bounds; driving is 30 to
    720 minutes a day.
    """
    try:
        for span in values.get("days", []):
            if span:
                Window(*span)
        if values.get("lunch_minutes"):
            _check_lunch(values["lunch_from"], values["lunch_to"], values["lunch_minutes"])
    except (ValueError, TypeError, KeyError) as error:
        raise DomainError("agenda.wrong_hours") from error
    if not MIN_DRIVING <= values.get("max_driving_minutes", USUAL_DRIVING) <= MAX_DRIVING:
        raise DomainError("agenda.wrong_driving")
    if values.get("vehicle", VEHICLES[0]) not in VEHICLES:
        raise DomainError("agenda.wrong_vehicle")


def _check_lunch(earliest: int, latest: int, minutes: int) -> None:
    Window(earliest, latest)
    if latest - earliest < minutes:
        raise ValueError
