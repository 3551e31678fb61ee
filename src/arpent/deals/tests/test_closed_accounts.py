"""What a closed account leaves is found, changed and handed over by the manager, and never moved by a saved form."""

import pytest
from django.urls import reverse

from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.deals.models import Deal
from arpent.deals.testing import make_deal
from arpent.people.models import User

pytestmark = pytest.mark.postgresql


def close_account(person):
    person.is_active = False
    person.save()


def test_saving_the_forms_of_what_a_closed_account_owns_leaves_the_owner(cast, login):
    company, deal = make_company(cast.owner), make_deal(cast.owner)
    close_account(cast.owner)
    client = login(User.objects.get(pk=cast.manager.pk))
    for address in (reverse("clients:company_edit", args=[company.pk]), reverse("deals:edit", args=[deal.pk])):
        page = client.get(address)
        assert page.status_code == 200
        form = page.context["form"]
        sent = {n: form[n].value() for n in form.fields if form[n].value() not in (None, "")}
        assert client.post(address, sent).status_code == 302, address
    assert Company.objects.unscoped("test").get(pk=company.pk).owner == cast.owner
    assert Deal.objects.unscoped("test").get(pk=deal.pk).owner == cast.owner


def test_the_manager_finds_the_deals_of_a_closed_account(cast, login):
    deal = make_deal(cast.owner)
    close_account(cast.owner)
    client = login(User.objects.get(pk=cast.manager.pk))
    board = client.get(reverse("deals:board"), {"owner": str(cast.owner.pk)})
    assert deal.title in board.content.decode()
    assert "Olga Testeur (compte fermé)" in board.content.decode()
