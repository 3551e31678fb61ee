"""Selling below cost (C. com. L442-5): a case of the law is named before the offer is asked for or sent."""

from decimal import Decimal

from django.urls import reverse

from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.offers import new_version
from arpent.offers.approval.actions.approvals import decide_approval, request_approval
from arpent.offers.approval.actions.below_cost import set_legal_case
from arpent.offers.approval.rules.below_cost import CASES, has_legal_case
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.versions import get_version
from arpent.offers.sentences import legal_case_words
from arpent.offers.testing import add_line
from arpent.offers.tests.test_margin_thresholds import change
from arpent.people.testing import NOON, refused


def send(by, offer):
    return send_offer(by=by, at=NOON, offer_id=offer.pk, name="Mme Roux")


def name_case(by, offer, case="obsolete", reason="Fin de série"):
    return set_legal_case(by=by, at=NOON, offer_id=offer.pk, case=case, reason=reason)


def below(cast, offer):
    version = get_version(offer_id=offer.pk, by=cast.owner)
    figures = calculate_quote(version=version, by=cast.owner, day=NOON.date())
    return {str(x) for x in figures.lines if x.key in figures.below_cost}


def test_the_direction_sends_no_sale_below_cost_without_a_case_of_the_law(cast, offer):
    change(cast.owner, offer, 1, discount_percent="40")
    assert refused(lambda: send(cast.direction, offer)) == "offers.legal_case_missing"
    name_case(cast.direction, offer)
    assert send(cast.direction, offer)


def test_a_manual_cost_hides_no_sale_below_cost(cast, offer):
    change(cast.owner, offer, 1, discount_percent="40", cost="1")
    assert len(below(cast, offer)) == 1


def test_an_option_below_cost_after_the_discount_on_the_total_is_reported(cast, offer):
    add_line(cast.owner, offer, label="Coffret", price="110", cost="100", role="option")
    assert below(cast, offer) == set()
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"global_percent": Decimal(20)})
    assert below(cast, offer) == {"Coffret"}


def test_the_case_is_shown_to_who_decides_and_recorded_in_the_history(cast, offer, login):
    change(cast.owner, offer, 1, discount_percent="40")
    assert (
        refused(lambda: request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fin"))
        == "offers.legal_case_missing"
    )
    name_case(cast.owner, offer)
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fin")
    page = login(cast.direction).get(reverse("offers:approval", args=[approval.pk])).content.decode()
    assert "C. com. L442-5, II, 3°" in page and "Fin de série" in page and cast.owner.full_name in page
    decide_approval(by=cast.direction, at=NOON, approval_id=approval.pk, agree=True)
    assert send(cast.owner, offer)
    assert Operation.objects.visible_to(cast.administrator).filter(kind="offers.below_cost").exists()


def test_another_line_below_cost_asks_again_and_an_undo_takes_the_answer_back(cast, offer):
    change(cast.owner, offer, 1, discount_percent="40")
    name_case(cast.direction, offer)
    change(cast.owner, offer, 2, discount_percent="60")
    assert refused(lambda: send(cast.direction, offer)) == "offers.legal_case_missing"
    name_case(cast.direction, offer)
    op = (
        Operation.objects.visible_to(cast.administrator).filter(kind="offers.below_cost").order_by("-at", "-id").first()
    )
    undo_operation(operation_id=op.pk, by=cast.direction, at=NOON)
    assert refused(lambda: send(cast.direction, offer)) == "offers.legal_case_missing"


def test_a_case_and_a_reason_are_both_needed_and_only_for_a_sale_below_cost(cast, offer):
    assert refused(lambda: name_case(cast.owner, offer)) == "offers.nothing_below_cost"
    assert refused(lambda: name_case(cast.owner, offer, case=""), "case") == "offers.legal_case_needed"
    assert refused(lambda: name_case(cast.owner, offer, reason=" "), "reason") == "offers.loss_reason_needed"


def test_an_answer_voids_the_approval_to_something_else_and_a_new_version_asks_anew(cast, offer):
    change(cast.owner, offer, 1, discount_percent="40")
    name_case(cast.owner, offer)
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fin")
    name_case(cast.owner, offer, case="restocked")
    approval.refresh_from_db(from_queryset=type(approval).objects.visible_to(cast.owner))
    assert approval.state == "voided"
    send(cast.direction, offer)
    assert new_version(by=cast.owner, at=NOON, offer_id=offer.pk).loss_case == ""


def test_the_page_lists_the_cases_and_names_who_decides(cast, offer, login):
    change(cast.owner, offer, 1, discount_percent="40")
    client, url = login(cast.owner), reverse("offers:below_cost", args=[offer.pk])
    page = client.get(url).content.decode()
    assert all(x.source in page for x in CASES) and cast.direction.full_name in page
    assert url in client.get(reverse("offers:offer", args=[offer.pk])).content.decode()
    assert client.post(url, {"case": "", "reason": ""}).status_code == 422
    assert client.post(url, {"case": "obsolete", "reason": "Fin de série"}).status_code == 302
    assert get_version(offer_id=offer.pk, by=cast.owner).loss_case == "obsolete"


def test_every_case_has_its_text_and_its_article():
    assert all(legal_case_words(x.code).endswith(f"({x.source})") for x in CASES)
    assert (
        has_legal_case([], "", [])
        and not has_legal_case(["a"], "", ["a"])
        and not has_legal_case(["a"], "obsolete", ["b"])
    )


def test_the_page_links_to_the_legal_case_before_a_price_below_cost_is_typed(cast, offer, login):
    """The grid shows it as soon as a line is saved below cost, without the page being drawn again."""
    page = login(cast.owner).get(reverse("offers:offer", args=[offer.pk])).content.decode()
    assert "data-grid-loss hidden" in page and reverse("offers:below_cost", args=[offer.pk]) in page
