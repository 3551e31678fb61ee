"""Actions on sessions and second factors."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from arpent.history.public import operation
from arpent.kernel.errors import NotFound
from arpent.people.permissions import PeoplePermission
from arpent.people.public import Organisation, Role, User, require_permission
from arpent.web.security_log import SecurityEvent, log_security_event


def require_second_factor(*, by: User, at: dt.datetime, roles: Iterable[str]) -> Organisation:
    """Set the roles that require a second factor. People without one must set it up at their next request.
    Raise DomainError people.not_allowed, ValueError for an unknown role, NotFound when there is no organisation yet.
    """
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    required_roles = sorted({Role(r).value for r in roles})
    with operation(by=by, at=at, kind="accounts.second_factor"):
        firm = Organisation.objects.select_for_update().first()
        if firm is None:
            raise NotFound("organisation")
        firm.second_factor_roles = required_roles
        firm.save(update_fields=["second_factor_roles"])
    log_security_event(SecurityEvent.SECOND_FACTOR_RULE, by=by.pk, roles=required_roles)
    return firm


def reset_second_factor(*, person_id: UUID, by: User | None, at: dt.datetime) -> User:
    """Remove all second factors and recovery codes of a person, and end the person's sessions.
    ``by``: None for the command line, which is trusted. Raise DomainError people.not_allowed, NotFound for an unknown
    person.
    """
    if by is not None:
        require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound("person")
    with operation(by=by, at=at, kind="accounts.factor_reset", label=person.full_name):
        count, _by_kind = Authenticator.objects.filter(user=person).delete()
    log_security_event(SecurityEvent.SECOND_FACTOR_RESET, by=by.pk if by else None, person=person.pk, count=count)
    _end(UserSession.objects.filter(user=person), by=by, person=person)
    return person


def end_sign_in(*, by: User, sign_in_id: int) -> None:
    """End one of the person's own sessions. Raise NotFound when it is not theirs or has already ended."""
    if not _end(UserSession.objects.filter(user=by, pk=sign_in_id), by=by, person=by):
        raise NotFound("session")


def end_other_sign_ins(*, by: User, current: str) -> int:
    """End the person's own sessions except the one with the key ``current``; return their number."""
    return _end(UserSession.objects.filter(user=by).exclude(session_key=current), by=by, person=by)


def end_all_sign_ins(*, by: User, person_id: UUID) -> int:
    """End all sessions of a person and return their number.
    The person's devices can still submit pending records with their own tokens. Raise DomainError people.not_allowed,
    NotFound for an unknown person.
    """
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound("person")
    return _end(UserSession.objects.filter(user=person), by=by, person=person)


def _end(rows: Iterable[UserSession], *, by: User | None, person: User) -> int:
    ended = 0
    for row in rows:
        row.end()
        ended += 1
    if ended:
        log_security_event(SecurityEvent.SESSIONS_ENDED, by=by.pk if by else None, person=person.pk, count=ended)
    return ended
