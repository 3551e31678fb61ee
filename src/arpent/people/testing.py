"""A cast for tests: an owner, a team mate, their manager, a stranger, a direction, an administrator."""

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
    """Return a sentence of the screen with plain spaces before and after its signs."""
    return SIGNS.sub(" ", text)


class ReadingClient(Client):
    """A client whose pages are read for their words: plain spaces before signs. ``drawn``: the page as it was sent."""

    def request(self, **request: Any) -> Any:
        response: Any = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.drawn = response.text
            response.content = with_plain_spaces(response.drawn)
        return response


def make_person(name: str, role: str = Role.NEGOTIATOR, team: Team | None = None) -> User:
    """Create a person without going through the hashing of a password."""
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
    owner: User
    mate: User
    manager: User
    assistant: User
    stranger: User
    direction: User
    administrator: User

    def everyone(self) -> dict[str, User]:
        return dict(self.__dict__)


def make_cast() -> Cast:
    """Create two teams: the owner's, and the stranger's."""
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
    """Return the code an action is refused with, of one field if given. Raise AssertionError when it is not refused."""
    try:
        action()
    except DomainError as refusal:
        return refusal.by_field[field].code if field else refusal.code
    raise AssertionError("nothing was refused")


def form_values(response: Any, carries: str = "opened") -> dict[str, Any]:
    """Return what a browser would send of the form of a record on a page, nothing changed in it: values by name.

    ``carries``: the hidden input by which the form is known.
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
    """Return a photograph as a camera writes it: with its maker "Telefon", its orientation and the place it was taken
    at.
    """
    from PIL import Image

    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telefon", orientation
    exif[0x8825] = {1: "N", 2: latitude, 3: "E", 4: (4.0, 50.0, 1.0)}
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()
