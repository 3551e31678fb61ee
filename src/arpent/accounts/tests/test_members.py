"""People are invited, never sign up alone; the last administrator stays."""

import pytest

from arpent.accounts.actions.members import change_person, create_person, create_team, found_organisation
from arpent.kernel.errors import DomainError
from arpent.people.models import Organisation
from arpent.people.testing import NOON, PASSWORD

pytestmark = pytest.mark.postgresql

FIRM = {"name": "Firme", "email": "A@B.example", "first_name": "A", "last_name": "B", "at": NOON}


def test_a_firm_is_founded_once(db):
    admin = found_organisation(**FIRM, password=PASSWORD)
    assert admin.role == "administrator" and admin.email == "a@b.example"
    assert Organisation.objects.get().name == "Firme"
    with pytest.raises(DomainError, match="already_founded"):
        found_organisation(**FIRM, password=PASSWORD)


@pytest.mark.parametrize("password", ["court", "1234567890123", "password123"])
def test_a_weak_password_is_refused(db, password):
    with pytest.raises(DomainError, match="weak_password"):
        found_organisation(**FIRM, password=password)


def test_only_an_administrator_adds_people(cast):
    values = {"email": "new@firm.example", "first_name": "N", "last_name": "P", "role": "negotiator", "at": NOON}
    for person in (cast.owner, cast.manager, cast.direction, cast.assistant):
        with pytest.raises(DomainError, match="not_allowed"):
            create_person(by=person, **values)
    assert not create_person(by=cast.administrator, **values).has_usable_password()
    with pytest.raises(DomainError, match="email_taken"):
        create_person(by=cast.administrator, **{**values, "email": "NEW@firm.example"})


def test_the_last_administrator_stays_one(cast):
    change = {"by": cast.administrator, "at": NOON, "team_id": None}
    with pytest.raises(DomainError, match="last_administrator"):
        change_person(person_id=cast.administrator.pk, role="negotiator", is_active=True, **change)
    with pytest.raises(DomainError, match="last_administrator"):
        change_person(person_id=cast.administrator.pk, role="administrator", is_active=False, **change)


def test_a_team_name_is_taken_once(cast):
    with pytest.raises(DomainError, match="team_taken"):
        create_team(name="Rhône", by=cast.administrator, at=NOON)
