"""The list of contacts and the columns of exported companies."""

import pytest
from django.urls import reverse

from arpent.clients.actions.contacts import save_contact
from arpent.clients.testing import make_company
from arpent.clients.web.lists import COMPANIES, CONTACTS
from arpent.lists.testing import list_rows
from arpent.people.testing import NOON, make_cast
from tests.shared_rows import shared_rows

TODAY = NOON.date()


@shared_rows
def cast():
    return make_cast()


@shared_rows
def contacts(cast):
    def add(company, **values):
        return save_contact(company_id=company.pk, contact_id=None, by=cast.owner, at=NOON, values=values)

    one, other = make_company(cast.owner, "Laiterie Albarine"), make_company(cast.owner, "Pompes Durand")
    return [
        add(one, first_name="Anne", last_name="Roux", phone="04 72 00 00 01"),
        add(other, first_name="Marc", last_name="Blanc", email="marc@durand.example"),
        add(other, first_name="Luc", last_name="Noir", objected=True),
    ]


def names(by, query=""):
    return [c.last_name for c in list_rows(CONTACTS, by=by, today=TODAY, query=query)]


def test_contacts_are_listed_by_name_to_those_who_see_their_company(cast, contacts):
    assert names(cast.owner) == ["Blanc", "Noir", "Roux"]
    assert names(cast.manager) == ["Blanc", "Noir", "Roux"]
    assert names(cast.stranger) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=roux", ["Roux"]),
        ("text=laitrie albarine", ["Roux"]),
        ("text=0472000001", ["Roux"]),
        ("reach=email", ["Blanc"]),
        ("reach=objected", ["Noir"]),
        ("reach=none", ["Noir"]),
        ("owner=x", []),
    ],
)
def test_contacts_are_filtered_by_name_company_number_and_reach(cast, contacts, query, found):
    assert names(cast.owner, query) == found


def test_a_page_reads_as_much_for_three_contacts_as_for_one(cast, contacts, login, django_assert_max_num_queries):
    client = login(cast.owner)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("clients:contacts")).status_code == 200


def test_companies_are_exported_from_their_list_by_those_who_see_them(cast, contacts, login):
    def lines(person):
        posted = {"list": "clients.companies", "query": "sort=-potential", "format": "csv"}
        answer = login(person).post(reverse("lists:export"), posted)
        return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    heading, *rows = lines(cast.owner)
    assert "Nom de l’entreprise" in heading and "Ville" in heading
    assert sorted(r.split(";")[0] for r in rows) == ["Laiterie Albarine", "Pompes Durand"]
    assert len(lines(cast.stranger)) == 1


def test_the_columns_of_companies_have_headings_that_the_import_recognises(cast):
    headings = [str(c.file_heading or c.label) for c in COMPANIES.columns]
    assert {"SIREN", "SIRET", "Adresse", "Code postal", "Ville", "Téléphone", "Potentiel annuel (€)"} <= set(headings)
