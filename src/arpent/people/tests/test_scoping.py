"""Rows come through visible_to(person) or not at all."""

import pytest

from arpent.clients.models import Company
from arpent.clients.permissions import ClientPermission
from arpent.clients.testing import make_company
from arpent.people.models import User
from arpent.people.models.scoping import UnscopedRead
from arpent.people.permissions import PeoplePermission
from arpent.people.queries.people import owner_choices
from arpent.people.rules.roles import Role, Scope, scope_of

pytestmark = pytest.mark.postgresql

READS = [
    lambda: list(Company.objects.all()),
    lambda: Company.objects.count(),
    lambda: Company.objects.filter(name="x").exists(),
    lambda: Company.objects.first(),
    lambda: Company.objects.get(name="x"),
    lambda: Company.objects.update(name="x"),
    lambda: Company.objects.filter(name="x").delete(),
    lambda: list(Company.objects.values_list("name")),
    lambda: list(Company.objects.iterator()),
    lambda: Company.objects.aggregate(),
    lambda: Company.objects.in_bulk(),
]


@pytest.mark.parametrize("read", READS)
def test_an_unscoped_read_raises(db, read):
    with pytest.raises(UnscopedRead):
        read()


def test_a_related_read_is_unscoped_too(cast):
    company = make_company(cast.owner)
    with pytest.raises(UnscopedRead):
        list(company.sites.all())


def test_unscoped_needs_a_reason(db):
    with pytest.raises(UnscopedRead):
        Company.objects.unscoped("")


def test_who_sees_the_owners_company(cast):
    make_company(cast.owner)
    sees = {name for name, p in cast.everyone().items() if Company.objects.visible_to(p).exists()}
    assert sees == {"owner", "manager", "assistant", "direction", "administrator"}


def test_a_closed_account_sees_nothing(cast):
    make_company(cast.owner)
    cast.owner.is_active = False
    assert not Company.objects.visible_to(cast.owner).exists()


def test_a_manager_without_a_team_sees_the_own_only(cast):
    make_company(cast.owner)
    cast.manager.team = None
    assert not Company.objects.visible_to(cast.manager).exists()


def test_rights_are_a_table():
    assert scope_of(Role.NEGOTIATOR, ClientPermission.SEE_CLIENTS) == Scope.OWN
    assert scope_of(Role.NEGOTIATOR, PeoplePermission.MANAGE_PEOPLE) is None
    assert scope_of(Role.ADMINISTRATOR, PeoplePermission.MANAGE_PEOPLE) == Scope.ALL


def test_the_portfolio_of_a_closed_account_stays_in_sight_of_the_team(cast):
    make_company(cast.owner)
    cast.owner.is_active = False
    cast.owner.save()
    fresh = {name: User.objects.get(pk=p.pk) for name, p in cast.everyone().items()}
    sees = {name for name, p in fresh.items() if Company.objects.visible_to(p).exists()}
    assert sees == {"manager", "assistant", "direction", "administrator"}


def test_a_closed_account_is_offered_by_filters_and_by_the_form_of_what_it_still_owns_only(cast):
    cast.owner.is_active = False
    cast.owner.save()
    closed = (str(cast.owner.pk), "Olga Testeur (compte fermé)")
    assert closed not in owner_choices(by=cast.manager)
    assert closed in owner_choices(by=cast.manager, closed_too=True)
    assert closed in owner_choices(by=cast.manager, current=str(cast.owner.pk))
    assert closed not in owner_choices(by=cast.stranger, closed_too=True)
