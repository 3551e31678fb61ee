"""The private link of an offer: who opens it, how long, and what is noted of its use."""

import datetime as dt

import pytest

from arpent.kernel.errors import NotFound
from arpent.offers.actions.offers import new_version
from arpent.offers.models import Offer, OfferEvent
from arpent.offers.portal.actions.activity import answer_question, ask_question, record_opening, record_reminder
from arpent.offers.portal.actions.sending import add_link, revoke_link, send_offer
from arpent.offers.portal.queries.access import get_link_token, resolve_link
from arpent.offers.tests.signing import LATER, send, sign
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql


DAY = NOON.date()


def test_a_link_is_unguessable_revocable_and_expires(cast, offer):
    link = send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand")
    token = get_link_token(link)
    assert resolve_link(token=token, day=DAY).pk == link.pk
    for forged in (
        "",
        "shared",
        link.pk.hex,
        token[:-1],
        token + "x",
        f"{link.pk}:{token.split(':')[-1]}",
        offer.pk.hex,
        "' OR 1=1 --",
    ):
        with pytest.raises(NotFound):
            resolve_link(token=forged, day=DAY)
    from arpent.web.signed_links import link_token

    with pytest.raises(NotFound):  # a token of another purpose
        resolve_link(token=link_token("deals.request", link.pk), day=DAY)
    with pytest.raises(NotFound):
        resolve_link(token=token, day=link.expires_on + dt.timedelta(days=1))
    revoke_link(by=cast.owner, at=NOON, link_id=link.pk)
    with pytest.raises(NotFound):
        resolve_link(token=token, day=DAY)


def test_only_who_sees_the_deal_makes_or_withdraws_a_link(cast, offer):
    link = send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand")
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            revoke_link(by=person, at=NOON, link_id=link.pk)
        with pytest.raises(NotFound):
            add_link(by=person, at=NOON, offer_id=offer.pk, name="Moi")


def test_an_old_link_says_that_a_later_version_replaced_it(cast, offer):
    token = send(cast, offer)
    new_version(by=cast.owner, at=NOON, offer_id=offer.pk)
    assert resolve_link(
        token=token, day=DAY
    )  # while the next one is being written, the customer reads and signs this one
    send(cast, offer)
    assert refused(lambda: resolve_link(token=token, day=DAY)) == "offers.link_replaced"
    assert refused(lambda: sign(token)) == "offers.link_replaced"


def test_an_opening_is_noted_once_an_hour(cast, offer):
    token = send(cast, offer)
    assert record_opening(token=token, at=LATER) and not record_opening(token=token, at=LATER + dt.timedelta(minutes=5))
    assert record_opening(token=token, at=LATER + dt.timedelta(hours=2))
    assert Offer.objects.visible_to(cast.owner).get(pk=offer.pk).opened_at == LATER


def test_questions_answers_and_reminders_follow_one_another(cast, offer):
    token = send(cast, offer)
    ask_question(token=token, at=LATER, name="M. Petit", text="Le délai ?")
    assert Offer.objects.visible_to(cast.owner).get(pk=offer.pk).remind_on == LATER.date()
    answer_question(by=cast.owner, at=LATER, offer_id=offer.pk, text="Trois semaines")
    record_reminder(by=cast.owner, at=LATER, offer_id=offer.pk, text="Appelé", again_on=DAY + dt.timedelta(days=5))
    kinds = list(OfferEvent.objects.visible_to(cast.owner).order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["sent", "question", "answer", "reminded"]
    assert (
        refused(lambda: record_reminder(by=cast.owner, at=LATER, offer_id=offer.pk, text="x", again_on=DAY), "again_on")
        == "offers.reminder_in_past"
    )
    assert refused(lambda: ask_question(token=token, at=LATER, name="", text=" "), "text") == "offers.question_needed"
