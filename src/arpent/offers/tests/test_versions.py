"""One version after the other: what the customer holds, currency and list, what is signed meanwhile, how an offer ends
elsewhere.
"""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from arpent.catalogue.models import PriceList
from arpent.deals.models import Deal
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.offers import new_version, open_offer, refresh_prices, remove_offer
from arpent.offers.models import Offer, OfferVersion
from arpent.offers.portal.actions.activity import answer_question, ask_question
from arpent.offers.portal.actions.outcomes import record_outcome
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.actions.signing import refuse_offer, sign_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.testing import add_line
from arpent.orders.documents.csv_table import order_csv
from arpent.orders.documents.order import build_order
from arpent.orders.rules.order import inconsistencies
from arpent.people.models import Organisation
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql

LATER = NOON + dt.timedelta(hours=2)
SAID = {
    "name": "Mme Durand",
    "function": "Directrice",
    "method": "typed",
    "agreed": True,
    "terms": True,
    "selected_options": (),
}


def send(cast, offer):
    return get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))


def states(cast, offer):
    rows = OfferVersion.objects.visible_to(cast.owner).filter(offer=offer).order_by("number")
    return [v.state for v in rows], Offer.objects.visible_to(cast.owner).get(pk=offer.pk).state


def test_the_customer_signs_the_first_while_the_second_is_written(cast, offer):
    token = send(cast, offer)
    new_version(by=cast.owner, at=LATER, offer_id=offer.pk)
    assert states(cast, offer) == (["sent", "draft"], "draft")
    Organisation.objects.create(name="Fluviane", created_at=NOON)
    sign_offer(token=token, at=LATER, **SAID)
    assert states(cast, offer) == (["signed", "replaced"], "signed")
    assert get_version(offer_id=offer.pk, by=cast.owner).number == 1
    assert order_csv(offer_id=offer.pk, by=cast.owner)[0] == "commande-O-2026-00001-v1"


def test_the_customer_refuses_the_first_while_the_second_is_written(cast, offer):
    token = send(cast, offer)
    new_version(by=cast.owner, at=LATER, offer_id=offer.pk)
    refuse_offer(token=token, at=LATER, name="Mme Durand", reason="price", text="")
    assert states(cast, offer) == (["refused", "draft"], "draft")


def test_undoing_the_second_version_leaves_the_first_valid(cast, offer):
    token = send(cast, offer)
    new_version(by=cast.owner, at=LATER, offer_id=offer.pk)
    op = Operation.objects.visible_to(cast.owner).get(kind="offers.version")
    undo_operation(operation_id=op.pk, by=cast.owner, at=LATER)
    assert get_version(offer_id=offer.pk, by=cast.owner).number == 1 and states(cast, offer)[0] == ["sent"]
    assert sign_offer(token=token, at=LATER, **SAID)


def test_an_offer_won_elsewhere_wins_its_deal_and_can_be_put_right(cast, offer):
    send(cast, offer)
    record_outcome(by=cast.owner, at=LATER, offer_id=offer.pk, result="won")
    assert states(cast, offer) == (["signed"], "signed")
    assert Deal.objects.visible_to(cast.owner).get(pk=offer.deal_id).stage.kind == "won"
    op = Operation.objects.visible_to(cast.owner).get(kind="offers.outcome")
    undo_operation(operation_id=op.pk, by=cast.owner, at=LATER)
    assert states(cast, offer) == (["sent"], "sent")
    assert Deal.objects.visible_to(cast.owner).get(pk=offer.deal_id).stage.is_open


def test_an_offer_ends_nowhere_while_its_next_version_is_written(cast, offer):
    send(cast, offer)
    new_version(by=cast.owner, at=LATER, offer_id=offer.pk)
    code = refused(lambda: record_outcome(by=cast.owner, at=LATER, offer_id=offer.pk, result="won"))
    assert code == "offers.next_version_open"


def test_another_currency_converts_every_amount(cast, offer):
    free = add_line(cast.owner, offer, label="Pose", price="100", cost="80")
    swiss = PriceList.objects.create(name="Suisse", currency="CHF", rate=Decimal("0.5"))
    save_conditions(
        by=cast.owner, at=NOON, offer_id=offer.pk, values={"price_list_id": swiss.pk, "global_amount": Decimal(10)}
    )
    version = get_version(offer_id=offer.pk, by=cast.owner)
    rows = {x.key: x for x in list_lines(version=version, by=cast.owner)}
    assert rows[free].list_price == Decimal("200.0000") and version.global_amount == Decimal("20.00")
    net = calculate_quote(version=version, by=cast.owner, day=NOON.date()).offer.waterfall.net
    assert abs(net - Decimal("1215.00")) <= Decimal("0.02")  # 1125 + 100 - 10, the list has no price of its own


def test_without_a_list_means_without_a_list(cast, offer):
    made = open_offer(by=cast.owner, at=NOON, deal_id=offer.deal_id, list_id=None, usual_list=False)
    assert get_version(offer_id=made.pk, by=cast.owner).price_list is None


def test_prices_of_the_day_leave_what_the_list_no_longer_prices(cast, offer):
    from arpent.catalogue.models import Price

    Price.objects.visible_to(cast.owner).filter(product__reference="P20").delete()
    refresh_prices(by=cast.owner, at=NOON, offer_id=offer.pk)
    rows = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)
    assert rows[1].list_price == Decimal("900.0000")


