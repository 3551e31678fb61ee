"""Forms tell every wrong value at once, under its field, and keep what was typed."""

import pytest
from django.urls import reverse

from arpent.clients.models import Closing, Company, Site
from arpent.clients.testing import make_company

pytestmark = pytest.mark.django_db


def test_all_wrong_values_are_reported_together_under_their_fields(cast, login):
    response = login(cast.owner).post(
        reverse("clients:new"),
        {"name": "Pompes", "relationship": "prospect", "siren": "123", "phone": "abc", "siret": "9", "city": "Lyon"},
    )
    form = response.context["form"]
    assert response.status_code == 422 and set(form.errors) == {"siren", "phone", "siret"}
    assert 'value="abc"' in response.content.decode() and not Company.objects.unscoped("test").exists()


def test_all_errors_of_a_contact_are_reported(cast, login):
    company = make_company(cast.owner)
    response = login(cast.owner).post(
        reverse("clients:contact_new", args=[company.pk]), {"last_name": "Duval", "mobile": "1", "email": "x@"}
    )
    assert set(response.context["form"].errors) == {"mobile", "email"}


def closings(*rows):
    data = {"hours": "lun-ven 8h-12h", "form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for i, (first, last, yearly) in enumerate(rows):
        data |= {f"form-{i}-from_on": first, f"form-{i}-to_on": last} | ({f"form-{i}-yearly": "on"} if yearly else {})
    return data


def test_a_site_has_as_many_closings_as_one_writes(cast, login):
    company = make_company(cast.owner)
    site = Site.objects.visible_to(cast.owner).get(company=company)
    client, url = login(cast.owner), reverse("clients:hours", args=[company.pk, site.pk])
    client.post(url, closings(("2031-08-01", "2031-08-21", True), ("2031-12-24", "2032-01-02", False), ("", "", False)))
    stored_rows = list(Closing.objects.visible_to(cast.owner).values_list("from_on__month", "yearly"))
    assert stored_rows == [(8, True), (12, False)]
    assert client.get(url).context["closings"].initial_form_count() == 2
    client.post(url, closings(("", "", False), ("2031-12-24", "2032-01-02", False)))
    assert Closing.objects.visible_to(cast.owner).get().from_on.month == 12


def test_a_closing_that_ends_before_it_starts_is_reported_and_nothing_is_lost(cast, login):
    company = make_company(cast.owner)
    site = Site.objects.visible_to(cast.owner).get(company=company)
    response = login(cast.owner).post(
        reverse("clients:hours", args=[company.pk, site.pk]), closings(("2031-08-21", "2031-08-01", False))
    )
    assert response.status_code == 422 and "2031-08-21" in response.content.decode()
    assert not Closing.objects.visible_to(cast.owner).exists()


def test_a_company_abroad_is_entered_with_its_country_and_its_formats(cast, login):
    client = login(cast.owner)
    values = {
        "name": "Pumpen Beispiel",
        "relationship": "prospect",
        "postcode": "1015",
        "city": "Lausanne",
        "phone": "021 693 11 11",
    }
    response = client.post(reverse("clients:new"), values)
    assert set(response.context["form"].errors) == {"postcode"}
    assert (
        client.post(reverse("clients:new"), values | {"country": "CH", "owner_id": str(cast.owner.pk)}).status_code
        == 302
    )
    company = Company.objects.visible_to(cast.owner).get()
    site = Site.objects.visible_to(cast.owner).get()
    assert (company.phone, site.country, site.precision, site.commune_code) == ("+41216931111", "CH", "none", "")
    html = client.get(reverse("clients:company", args=[company.pk])).content.decode()
    assert "1015 Lausanne, Suisse" in html
    form = client.get(reverse("clients:site", args=[company.pk, site.pk])).content.decode()
    assert '<option value="CH" selected>Suisse</option>' in form


def test_the_country_is_chosen_in_ones_own_language_france_first(cast, login):
    cast.owner.language = "en"
    cast.owner.save()
    form = login(cast.owner).get(reverse("clients:new")).context["form"]
    choices = list(form.fields["country"].choices)
    assert choices[0] == ("FR", "France") and ("DE", "Germany") in choices and form["country"].value() == "FR"


def test_a_site_that_moves_abroad_leaves_the_french_commune_it_was_at(cast, login):
    company = make_company(cast.owner)
    site = Site.objects.visible_to(cast.owner).get(company=company)
    assert site.lat is not None
    url = reverse("clients:site", args=[company.pk, site.pk])
    form = login(cast.owner).get(url).context["form"]
    values = {k: "" if v is None else v for k, v in form.initial.items()} | {
        "postcode": "1000",
        "city": "Bruxelles",
        "country": "BE",
    }
    assert login(cast.owner).post(url, values).status_code == 302
    site.refresh_from_db(from_queryset=Site.objects.visible_to(cast.owner))
    assert (site.country, site.lat, site.commune_code, site.precision) == ("BE", None, "", "none")
