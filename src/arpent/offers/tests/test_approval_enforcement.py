"""An approval holds: no detour leads to a sale that nobody with the right has agreed to."""

from decimal import Decimal

from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.actions.lines import save_lines
from arpent.offers.approval.actions.approvals import decide_approval, request_approval
from arpent.offers.approval.actions.below_cost import set_legal_case
from arpent.offers.approval.rules.policies import DEFAULT_POLICY
from arpent.offers.models import Approval, OfferPolicy
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.rules.edits import read_edit
from arpent.offers.testing import add_line
from arpent.offers.tests.test_margin_thresholds import change, required_approval
from arpent.people.testing import NOON, refused


def send(by, offer):
    return send_offer(by=by, at=NOON, offer_id=offer.pk, name="Mme Roux")


def agreed(cast, offer, by=None, agree=True):
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    decide_approval(by=by or cast.direction, at=NOON, approval_id=approval.pk, agree=agree, reason="Non")
    return approval


def state_of(cast, approval):
    return Approval.objects.visible_to(cast.direction).get(pk=approval.pk).state


def last_operation(cast, kind):
    return Operation.objects.visible_to(cast.administrator).filter(kind=kind).latest("id")


def test_a_withdrawn_approval_is_not_restored_by_its_requester(cast, offer):
    change(cast.owner, offer, 1, discount_percent="31")
    approval = agreed(cast, offer)
    undo_operation(operation_id=last_operation(cast, "offers.approved").pk, by=cast.direction, at=NOON)
    assert state_of(cast, approval) == "waiting"
    code = refused(lambda: undo_operation(operation_id=last_operation(cast, "undo").pk, by=cast.owner, at=NOON))
    assert code == "not_found"
    assert state_of(cast, approval) == "waiting"
    assert refused(lambda: send(cast.owner, offer)) == "offers.approval_needed"


def test_a_declined_approval_is_not_reopened_by_its_requester(cast, offer):
    change(cast.owner, offer, 1, discount_percent="31")
    approval = agreed(cast, offer, agree=False)
    code = refused(
        lambda: undo_operation(operation_id=last_operation(cast, "offers.declined").pk, by=cast.owner, at=NOON)
    )
    assert code == "not_found"
    assert state_of(cast, approval) == "declined"


def test_a_detour_by_the_reference_of_a_cheaper_product_lowers_no_level(cast, offer):
    change(cast.owner, offer, 1, price="650")
    assert required_approval(cast, offer).level == "direction"
    change(cast.owner, offer, 1, kind="free")
    change(cast.owner, offer, 1, kind="free", reference="M3")
    change(cast.owner, offer, 1, reference="", cost="1")
    assert required_approval(cast, offer).level == "direction"


def test_a_cheap_product_renamed_outside_the_catalogue_confirms_no_cost(cast, offer):
    change(cast.owner, offer, 2, kind="free", reference="SUP-1", label="Groupe complet", price="900")
    result = required_approval(cast, offer)
    assert result.level == "manager" and result.others[0][0] == "hand_cost"


def test_a_case_of_the_law_answers_for_the_product_it_was_named_for(cast, offer):
    change(cast.owner, offer, 1, discount_percent="40")
    set_legal_case(by=cast.owner, at=NOON, offer_id=offer.pk, case="obsolete", reason="Fin de série")
    change(cast.owner, offer, 1, reference="P50")
    change(cast.owner, offer, 1, discount_percent="60")
    assert refused(lambda: send(cast.direction, offer)) == "offers.legal_case_missing"


def test_an_approval_that_no_longer_suffices_can_be_requested_at_the_next_level(cast, offer):
    change(cast.owner, offer, 1, discount_percent="15")
    assert required_approval(cast, offer).level == "manager"
    first = agreed(cast, offer, by=cast.manager)
    OfferPolicy.objects.unscoped("a policy of the test").create(
        starts_on=NOON.date(), **{**DEFAULT_POLICY, "offer_free": Decimal(60), "offer_manager": Decimal(55)}
    )
    assert refused(lambda: send(cast.owner, offer)) == "offers.approval_needed"
    second = agreed(cast, offer)
    assert (state_of(cast, first), second.level) == ("voided", "direction")
    assert send(cast.owner, offer)


def test_a_declined_request_for_more_leaves_nothing_agreed(cast, offer):
    change(cast.owner, offer, 1, discount_percent="31")
    agreed(cast, offer, agree=False)
    assert refused(lambda: send(cast.owner, offer)) == "offers.approval_needed"


def test_a_line_pasted_twice_is_judged_twice(cast, offer):
    add_line(cast.owner, offer, documented=False, reference="P20", quantity="4", price="610", label="Pompe", cost="1")
    assert required_approval(cast, offer).level == "direction"


def test_a_cost_given_in_the_edit_is_never_the_catalogues(cast, offer):
    result = read_edit({"key": "0" * 32, "values": {"label": "X", "catalogue_cost": "1", "product_id": "1"}})
    assert set(result.wrong) == {"catalogue_cost", "product_id"} and set(result.values) == {"label"}
    saved = save_lines(by=cast.owner, at=NOON, offer_id=offer.pk, edits=[result])
    assert saved.refusals
