"""Checks of what a person may do."""

from arpent.kernel.refusals import Refused

from ..models import User
from ..rules.roles import Act


def check_may(person: User, act: Act) -> None:
    """Raise Refused when the person's role does not allow the act."""
    if not person.may(act):
        raise Refused("people.not_allowed", act=act.value)
