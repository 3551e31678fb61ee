"""Actions on the organisation and its members: create, invite, change."""

import datetime as dt
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from arpent.database.folding import equals_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.events import publish
from arpent.kernel.merging import Seen, merge_record
from arpent.people.permissions import PeoplePermission
from arpent.people.public import Organisation, Role, Team, User, require_permission
from arpent.web.security_log import SecurityEvent, log_security_event

from ..events import PersonCreated


def found_organisation(
    *,
    name: str,
    email: str,
    first_name: str,
    last_name: str,
    password: str,
    at: dt.datetime,
    demonstration: bool = False,
) -> User:
    """Create the organisation and its administrator.
    ``demonstration``: the fictional firm, with published passwords and without second factors. Raise DomainError
    accounts.already_founded when the database has people, and those of ``create_person``.
    """
    if User.objects.exists():
        raise DomainError("accounts.already_founded")
    with operation(by=None, at=at, kind="people.found", label=name):
        roles = [] if demonstration else [Role.ADMINISTRATOR.value]
        Organisation.objects.create(name=name, created_at=at, is_demonstration=demonstration, second_factor_roles=roles)
        return create_person(
            email=email, first_name=first_name, last_name=last_name, role=Role.ADMINISTRATOR, at=at, password=password
        )


def create_person(
    *,
    email: str,
    first_name: str,
    last_name: str,
    role: str,
    at: dt.datetime,
    by: User | None = None,
    team_id: UUID | None = None,
    password: str | None = None,
    language: str = "fr",
    status: str = "employee",
) -> User:
    """Create a person; without a password, the person chooses one through an invitation link.
    Raise DomainError people.wrong_email, accounts.email_taken, accounts.weak_password, or people.not_allowed;
    ValueError for an unknown role. ``by``: None for the command line and the demonstration, which are trusted.
    """
    if by is not None:
        require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise DomainError("people.wrong_email", email=email) from error
    if User.objects.filter(email=email).exists():
        raise DomainError("accounts.email_taken", email=email)
    user = User(
        email=email,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        role=Role(role),
        team_id=team_id,
        language=language,
        status=status,
        date_joined=at,
    )
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise DomainError("accounts.weak_password", reasons=" ".join(error.messages)) from error
    user.set_password(password)
    with operation(by=by, at=at, kind="accounts.create", label=user.full_name):
        user.save(force_insert=True)
        publish(PersonCreated(user.pk, user.email))
    return user


def change_person(
    *,
    person_id: UUID,
    by: User,
    at: dt.datetime,
    role: str,
    team_id: UUID | None,
    is_active: bool,
    seen: Seen = None,
) -> User:
    """Change a person's role, team and access.
    Raise NotFound for an unknown person, DomainError accounts.last_administrator for the removal of the last active
    administrator or people.not_allowed, Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    with operation(by=by, at=at, kind="accounts.change"):
        user = User.objects.select_for_update().filter(pk=person_id).first()
        if user is None:
            raise NotFound("person")
        written = {"role": role, "team_id": team_id, "is_active": is_active}
        role, team_id, is_active = merge_record(user, written, seen).values()
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
        if user.role == Role.ADMINISTRATOR and (role != Role.ADMINISTRATOR or not is_active) and not others.exists():
            raise DomainError("accounts.last_administrator")
        previous_role, access = user.role, user.is_active
        user.role, user.team_id, user.is_active = Role(role), team_id, is_active
        user.save(update_fields=["role", "team", "is_active"])
    if (previous_role, access) != (user.role, user.is_active):
        log_security_event(
            SecurityEvent.ACCESS_CHANGED,
            by=by.pk,
            person=user.pk,
            former=previous_role,
            role=user.role,
            active=user.is_active,
        )
    return user


def create_team(*, name: str, by: User | None, at: dt.datetime) -> Team:
    """Create a team. Raise DomainError accounts.team_taken for a name in use (case-insensitive), or people.not_allowed.
    ``by``: None for the demonstration.
    """
    if by is not None:
        require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    if Team.objects.filter(equals_text([name], "name")).exists():
        raise DomainError("accounts.team_taken", name=name)
    with operation(by=by, at=at, kind="accounts.team", label=name):
        return Team.objects.create(name=name.strip())


def set_preferences(*, by: User, at: dt.datetime, language: str, theme: str) -> User:
    """Set a person's language and theme; an unknown value becomes French or the theme of the system."""
    with operation(by=by, at=at, kind="people.preferences"):
        by.language = language if language in User.Language.values else User.Language.FRENCH
        by.theme = theme if theme in User.Theme.values else User.Theme.AUTO
        by.save(update_fields=["language", "theme"])
    return by