def test_a_number_never_serves_twice(cast, offer):
    second = open_offer(by=cast.owner, at=NOON, deal_id=offer.deal_id)
    remove_offer(by=cast.owner, at=NOON, offer_id=second.pk)
    assert open_offer(by=cast.owner, at=NOON, deal_id=offer.deal_id).number == "O-2026-00003"


def test_an_answer_is_sent_to_the_questioner(cast, offer, client):
    from arpent.offers.portal.actions.sending import add_link

    one = send(cast, offer)
    other = get_link_token(add_link(by=cast.owner, at=NOON, offer_id=offer.pk, name="Le bureau d’études"))
    ask_question(token=one, at=LATER, name="Mme Durand", text="Notre budget est de 800 euros")
    answer_question(by=cast.owner, at=LATER, offer_id=offer.pk, text="Je vous rappelle")
    assert "Notre budget" in client.get(f"/offers/read/{one}/").content.decode()
    page = client.get(f"/offers/read/{other}/").content.decode()
    assert "Notre budget" not in page and "Je vous rappelle" not in page


def test_after_the_answer_no_question_is_taken_but_one_is_still_answered(cast, offer):
    token = send(cast, offer)
    ask_question(token=token, at=LATER, name="Mme Durand", text="Quand ?")
    sign_offer(token=token, at=LATER, **SAID)
    code = refused(lambda: ask_question(token=token, at=LATER, name="Mme Durand", text="Encore ?"))
    assert code == "offers.no_more_questions"
    assert answer_question(by=cast.owner, at=LATER, offer_id=offer.pk, text="Lundi").link_id


def test_a_replaced_link_leads_to_somebody(cast, offer, client):
    token = send(cast, offer)
    new_version(by=cast.owner, at=LATER, offer_id=offer.pk)
    send(cast, offer)
    page = client.get(f"/offers/read/{token}/")
    assert page.status_code == 410 and cast.owner.full_name in page.content.decode()


def test_two_alternatives_of_one_line_are_refused_and_the_page_stays(cast, offer, client):
    base = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[2].key
    keys = [
        add_line(
            cast.owner, offer, label=f"Moteur {i}", price="250", cost="150", role="alternative", alternative_to=base
        )
        for i in (1, 2)
    ]
    token = send(cast, offer)
    page = client.get(f"/offers/read/{token}/", {"chosen": "1", "take": keys})
    assert page.status_code == 200 and "alert-danger" in page.content.decode()
    page = client.get(f"/offers/read/{token}/", {"chosen": "1", f"take-{base}": keys[1]})
    assert "1 150,00" in page.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def test_nested_strokes_are_no_signature(cast, offer, client):
    token = send(cast, offer)
    values = {
        "name": "A",
        "function": "B",
        "method": "drawn",
        "agreed": "yes",
        "terms": "yes",
        "drawing": "[" * 100_000,
    }
    assert client.post(f"/offers/read/{token}/", values).status_code == 422


def test_the_day_is_ours_and_not_greenwichs(cast, offer):
    token = send(cast, offer)
    last = get_version(offer_id=offer.pk, by=cast.owner).valid_until
    after = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0, 30), tzinfo=timezone.get_default_timezone())
    assert refused(lambda: sign_offer(token=token, at=after, **SAID)) == "offers.expired"


def test_the_document_shown_is_the_one_that_was_sent(cast, offer, login):
    client = login(cast.owner)
    url = f"/offers/{offer.pk}/offer.pdf"
    send(cast, offer)
    first = b"".join(client.get(url).streaming_content)
    Organisation.objects.create(name="Autre nom", created_at=NOON)
    assert b"".join(client.get(url).streaming_content) == first


def test_a_total_that_no_unit_price_gives_is_shown_for_the_whole_line(cast, offer):
    add_line(cast.owner, offer, label="Joint", quantity="30000", price="0.0334", discount_percent="0,08", cost="0.01")
    Organisation.objects.create(name="Fluviane", created_at=NOON)
    signature = sign_offer(token=send(cast, offer), at=LATER, **{**SAID, "selected_options": ()}, order_number="BC\n77")
    version = get_version(offer_id=offer.pk, by=cast.owner)
    order = build_order(version=version, signature=signature, by=cast.owner)
    assert not inconsistencies(order) and order.number == "BC 77"
    assert next(x for x in order.lines if x.name == "Joint").basis == 30000


def test_the_customers_vat_number_is_required_where_there_is_no_tax(cast, offer):
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"regime": "intra_eu"})
    code = refused(lambda: send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    assert code == "offers.their_vat_number"


def test_a_discount_above_the_lines_is_refused(cast, offer):
    values = {"global_amount": Decimal(999_999_999)}
    code = refused(lambda: save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values=values), "global_amount")
    assert code == "offers.discount_above_total"


def test_a_former_currency_is_refused(cast, offer):
    values = {"price_list_id": None, "currency": "FRF", "rate": Decimal("0.15")}
    code = refused(lambda: save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values=values), "currency")
    assert code == "offers.unknown_currency"


def test_an_approval_of_a_symbolic_price_can_be_requested(cast, offer):
    from arpent.offers.approval.actions.approvals import request_approval
    from arpent.offers.approval.actions.below_cost import set_legal_case

    for row in list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner):
        row.delete()
    add_line(cast.owner, offer, label="Essai", price="0.01", cost="1500", key=uuid4().hex)
    set_legal_case(by=cast.owner, at=NOON, offer_id=offer.pk, case="not_resold", reason="Un prototype")
    assert request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Un essai").level == "direction"
