"""Users named on the command line."""

from arpent.kernel.errors import DomainError
from arpent.people.public import User, get_person_by_email


def get_person(email: str) -> User:
    """Return the user of an e-mail address. Raise DomainError site.unknown_email."""
    person = get_person_by_email(email)
    if person is None:
        raise DomainError("site.unknown_email", email=email)
    return person
