"""Declarations of personal data of all domains, registered at start-up by the composition root."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from arpent.kernel.personal_data import Activity, PersonalTable

_TABLES: dict[str, PersonalTable] = {}
_ACTIVITIES: list[Activity] = []


def register_personal_data(tables: Iterable[PersonalTable], activities: Iterable[Activity] = ()) -> None:
    """Add the declarations of one domain."""
    _TABLES.update({t.model: t for t in tables})
    _ACTIVITIES.extend(a for a in activities if a not in _ACTIVITIES)


def list_declared() -> Iterator[tuple[PersonalTable, type[models.Model]]]:
    """Yield each declaration with its model, including tables without personal data."""
    for table in _TABLES.values():
        yield table, apps.get_model(table.model)


def get_declared(label: str) -> PersonalTable | None:
    """Return the declaration of a model, or None."""
    return _TABLES.get(label)


def list_activities() -> list[Activity]:
    """Return the activities from which retention periods are counted."""
    return list(_ACTIVITIES)


def every_row(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return all rows of a table regardless of visibility, since the rights of erasure and access cover every
    portfolio.
    """
    return model._base_manager.all()


def hex_of(value: Any) -> str:
    """Return an id as the audit trail stores it: 32 hexadecimal digits, or the number; "" for None."""
    return str(value).replace("-", "").lower() if value is not None else ""
