"""Queries of the organisation, its people and teams."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from ..models import Organisation, Team, User
from ..permissions import PeoplePermission
from ..rules.roles import Role, Scope


def get_organisation() -> Organisation | None:
    """Return the organisation; None before it is created."""
    return Organisation.objects.first()


def is_empty_base() -> bool:
    """Return whether the database has no users."""
    return not User.objects.exists()


def get_person_by_email(email: str) -> User | None:
    """Return the user of an e-mail address, case-insensitively, or None."""
    return User.objects.filter(email__iexact=email.strip()).first()


def list_people(
    *, by: User, permission: str = PeoplePermission.SEE_COLLEAGUES, closed_too: bool = False
) -> QuerySet[User]:
    """Return the people within the scope of a permission: self, the team, or all.

    ``closed_too``: include closed accounts.
    """
    people = User.objects.select_related("team")
    if not closed_too:
        people = people.filter(is_active=True)
    reach = by.scope(permission)
    if reach == Scope.ALL:
        return people
    if reach == Scope.TEAM and by.team_id:
        return people.filter(pk__in=by.colleague_ids())
    return people.filter(pk=by.pk)


def list_negotiators(*, by: User, permission: str = PeoplePermission.SEE_COLLEAGUES) -> list[User]:
    """Return the people within ``by``'s scope who can own a portfolio."""
    return list(list_people(by=by, permission=permission).exclude(role__in=("assistant",)))


def owner_choices(
    *, by: User, permission: str = PeoplePermission.SEE_COLLEAGUES, current: str = "", closed_too: bool = False
) -> list[tuple[str, str]]:
    """Return (id, name) of the people to offer as owners in a select.

    ``current``: id of the record's owner, offered even if the account is closed, so that saving a form does not change
    it. ``closed_too``: include all closed accounts, for filters that find portfolios to reassign.
    """
    people = list_people(by=by, permission=permission, closed_too=True).exclude(role=Role.ASSISTANT)
    return [(str(p.pk), p.choice_label) for p in people if p.is_active or closed_too or str(p.pk) == current]


def get_person(
    *, person_id: UUID, by: User, permission: str = PeoplePermission.SEE_COLLEAGUES, closed_too: bool = False
) -> User | None:
    """Return a person within the scope of a permission, or None; ``closed_too``: include closed accounts."""
    return list_people(by=by, permission=permission, closed_too=closed_too).filter(pk=person_id).first()


def names_with_permission(permission: str) -> list[str]:
    """Return the names of the active people who have a permission with scope ALL."""
    people = User.objects.filter(is_active=True).order_by("last_name", "first_name")
    return [p.full_name for p in people if p.scope(permission) == Scope.ALL]


def list_team_mates(*, by: User) -> QuerySet[User]:
    """Return the active people whom a person may ask to do something: self and the team, everybody for who sees all."""
    people = User.objects.filter(is_active=True)
    if by.scope(PeoplePermission.SEE_COLLEAGUES) == Scope.ALL:
        return people
    return people.filter(pk__in={by.pk, *(by.colleague_ids() if by.team_id else ())})


def get_user(person_id: UUID) -> User:
    """Return a person by id, without access check, for reactions to events. Raise User.DoesNotExist."""
    return User.objects.get(pk=person_id)


def list_people_with_access(*, permission: str, owners: Iterable[UUID | None]) -> list[User]:
    """Return the active people who see, by the scope of a permission, the records of these owners.

    Records of nobody (no owner, or None only) are seen by those whose scope is ALL.
    """
    people = list(User.objects.filter(is_active=True))
    wanted = {pk for pk in owners if pk is not None}
    teams = set(User.objects.filter(pk__in=wanted, team__isnull=False).values_list("team_id", flat=True))
    found = []
    for person in people:
        scope = person.scope(permission)
        is_own, is_team = person.pk in wanted, person.team_id in teams
        if scope == Scope.ALL or (scope is not None and is_own) or (scope == Scope.TEAM and is_team):
            found.append(person)
    return found


def names_by_id(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the full names of people by id, without access check; unknown ids are left out."""
    return {u.pk: u.full_name for u in User.objects.filter(pk__in=ids).only("first_name", "last_name", "email")}


def list_all_people() -> QuerySet[User]:
    """Return all people without access check, active ones first, for the administrator's page."""
    return User.objects.select_related("team").order_by("-is_active", "last_name", "first_name")


def list_teams() -> QuerySet[Team]:
    """Return the teams by name."""
    return Team.objects.all()


def get_any_person(*, person_id: UUID) -> User | None:
    """Return a person by id without access check, for the administrator's page; None without one."""
    return User.objects.select_related("team").filter(pk=person_id).first()


def list_administrators() -> list[User]:
    """Return the active administrators, oldest first."""
    return list(User.objects.filter(role="administrator", is_active=True).order_by("date_joined", "pk"))
