"""The list, the search and the page of the commercial file, each seen by a cast."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arpent.clients.actions.companies import change_company, change_many, create_company, delete_companies
from arpent.clients.actions.contacts import save_contact
from arpent.clients.actions.sites import remove_site, save_site, set_opening
from arpent.clients.actions.timeline import record_on_timeline, record_visit
from arpent.clients.models import Company, Contact, Site
from arpent.clients.queries.company import get_sheet, hours_text
from arpent.clients.queries.listing import CompanyFilter, count_companies, list_companies, neighbours
from arpent.clients.queries.mapping import list_points
from arpent.clients.queries.search import search
from arpent.clients.testing import make_company
from arpent.clients.web.filters import CompanyFilterForm
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql

TODAY = dt.date(2026, 11, 24)


def names(by, **filters):
    sort = filters.pop("sort", "name")
    page = list_companies(by=by, criteria=CompanyFilter(sort=sort, **filters), today=TODAY)
    return [c.name for c in page.rows]


def walk(by, size, sort):
    seen, after = [], ""
    while True:
        page = list_companies(by=by, criteria=CompanyFilter(sort=sort), today=TODAY, after=after, size=size)
        seen += [c.name for c in page.rows]
        after = page.next
        if not after:
            return seen


@pytest.mark.parametrize("sort", ["name", "-name", "potential", "-potential", "due", "data_quality_score", "-visit"])
def test_pages_walk_the_whole_list_once_whatever_the_order(cast, sort):
    for i in range(11):
        make_company(cast.owner, f"Firme {i % 4}", potential=[None, 10, 20][i % 3], call_interval=[None, 30][i % 2])
    whole = walk(cast.owner, 50, sort)
    assert len(whole) == 11
    assert walk(cast.owner, 3, sort) == whole


@given(cursor=st.text(max_size=30))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mangled_cursor_shows_the_first_page(cast, cursor):
    list_companies(by=cast.owner, criteria=CompanyFilter(), today=TODAY, after=cursor)


def test_filters(cast):
    make_company(
        cast.owner, "Alpha", relationship="customer", naf="36.00Z", site_postcode="38000", site_city="Grenoble"
    )
    beta = make_company(cast.owner, "Bêta Pompes", relationship="prospect", call_interval=30)
    change_many(company_ids=[beta.pk], by=cast.owner, at=NOON, field="add_tag", value="eau")
    make_company(
        cast.owner, "Sans lieu", relationship="suspect", site_city="Nulle-Part", site_postcode="", site_address=""
    )
    assert names(cast.owner, text="beta") == ["Bêta Pompes"]
    assert names(cast.owner, relationship=("customer",)) == ["Alpha"]
    assert names(cast.owner, departement="38") == ["Alpha"]
    assert names(cast.owner, naf="36") == ["Alpha"]
    assert names(cast.owner, tag="eau") == ["Bêta Pompes"]
    assert names(cast.owner, due="late") == ["Bêta Pompes"]
    assert names(cast.owner, unplaced=True) == ["Sans lieu"]
    assert names(cast.owner, owner=str(cast.stranger.pk)) == []
    assert count_companies(by=cast.owner, criteria=CompanyFilter(low_quality=True), today=TODAY) == 3
    assert names(cast.stranger) == []


def test_a_filter_reads_back_what_it_writes():
    criteria = CompanyFilter(text="x", relationship=("customer",), due="late", low_quality=True, sort="-potential")
    query = QueryDict(urlencode(criteria.as_query(), doseq=True))
    assert CompanyFilterForm(query).read(CompanyFilter) == criteria
    assert CompanyFilterForm(QueryDict("sort=password&relationship=boss")).read(CompanyFilter) == CompanyFilter()


def test_the_list_asks_the_same_number_of_questions_however_long(cast, django_assert_max_num_queries):
    for i in range(8):
        make_company(cast.owner, f"Firme {i}")
    with django_assert_max_num_queries(2):
        list_companies(by=cast.owner, criteria=CompanyFilter(), today=TODAY)


def test_next_and_previous_walk_the_filtered_list(cast):
    a, b, c = (make_company(cast.owner, n) for n in "ABC")
    assert neighbours(by=cast.owner, criteria=CompanyFilter(), today=TODAY, company=b) == (a.pk, c.pk)
    assert neighbours(by=cast.owner, criteria=CompanyFilter(sort="-name"), today=TODAY, company=a) == (b.pk, None)


@pytest.mark.parametrize(
    "text",
    [
        "pompes duval",
        "POMPES  Duvál",
        "duval lyon",
        "pompe duvall",
        "54203492117135",
        "542034921",
        "04 72 00 00 01",
        "+33472000001",
        "0472",
        "dupre",
    ],
)
def test_search_forgives(cast, text):
    company = make_company(
        cast.owner, "Pompes Duval", phone="0472000001", site_siret="54203492117135", siren="542034921"
    )
    save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré", "mobile": "0612345678"})
    hits = search(by=cast.owner, text=text)
    assert hits and hits[0].company_id == company.pk
    assert search(by=cast.stranger, text=text) == []


@pytest.mark.parametrize("text", ["", "a", '"', "' OR 1=1 --", "%", "NEAR(", "zzzzzzzz"])
def test_search_survives_any_text(cast, text):
    make_company(cast.owner)
    assert search(by=cast.owner, text=text) == []


def test_search_follows_changes(cast):
    company = make_company(cast.owner, "Ancienne")
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Nouvelle"})
    assert search(by=cast.owner, text="nouvelle") and not [
        h for h in search(by=cast.owner, text="ancienne") if h.label == "Ancienne"
    ]
    delete_companies(company_ids=[company.pk], by=cast.owner, at=NOON)
    assert search(by=cast.owner, text="nouvelle") == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": ""}, "name_needed"),
        ({"siren": "123"}, "wrong_siren"),
        ({"phone": "abc"}, "wrong_phone"),
        ({"email": "x@"}, "wrong_email"),
        ({"call_interval": 900}, "wrong_interval"),
        ({"relationship": "boss"}, "wrong_relationship"),
        ({"vat_number": "FR1"}, "wrong_vat_number"),
    ],
)
def test_wrong_values_are_refused(cast, values, code):
    with pytest.raises(DomainError, match=code):
        create_company(by=cast.owner, at=NOON, values={"name": "X", **values})
    assert not Company.objects.visible_to(cast.owner).exists()


def test_who_may_change_the_owners_company(cast):
    company = make_company(cast.owner)
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            change_company(company_id=company.pk, by=person, at=NOON, values={"name": "Volé"})
    change_company(company_id=company.pk, by=cast.manager, at=NOON, values={"name": "Bien"})
    change_company(company_id=company.pk, by=cast.assistant, at=NOON, values={"name": "Mieux"})


def test_a_company_is_given_only_to_people_in_reach(cast):
    company = make_company(cast.owner)
    with pytest.raises(NotFound):
        change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"owner_id": cast.stranger.pk})
    change_company(company_id=company.pk, by=cast.manager, at=NOON, values={"owner_id": cast.mate.pk})
    assert Company.objects.visible_to(cast.mate).exists()


def test_hours_are_shown_as_they_were_typed(cast):
    company = make_company(cast.owner)
    site = Site.objects.visible_to(cast.owner).get()
    august = {"from_on": dt.date(2026, 8, 1), "to_on": dt.date(2026, 8, 21), "yearly": True}
    set_opening(site_id=site.pk, by=cast.owner, at=NOON, hours="lun-jeu 8h-12h 14h-18h; ven 8h-12h", closings=[august])
    sheet = get_sheet(company_id=company.pk, by=cast.owner, today=TODAY)
    assert hours_text(sheet.sites[0]) == "lun-jeu 08:00-12:00 14:00-18:00; ven 08:00-12:00"
    assert sheet.sites[0].closings.all()[0].yearly
    with pytest.raises(DomainError, match="wrong_hours"):
        set_opening(site_id=site.pk, by=cast.owner, at=NOON, hours="n'importe quand", closings=[])
    with pytest.raises(NotFound):
        set_opening(site_id=site.pk, by=cast.stranger, at=NOON, hours="", closings=[])


def test_an_objection_is_final(cast):
    company = make_company(cast.owner)
    contact = save_contact(
        company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré", "objected": True}
    )
    save_contact(
        company_id=company.pk,
        contact_id=contact.pk,
        by=cast.owner,
        at=NOON,
        values={"last_name": "Dupré", "objected": False},
    )
    assert not Contact.objects.visible_to(cast.owner).reachable().exists()


def test_the_last_site_of_a_company_cannot_be_deleted(cast):
    company = make_company(cast.owner)
    site = Site.objects.visible_to(cast.owner).get()
    with pytest.raises(DomainError, match="last_site"):
        remove_site(site_id=site.pk, by=cast.owner, at=NOON)
    save_site(company_id=company.pk, by=cast.owner, at=NOON, values={"city": "Grenoble", "postcode": "38000"})
    remove_site(site_id=site.pk, by=cast.owner, at=NOON)
    assert Site.objects.visible_to(cast.owner).get().is_main


def test_a_visit_moves_the_next_due_date(cast):
    company = make_company(cast.owner, call_interval=30)
    record_visit(company_id=company.pk, by=cast.owner, at=NOON, on=TODAY)
    company = Company.objects.visible_to(cast.owner).get()
    assert company.next_due_on == dt.date(2026, 12, 24)
    record_visit(company_id=company.pk, by=cast.owner, at=NOON, on=dt.date(2026, 1, 1))
    assert Company.objects.visible_to(cast.owner).get().last_visit_on == TODAY


def test_a_note_needs_text(cast):
    company = make_company(cast.owner)
    with pytest.raises(DomainError, match="note_empty"):
        record_on_timeline(company_id=company.pk, by=cast.owner, at=NOON, kind="note", title="  ")


def test_points_are_those_one_may_see(cast):
    make_company(cast.owner)
    found = list_points(by=cast.owner, criteria=CompanyFilter(), today=TODAY)
    assert [len(row) for row in found["rows"]] == [len(found["columns"])]
    assert list_points(by=cast.stranger, criteria=CompanyFilter(), today=TODAY)["rows"] == []


@pytest.mark.parametrize(
    "typed",
    ["Électricité Sannnii", "electricite sanini", "Électricité Sennini", "Electrcité Saninni", "elctricite sanninni"],
)
def test_a_misspelled_name_comes_before_others_of_the_same_trade(cast, typed):
    for name in ("Torronbra", "Velmalqui", "Corplado", "Grefosterre", "Rouchanlu"):
        make_company(cast.owner, f"Électricité {name}")
    expected = make_company(cast.owner, "Électricité Sannini")
    assert search(by=cast.owner, text=typed)[0].company_id == expected.pk


@pytest.mark.parametrize("typed", ["pompe tastart", "ponpes tstard", "pompes tesart"])
def test_two_errors_in_a_name_are_forgiven(cast, typed):
    company = make_company(cast.owner, "Pompes Testard")
    assert company.pk in {h.company_id for h in search(by=cast.owner, text=typed)}


@pytest.mark.parametrize("sort", ["name", "-potential", "due", "-created"])
def test_a_page_of_a_departement_is_the_walk_and_the_count_of_the_whole(cast, sort):
    for i in range(7):
        make_company(cast.owner, f"Firme {i % 3}", potential=i * 100 or None)
    make_company(cast.owner, "Ailleurs", site_city="Grenoble", site_postcode="38000")
    make_company(cast.stranger, "Inconnue")
    criteria = CompanyFilter(departement="69", sort=sort)
    whole = list_companies(by=cast.owner, criteria=criteria, today=NOON.date())
    assert whole.total == len(whole.rows) == count_companies(by=cast.owner, criteria=criteria, today=NOON.date()) == 7
    walked, after = [], ""
    while True:
        page = list_companies(by=cast.owner, criteria=criteria, today=NOON.date(), after=after, size=3)
        walked += [c.pk for c in page.rows]
        if not (after := page.next):
            break
    assert walked == [c.pk for c in whole.rows]
    empty = list_companies(by=cast.owner, criteria=CompanyFilter(departement="2A"), today=NOON.date())
    assert (empty.rows, empty.total) == ([], 0)
