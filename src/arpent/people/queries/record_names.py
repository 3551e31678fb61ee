"""Names of records by id, as a reader may see them: what a manifest declares in ``HistoryLabels.record_names``."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from ..models import Team, User
from .people import names_by_id


def visible_names(model: Any) -> Callable[[User, Collection[UUID]], dict[UUID, str]]:
    """Return a function ``(by, ids)`` that names the records of a scoped model that a person may see, in one query."""

    def names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
        return {record.pk: str(record) for record in model.objects.visible_to(by).filter(pk__in=ids)}

    return names


def user_names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the full names of users by id: colleagues know one another's names."""
    return names_by_id(ids)


def team_names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of teams by id, for every user."""
    return {team.pk: str(team) for team in Team.objects.filter(pk__in=ids)}
