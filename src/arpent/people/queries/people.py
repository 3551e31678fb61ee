"""Reads about people, and whom one may choose as an owner."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from ..models import Organisation, Team, User
from ..rules.roles import Act, Reach


def get_organisation() -> Organisation | None:
    return Organisation.objects.first()


def is_empty_base() -> bool:
    return not User.objects.exists()


def get_person_by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def list_people(*, by: User, act: Act = Act.SEE_CLIENTS) -> QuerySet[User]:
    """Return the active people a person reaches for an act: self, the team, or all."""
    people = User.objects.filter(is_active=True).select_related("team")
    reach = by.reach(act)
    if reach == Reach.ALL:
        return people
    if reach == Reach.TEAM and by.team_id:
        return people.filter(pk__in=by.colleague_ids())
    return people.filter(pk=by.pk)


def list_negotiators(*, by: User, act: Act = Act.SEE_CLIENTS) -> list[User]:
    """Return the people who can hold a portfolio and whom ``by`` reaches."""
    return list(list_people(by=by, act=act).exclude(role__in=("assistant",)))


def get_person(*, person_id: UUID, by: User, act: Act = Act.SEE_CLIENTS) -> User | None:
    return list_people(by=by, act=act).filter(pk=person_id).first()


def person_of(person_id: UUID) -> User:
    """Return who an event names. Raise User.DoesNotExist for nobody."""
    return User.objects.get(pk=person_id)


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people."""
    return {u.pk: u.full_name for u in User.objects.filter(pk__in=ids).only("first_name", "last_name", "email")}


def list_all_people() -> QuerySet[User]:
    """Return everybody, for the administrator's screen."""
    return User.objects.select_related("team").order_by("-is_active", "last_name", "first_name")


def list_teams() -> QuerySet[Team]:
    return Team.objects.all()


def get_any_person(*, person_id: UUID) -> User | None:
    """Return a person whoever asks, for the administrator's screen."""
    return User.objects.select_related("team").filter(pk=person_id).first()


def list_administrators() -> list[User]:
    """Return the active administrators, oldest first."""
    return list(User.objects.filter(role="administrator", is_active=True).order_by("date_joined", "pk"))
