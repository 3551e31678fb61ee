"""The pages of offers: the grid and its JSON, the list, approvals, rules."""

import datetime as dt
import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arpent.offers.actions.presence import mark_presence
from arpent.offers.models import Offer
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.testing import add_line
from arpent.offers.tests.pages import plain
from arpent.people.testing import NOON, form_values


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """Pages are read on the day the offers were made."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOON + dt.timedelta(hours=1))


def post(client, name, data, *args):
    return client.post(reverse(f"offers:{name}", args=args), json.dumps(data), content_type="application/json")


def test_the_page_carries_the_grid_with_its_figures(cast, offer, login):
    response = login(cast.owner).get(reverse("offers:offer", args=[offer.pk]))
    data = json.loads(
        response.content.decode().split('id="offer-data" type="application/json">')[1].split("</script>")[0]
    )
    assert (data["totals"]["net"], data["totals"]["gross"]) == ("1125", "1350")
    assert data["waterfall"]["pocket_margin"]["on_price"] and data["required_approval"]["level"] == "free"
    assert [x["number"] for x in data["lines"]] == [None, 1, 2]


def test_lines_are_saved_and_the_whole_grid_is_returned(cast, offer, login):
    good, bad = uuid4().hex, uuid4().hex
    edits = [
        {"key": good, "values": {"label": "Pose", "price": "100", "cost": "80"}},
        {"key": bad, "values": {"label": "X", "quantity": "-1"}},
    ]
    answer = post(login(cast.owner), "lines", {"edits": edits}, offer.pk).json()
    assert answer["grid"]["totals"]["net"] == "1225" and list(answer["refusals"]) == [bad]
    assert answer["refusals"][bad]["sentence"].startswith("«\u00a0-1\u00a0» n’est pas une quantité") and answer[
        "undo"
    ].endswith("/undo")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"edits": 3}',
        '{"edits": [{}]}',
        '{"edits": [{"key": "x"}]}',
        '{"edits": [{"key": null}]}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_what_is_no_list_of_changes_is_refused_with_a_sentence(cast, offer, login, body):
    response = login(cast.owner).post(reverse("offers:lines", args=[offer.pk]), body, content_type="application/json")
    result = response.json()
    assert response.status_code in (200, 422)
    assert result["sentence" if response.status_code == 422 else "refusals"]


def test_a_grid_is_shown_in_a_number_of_queries_that_does_not_grow(cast, offer, login, django_assert_max_num_queries):
    client, url = login(cast.owner), reverse("offers:offer", args=[offer.pk])
    for i in range(40):
        add_line(cast.owner, offer, label=f"Ligne {i}")
    with django_assert_max_num_queries(32):
        assert client.get(url).status_code == 200
    line = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[5]
    with django_assert_max_num_queries(40):
        post(
            client,
            "lines",
            {"edits": [{"key": line.key, "seen": {}, "values": {"quantity": "2"}}]},
            offer.pk,
        )


def test_two_people_on_one_offer_see_each_other(cast, offer, login, client):
    owner = login(cast.owner)
    assert post(owner, "heartbeat", {"revision": 0}, offer.pk).json()["others"] == []
    from django.test import Client

    other = Client()
    other.force_login(cast.manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    result = post(other, "heartbeat", {"revision": -1}, offer.pk).json()
    assert result["others"] == ["Olga Testeur"] and result["grid"]["totals"]["net"] == "1125"


def test_saying_that_a_page_is_open_writes_nothing_to_the_database(cast, offer, login, side_by_side):
    owner, mate = login(cast.owner), side_by_side(cast.manager)
    for client in (owner, mate):
        post(client, "heartbeat", {"revision": 0}, offer.pk)
    with CaptureQueriesContext(connection) as queries:
        assert post(owner, "heartbeat", {"revision": 0}, offer.pk).json()["others"] == ["Maya Testeur"]
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_a_page_that_was_closed_is_forgotten_after_half_a_minute(cast, offer):
    version = get_version(offer_id=offer.pk, by=cast.owner)
    mark_presence(version=version, by=cast.manager, at=NOON)
    later = [NOON + dt.timedelta(seconds=s) for s in (29, 31)]
    assert [mark_presence(version=version, by=cast.owner, at=at) for at in later] == [["Maya Testeur"], []]


def test_the_list_finds_by_number_and_sums_by_state(cast, offer, login):
    client = login(cast.owner)
    page = plain(client.get(reverse("offers:list"), {"text": "O-2026-00001"}))
    assert "O-2026-00001" in page and "1 125 €" in page
    assert "O-2026-00001" not in plain(client.get(reverse("offers:list"), {"text": "2026-99"}))
    for query in ({"state": "x'"}, {"sort": "-id;--"}, {"page": "²"}, {"owner": "x"}, {"when": "remind"}):
        assert client.get(reverse("offers:list"), query).status_code == 200


def test_conditions_say_what_is_wrong_beside_each_field(cast, offer, login):
    client, url = login(cast.owner), reverse("offers:conditions", args=[offer.pk])
    version = get_version(offer_id=offer.pk, by=cast.owner)
    data = {
        "title": "Offre",
        "language": "fr",
        "currency": "EUR",
        "rate": "1",
        "regime": "france",
        "valid_until": "2026-12-24",
        "global_percent": "0",
        "global_amount": "0",
        "deposit_percent": "30",
        "payment_days": "30",
        "incoterm": "DAP",
        "incoterm_cost": "0",
        "carriage_cost": "0",
        "warranty_months": "12",
        "warranty_percent": "1",
        "financing_rate_percent": "5",
        "commission_percent": "0",
        "price_list_id": str(version.price_list_id),
        "contact_id": "",
    }
    assert "60 jours au plus" in plain(client.post(url, {**data, "payment_days": "90"}))
    assert "45 jours au plus" in plain(client.post(url, {**data, "payment_days": "60", "end_of_month": "on"}))
    assert "aujourd’hui ou plus tard" in plain(client.post(url, {**data, "valid_until": "2026-01-01"}))
    assert "n’est pas une monnaie" in plain(client.post(url, {**data, "price_list_id": "", "currency": "ZZZ"}))
    assert client.post(url, data).status_code == 302
    assert get_version(offer_id=offer.pk, by=cast.owner).deposit_percent == 30
    # Somebody else changed it since: nothing is written over.
    old = form_values(client.get(url))
    client.post(url, {**data, "deposit_percent": "20"})
    assert client.post(url, old | {"delivery": "Franco"}).status_code == 302
    version = get_version(offer_id=offer.pk, by=cast.owner)
    assert (version.deposit_percent, version.delivery) == (20, "Franco")
    assert client.post(url, old | {"deposit_percent": "10"}).status_code == 422


def test_the_rules_are_read_by_all_and_set_by_the_direction(cast, login):
    assert login(cast.owner).get(reverse("offers:rules")).status_code == 200
    assert login(cast.owner).get(reverse("offers:policy")).status_code == 403
    client = login(cast.direction)
    data = {
        "starts_on": "2026-11-24",
        "offer_free": "30",
        "offer_manager": "20",
        "line_free": "10",
        "line_manager": "5",
        "financing_rate_percent": "5",
        "warranty_percent": "1",
        "commission_percent": "3",
        "deposit_percent": "0",
        "validity_days": "30",
        "payment_days": "30",
    }
    assert "échangez-les" in plain(client.post(reverse("offers:policy"), {**data, "offer_free": "10"}))
    assert client.post(reverse("offers:policy"), data).status_code == 302
    assert "30 %" in plain(client.get(reverse("offers:rules")))
    promotion = {"name": "Été", "percent": "5", "starts_on": "2026-12-01", "ends_on": "2026-11-01", "family": ""}
    assert "finit après son début" in plain(client.post(reverse("offers:promotion_new"), promotion))
    assert client.post(reverse("offers:promotion_new"), {**promotion, "ends_on": "2026-12-31"}).status_code == 302


def test_the_document_of_a_draft_is_a_tagged_archive_pdf(cast, offer, login):
    import io

    from pypdf import PdfReader

    response = login(cast.owner).get(reverse("offers:document", args=[offer.pk]))
    reader = PdfReader(io.BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert response["Content-Type"] == "application/pdf" and root["/MarkInfo"]["/Marked"] and root["/Lang"] == "fr-FR"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert "40 € pour frais de recouvrement" in text and "L441-10" in text


def test_the_win_probability_of_an_offer_is_hidden_until_it_is_validated(cast, offer, login):
    client = login(cast.owner)
    assert plain(client.get(reverse("reports:win_probability", args=[offer.pk]))).strip() == ""
    assert client.get(reverse("reports:win_rate")).status_code == 200


def test_a_new_version_shows_what_it_changes(cast, offer, token, login):
    client = login(cast.owner)
    client.post(reverse("offers:version", args=[offer.pk]))
    line = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1]
    post(
        client,
        "lines",
        {"edits": [{"key": line.key, "seen": {}, "values": {"discount_percent": "5"}}]},
        offer.pk,
    )
    add_line(cast.owner, offer, label="Pose", price="100", cost="80")
    page = plain(client.get(reverse("offers:changes", args=[offer.pk, 2])))
    assert "Remise (%)" in page and "ajoutée" in page and "55,00" in page
    assert Offer.objects.visible_to(cast.owner).get(pk=offer.pk).last_version == 2
    assert client.get(reverse("offers:changes", args=[offer.pk, 9])).status_code == 404


def test_sums_of_a_deal_a_customer_and_a_sector_are_those_of_their_offers(cast, offer, login):
    from arpent.offers.queries.listing import OfferFilter, list_offers, sum_of_company, sum_of_deal

    company = offer.deal.company
    company.sector_of = cast.mate
    company.save()
    result = sum_of_deal(deal_id=offer.deal_id, by=cast.owner)
    assert [(s.count, s.net) for s in result] == [(1, Decimal("1125.00"))]
    assert sum_of_company(company_id=company.pk, by=cast.owner) == result
    criteria = OfferFilter(sector=str(cast.mate.pk))
    assert list_offers(by=cast.manager, criteria=criteria, today=NOON.date())[1] == result
    assert list_offers(by=cast.manager, criteria=OfferFilter(sector="x"), today=NOON.date())[1] == []
    figures = calculate_quote(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner, day=NOON.date())
    assert result[0].margin.on_price_shown == figures.offer.waterfall.pocket_margin.on_price_shown
