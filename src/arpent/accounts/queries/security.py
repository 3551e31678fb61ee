"""Queries of sessions and second factors."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from arpent.people.public import Organisation, User

from ..rules.devices import device_label

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class SignIn:
    """One session of a person. ``device``: such as "Android · Chrome"; ``seen_at``: precise to five minutes;
    ``is_this``: the session of the current request.
    """

    pk: int
    device: str
    address: str
    began_at: dt.datetime
    seen_at: dt.datetime
    is_this: bool


def list_sign_ins(*, person: User, current: str = "") -> list[SignIn]:
    """Return the person's sessions, most recently used first; expired ones are deleted."""
    rows = UserSession.objects.purge_and_list(person)
    rows.sort(key=lambda row: row.last_seen_at, reverse=True)
    return [
        SignIn(r.pk, device_label(r.user_agent), r.ip, r.created_at, r.last_seen_at, r.session_key == current)
        for r in rows
    ]


def has_second_factor(person: User) -> bool:
    """Return whether a person has an authenticator application or a passkey. Recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


def is_missing_second_factor(person: User, firm: Organisation | None) -> bool:
    """Return whether the person's role requires a second factor that is not set up."""
    return firm is not None and person.role in firm.second_factor_roles and not has_second_factor(person)


def list_without_second_factor() -> list[User]:
    """Return the active people whose role requires a second factor that is not set up."""
    firm = Organisation.objects.first()
    if firm is None or not firm.second_factor_roles:
        return []
    people = User.objects.filter(is_active=True, role__in=firm.second_factor_roles)
    having = Authenticator.objects.filter(type__in=FACTORS).values("user_id")
    return list(people.exclude(pk__in=having))
