"""Approvals: asked below the free margin, given by who may, void at the first edit."""

from decimal import Decimal

import pytest

from arpent.kernel.errors import NotFound
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.lines import save_lines
from arpent.offers.approval.actions.approvals import decide_approval, request_approval
from arpent.offers.approval.actions.policies import save_policy
from arpent.offers.models import Approval, OfferVersion
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.listing import list_waiting_approvals
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql


def discount(by, offer, percent):
    version = get_version(offer_id=offer.pk, by=by)
    rows = [x for x in list_lines(version=version, by=by) if x.kind == "product"]
    edits = [read_edit({"key": x.key, "seen": {}, "values": {"discount_percent": percent}}) for x in rows]
    return save_lines(by=by, at=NOON, offer_id=offer.pk, edits=edits)


def level(by, offer):
    return calculate_quote(
        version=get_version(offer_id=offer.pk, by=by), by=by, day=NOON.date()
    ).required_approval.level


def send(by, offer):
    return send_offer(by=by, at=NOON, offer_id=offer.pk, name="Mme Durand")


def test_the_level_follows_the_pocket_margin(cast, offer):
    assert level(cast.owner, offer) == "free"  # 33 % less the costs of the conditions
    discount(cast.owner, offer, "12")
    assert level(cast.owner, offer) == "manager"
    discount(cast.owner, offer, "25")
    assert level(cast.owner, offer) == "direction"


def test_below_the_free_margin_an_offer_leaves_only_with_an_approval(cast, offer):
    discount(cast.owner, offer, "12")
    assert refused(lambda: send(cast.owner, offer)) == "offers.approval_needed"
    required_approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Le client est fidèle")
    assert [a.pk for a in list_waiting_approvals(by=cast.manager)] == [required_approval.pk]
    assert list_waiting_approvals(by=cast.mate) == [] and list_waiting_approvals(by=cast.owner) == []
    assert (
        refused(lambda: request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Client fidèle"))
        == "offers.approval_already_requested"
    )
    decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=True)
    send(cast.owner, offer)


def test_an_edit_after_the_approval_voids_it(cast, offer):
    discount(cast.owner, offer, "12")
    required_approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Client fidèle")
    decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=True)
    assert discount(cast.owner, offer, "13").voided
    required_approval.refresh_from_db(from_queryset=Approval.objects.visible_to(cast.owner))
    assert required_approval.state == "voided" and get_version(offer_id=offer.pk, by=cast.owner).state == "draft"
    assert refused(lambda: send(cast.owner, offer)) == "offers.approval_needed"
    # Back to what was agreed to: an approval that fell stays fallen.
    discount(cast.owner, offer, "12")
    assert refused(lambda: send(cast.owner, offer)) == "offers.approval_needed"


def test_a_change_of_conditions_voids_it_too_and_a_letter_does_not(cast, offer):
    discount(cast.owner, offer, "12")
    required_approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Client fidèle")
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"letter": "Madame, voici notre offre."})
    assert get_version(offer_id=offer.pk, by=cast.owner).state == "pending_approval"
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"payment_days": 60})
    assert (
        refused(lambda: decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=True))
        == "offers.already_decided"
    )


def test_the_direction_alone_agrees_below_the_managers_floor(cast, offer):
    discount(cast.owner, offer, "25")
    required_approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Client fidèle")
    assert (
        refused(lambda: decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=True))
        == "people.not_allowed"
    )
    with pytest.raises(NotFound):
        decide_approval(by=cast.stranger, at=NOON, approval_id=required_approval.pk, agree=True)
    decide_approval(by=cast.direction, at=NOON, approval_id=required_approval.pk, agree=True)
    send(cast.owner, offer)


def test_one_bad_line_asks_for_an_approval_though_the_whole_is_good(cast, offer):
    version = get_version(offer_id=offer.pk, by=cast.owner)
    line = list_lines(version=version, by=cast.owner)[2]  # M3, bought at 150
    save_lines(
        by=cast.owner, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": line.key, "values": {"price": "155"}})]
    )
    figures = calculate_quote(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner, day=NOON.date())
    assert figures.required_approval.level == "direction" and [
        k for k, *_rest in figures.required_approval.reasons
    ] == [line.key]


