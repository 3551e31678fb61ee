"""Search is one: the same words find the same records on both engines, however they are typed."""

import unicodedata
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from arpent.catalogue.actions.documents import save_document
from arpent.catalogue.models import Product
from arpent.catalogue.queries.documents import DocumentFilter, list_documents
from arpent.catalogue.queries.products import ProductFilter, find_products, list_products, search_products
from arpent.catalogue.testing import make_family, make_product
from arpent.clients.public import CompanyFilter, list_companies
from arpent.clients.public import search as search_clients
from arpent.clients.testing import make_company
from arpent.deals.queries.listing import find_deals
from arpent.deals.testing import make_deal
from arpent.deals.web.lists import DEALS
from arpent.kernel.text import fold
from arpent.lists.testing import list_rows
from arpent.offers.queries.listing import OfferFilter, find_offers, list_offers
from arpent.offers.testing import make_need, make_offer
from arpent.people.testing import NOON, make_person

pytestmark = pytest.mark.postgresql


def make_keeper():
    keeper = make_person("Karl", "administrator")
    return keeper, make_family(keeper, "Pompes")


TODAY = NOON.date()
TYPED = {
    "Garniture Étanche": ("étanch", "Étanch", "etanch", "ETANCH", "ÉTANCH", "e\u0301tanch", "etanche garniture"),
    "Cœur de pompe Weiß": ("coeur", "cœur", "CŒUR", "CŒUR WEISS", "weiss", "weiß"),
    "Puits de L’Étang-Neuf": ("l etang", "l'étang", "L’ÉTANG", "etang neuf", "étang-neuf", "neuf puits"),
}


@pytest.mark.parametrize("title", TYPED)
def test_a_title_is_found_however_it_is_typed(cast, title):
    offer = make_offer(cast.owner, make_need(cast.owner), title=title)
    deal = make_deal(cast.owner, title)
    for typed in TYPED[title]:
        assert offer.pk in {o.pk for o in find_offers(by=cast.owner, text=typed, limit=5)}, typed
        listed, _sums = list_offers(by=cast.owner, criteria=OfferFilter(text=typed), today=TODAY)
        assert offer.pk in {o.offer.pk for o in listed}, typed
        assert deal.pk in {d.pk for d in find_deals(by=cast.owner, text=typed, limit=5)}, typed
        cards = list_rows(DEALS, by=cast.owner, today=TODAY, query=urlencode({"text": typed}))
        assert deal.pk in {c.deal.pk for c in cards}, typed


@pytest.mark.parametrize("name", TYPED)
def test_a_company_a_product_and_a_document_are_found_however_they_are_typed(cast, name):
    company = make_company(cast.owner, name)
    keeper, pumps = make_keeper()
    product = make_product(keeper, pumps, "ÉX-100")
    Product.objects.visible_to(keeper).filter(pk=product.pk).update(name=name)
    save_document(by=keeper, at=NOON, values={"title": name, "kind": "technical", "family_id": pumps.pk})
    for typed in TYPED[name]:
        assert company.pk in {h.company_id for h in search_clients(by=cast.owner, text=typed)}, typed
        page = list_companies(by=cast.owner, criteria=CompanyFilter(text=typed), today=TODAY)
        assert [c.pk for c in page.rows] == [company.pk], typed
        products = list_products(by=cast.owner, criteria=ProductFilter(text=typed))
        assert [p.pk for p in products] == [product.pk], typed
        documents = list_documents(by=cast.owner, criteria=DocumentFilter(text=typed), day=TODAY)
        assert [d.document.title for d in documents] == [name], typed


def test_a_reference_is_found_whatever_its_case_and_accents(cast):
    keeper, pumps = make_keeper()
    product = make_product(keeper, pumps, "ÉX-100")
    assert [p.pk for p in search_products(by=cast.owner, text="ex 1", limit=3)] == [product.pk]
    assert find_products(references=["éx-100", "EX 100"], by=cast.owner) == {"éx-100": product}


def test_a_company_is_found_by_the_town_of_any_of_its_sites(cast):
    company = make_company(cast.owner, "Durand", site_city="Saint-Étienne", site_postcode="42000")
    for typed in ("saint etienne", "SAINT-ÉTIENNE", "étienne durand", "durand 42000"):
        page = list_companies(by=cast.owner, criteria=CompanyFilter(text=typed), today=TODAY)
        assert [c.pk for c in page.rows] == [company.pk], typed


def test_a_text_without_a_word_finds_nothing(cast):
    deal = make_deal(cast.owner)
    assert find_deals(by=cast.owner, text=" -’- ", limit=5) == []
    assert find_deals(by=cast.owner, text="100 %_", limit=5) == []
    assert find_deals(by=cast.owner, text=deal.title, limit=5) == [deal]


def test_the_palette_answers_alike_with_and_without_accents(cast, login):
    made = make_need(cast.owner)
    make_offer(cast.owner, made, title="Étanchéité du bassin")
    make_company(cast.owner, "Étanchéité Lorraine")
    client = login(cast.owner)
    pages = {client.get(reverse("search"), {"q": q}).content for q in ("étanchéité", "ETANCHEITE", "Étanchéité")}
    texts = {p.decode().count("Étanchéité") for p in pages}
    assert texts == {2}


@pytest.mark.django_db
@given(st.text(st.characters(codec="utf-8", max_codepoint=0x24FF, exclude_characters="\x00"), max_size=30))
def test_the_database_folds_as_python_does(text):
    if any(unicodedata.category(c) == "Cn" for c in text):
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT arpent_fold(%s)", [text])
        assert cursor.fetchone()[0] == fold(text)
