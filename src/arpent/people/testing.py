"""Test support: a cast of users by role and team, error codes of actions, forms as browsers submit them."""

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from arpent.kernel.errors import DomainError

from .models import Team, User
from .rules.roles import Role

SIGNS = re.compile(r"[\u00a0\u202f](?=[:;!?%€»])|(?<=«)\u00a0")
NOON = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)
PASSWORD = "cheval-agrafe-batterie"


def with_plain_spaces(text: str) -> str:
    """Return a text with plain spaces in place of the no-break spaces around punctuation."""
    return SIGNS.sub(" ", text)


class ReadingClient(Client):
    """A test client that returns pages with plain spaces around punctuation; ``drawn``: the original page."""

    def request(self, **request: Any) -> Any:
        """Return the response, its HTML with plain spaces and the original text as ``drawn``."""
        response: Any = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.drawn = response.text
            response.content = with_plain_spaces(response.drawn)
        return response


def make_person(name: str, role: str = Role.NEGOTIATOR, team: Team | None = None) -> User:
    """Create a person with an unusable password, which avoids the cost of hashing one."""
    user = User(
        email=f"{name.lower()}@firm.example",
        first_name=name,
        last_name="Testeur",
        role=role,
        team=team,
        date_joined=NOON,
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


@dataclass
class Cast:
    """The users of a test: ``owner``, ``mate``, ``manager`` and ``assistant`` of one team, ``stranger`` of another, and
    two people without a team.
    """

    owner: User
    mate: User
    manager: User
    assistant: User
    stranger: User
    direction: User
    administrator: User

    def everyone(self) -> dict[str, User]:
        """Return all users of the cast by name."""
        return dict(self.__dict__)


def make_cast() -> Cast:
    """Create the cast in two teams: Rhône, with the owner, mate, manager and assistant; Bretagne, with the stranger."""
    ours, theirs = Team.objects.create(name="Rhône"), Team.objects.create(name="Bretagne")
    return Cast(
        owner=make_person("Olga", team=ours),
        mate=make_person("Marc", team=ours),
        manager=make_person("Maya", Role.MANAGER, ours),
        assistant=make_person("Aude", Role.ASSISTANT, ours),
        stranger=make_person("Erwan", team=theirs),
        direction=make_person("Diane", Role.DIRECTION),
        administrator=make_person("Adam", Role.ADMINISTRATOR),
    )


def refused(action: Callable[[], object], field: str | None = None) -> str:
    """Return the code of the DomainError an action raises (of one field if given). Raise AssertionError without one."""
    try:
        action()
    except DomainError as refusal:
        return refusal.by_field[field].code if field else refusal.code
    raise AssertionError("no DomainError was raised")


def form_values(response: Any, carries: str = "opened") -> dict[str, Any]:
    """Return the values by name that a browser submits for an unchanged form of a page.

    ``carries``: name of a hidden input that identifies the form.
    """
    from lxml import html  # only tests need it here

    forms = html.fromstring(response.content.decode()).forms
    form = next(f for f in forms if carries in f.fields)
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return {n: v[0] if len(v) == 1 else v for n, v in values.items()}


def picture_bytes(
    form: str = "JPEG", *, size: tuple[int, int] = (48, 32), orientation: int = 1, latitude: Any = (45.0, 46.0, 7.0)
) -> bytes:
    """Return a photograph with Exif metadata: maker "Telefon", orientation and GPS position."""
    from PIL import Image

    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telefon", orientation
    exif[0x8825] = {1: "N", 2: latitude, 3: "E", 4: (4.0, 50.0, 1.0)}
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()