def test_a_refused_approval_says_why_and_the_offer_can_be_changed(cast, offer):
    discount(cast.owner, offer, "12")
    required_approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Client fidèle")
    assert (
        refused(lambda: decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=False))
        == "offers.decline_reason"
    )
    decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=False, reason="Tenez 30 jours")
    assert get_version(offer_id=offer.pk, by=cast.owner).state == "declined"
    discount(cast.owner, offer, "2")
    send(cast.owner, offer)


def test_who_has_the_right_sends_without_asking(cast, offer):
    discount(cast.manager, offer, "12")
    assert (
        refused(lambda: request_approval(by=cast.manager, at=NOON, offer_id=offer.pk, note="Client fidèle"))
        == "offers.no_approval_needed"
    )
    send(cast.manager, offer)


def test_the_firm_s_own_thresholds_apply_from_their_day(cast, offer):
    save_policy(
        by=cast.direction,
        at=NOON,
        starts_on=NOON.date(),
        values={"offer_free": Decimal(50), "offer_manager": Decimal(40)},
    )
    assert level(cast.owner, offer) == "direction"
    assert (
        refused(lambda: save_policy(by=cast.manager, at=NOON, starts_on=NOON.date(), values={})) == "people.not_allowed"
    )
    wrong = {"offer_free": Decimal(10), "offer_manager": Decimal(20)}
    assert (
        refused(lambda: save_policy(by=cast.direction, at=NOON, starts_on=NOON.date(), values=wrong), "offer_free")
        == "offers.floors_order"
    )


def test_what_was_sent_is_frozen_with_its_hash(cast, offer):
    send(cast.owner, offer)
    version = OfferVersion.objects.visible_to(cast.owner).get(offer=offer)
    assert version.state == "sent" and len(version.fingerprint) == 64 and "O-2026-00001" in version.snapshot
    assert refused(lambda: discount(cast.owner, offer, "5")) == "offers.frozen"
    assert (
        refused(lambda: save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"payment_days": 0}))
        == "offers.frozen"
    )


def test_an_undo_never_changes_what_was_sent(cast, offer):
    from arpent.history.actions.undo import undo_operation
    from arpent.history.models import Operation

    discount(cast.owner, offer, "2")
    line = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[2]
    save_lines(by=cast.owner, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": line.key, "remove": True})])
    changed, removed = Operation.objects.visible_to(cast.owner).filter(kind="offers.lines").order_by("at", "id")
    send(cast.owner, offer)
    before = [
        (x.key, x.discount_percent)
        for x in list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)
    ]
    for done in (removed, changed):
        undo_operation(operation_id=done.pk, by=cast.owner, at=NOON)
    assert [
        (x.key, x.discount_percent)
        for x in list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)
    ] == before


def test_an_offer_follows_its_deal_to_another_owner_and_back(cast, offer):
    from arpent.deals.public import change_deal
    from arpent.history.actions.undo import undo_operation
    from arpent.history.models import Operation
    from arpent.offers.models import Offer

    change_deal(deal_id=offer.deal_id, by=cast.manager, at=NOON, values={"owner_id": cast.mate.pk})
    assert Offer.objects.visible_to(cast.mate).count() == 1 and not Offer.objects.visible_to(cast.owner).exists()
    done = Operation.objects.visible_to(cast.manager).filter(kind="deals.change").latest("at")
    undo_operation(operation_id=done.pk, by=cast.manager, at=NOON)
    assert Offer.objects.visible_to(cast.owner).count() == 1 and not Offer.objects.visible_to(cast.mate).exists()


def test_giving_a_line_away_asks_the_direction(cast, offer):
    discount(cast.owner, offer, "100")
    assert level(cast.owner, offer) == "direction"


def test_an_answer_after_the_offer_was_sent_changes_nothing(cast, offer):
    discount(cast.owner, offer, "12")
    required_approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Client fidèle")
    send(cast.manager, offer)
    assert (
        refused(lambda: decide_approval(by=cast.manager, at=NOON, approval_id=required_approval.pk, agree=True))
        == "offers.frozen"
    )
