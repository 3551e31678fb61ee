"""A need sheet: the guide answered, refused where it cannot be read, printed, confirmed, fed to the configurator."""

import re
from html import unescape

import pytest
from django.urls import reverse

from arpent.catalogue.actions.families import remove_family_element
from arpent.catalogue.actions.guides import save_question
from arpent.catalogue.public import list_questions, open_configuration
from arpent.catalogue.testing import make_family, make_guided_family, make_product
from arpent.deals.actions.needs import confirm_need, get_need, remove_need, save_need
from arpent.deals.models import NeedAnswer, NeedSheet
from arpent.deals.queries.needs import demand_of, guide_of, need_address
from arpent.deals.testing import make_deal
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql


@shared_rows
def family(cast):
    return make_guided_family(cast.direction)


@shared_rows
def deal(cast):
    return make_deal(cast.owner)


def fill(by, deal, family, *texts, need_id=None, wish=(), **values):
    questions = list_questions(family_id=family.pk, by=by)
    answers = {q.pk: (t, i not in wish) for i, (q, t) in enumerate(zip(questions, texts, strict=False))}
    return save_need(
        by=by, at=NOON, deal_id=deal.pk, family_id=family.pk, values=values, answers=answers, need_id=need_id
    )


def test_the_required_answers_become_needs_of_the_configurator(cast, deal, family):
    sheet = fill(cast.owner, deal, family, "500 l/s", "toiture", "Le vieux est mort", wish=(1,), quantity=2)
    guide = guide_of(family_id=family.pk, need_id=sheet.pk, by=cast.owner)
    assert [demand_of(a) for a in guide if a.must and demand_of(a)] == ["debit>=500 l/s"]
    assert [a.shown for a in guide] == ["au moins 500 l/s", "toiture", "Le vieux est mort"]
    sheet = fill(cast.owner, deal, family, "800", "", "", need_id=sheet.pk)
    address = need_address(sheet=sheet, by=cast.owner)
    assert [(n.code, n.comparison, n.value) for n in address.needs] == [("debit", ">=", "800 m³/h")]
    assert NeedAnswer.objects.visible_to(cast.owner).count() == 1


def test_an_unreadable_answer_is_reported_under_its_question_and_nothing_is_lost(cast, deal, family, login):
    client = login(cast.owner)
    url = reverse("deals:need_new", args=[deal.pk]) + f"?family={family.pk}"
    first, second, _ = list_questions(family_id=family.pk, by=cast.owner)
    page = client.post(
        url, {f"q_{first.pk}": "3 bar", f"q_{second.pk}": "toiture", "quantity": "1", "criteria": "Le délai"}
    )
    text = unescape(page.content.decode())
    assert page.status_code == 422 and "ne mesure pas la même chose" in text and "Le délai" in text and "3 bar" in text
    assert not NeedSheet.objects.visible_to(cast.owner).exists()
    page = client.post(url, {f"q_{first.pk}": "3000", f"q_{second.pk}": "toiture", "quantity": "1"}, follow=True)
    assert "au moins 3000 m³/h" in page.content.decode() and "Encore à demander" in page.content.decode()
    link = unescape(re.search(r'btn-primary" href="([^"]+configure[^"]+)"', page.content.decode())[1])
    assert "Aucune configuration ne répond" in client.get(link).content.decode()


def test_the_reformulation_is_printed_and_the_agreement_noted_until_the_need_changes(cast, deal, family, login):
    sheet = fill(cast.owner, deal, family, "800", "toiture", "Usure", criteria="Délai\nPrix", budget=1200)
    client = login(cast.owner)
    pdf = client.get(reverse("deals:need_paper", args=[sheet.pk]))
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    assert client.post(reverse("deals:need_confirm", args=[sheet.pk]), {"name": " "}).status_code == 422
    client.post(reverse("deals:need_confirm", args=[sheet.pk]), {"name": "Mme Roux"})
    assert "confirmé par Mme Roux" in client.get(reverse("deals:need", args=[sheet.pk])).content.decode()
    assert "confirmé par le client" in client.get(reverse("deals:deal", args=[deal.pk])).content.decode()
    fill(cast.owner, deal, family, "900", need_id=sheet.pk)
    assert get_need(need_id=sheet.pk, by=cast.owner).confirmed_on is None


def test_a_removed_need_is_restored_with_its_answers(cast, deal, family):
    sheet = fill(cast.owner, deal, family, "800", "toiture")
    known = set(Operation.objects.visible_to(cast.owner).values_list("pk", flat=True))
    remove_need(by=cast.owner, at=NOON, need_id=sheet.pk)
    (fresh,) = Operation.objects.visible_to(cast.owner).exclude(pk__in=known)
    undo_operation(operation_id=fresh.pk, by=cast.owner, at=NOON)
    assert NeedAnswer.objects.visible_to(cast.owner).filter(sheet=sheet).count() == 2


def test_a_mate_and_a_stranger_find_no_need_and_the_manager_does(cast, deal, family):
    sheet = fill(cast.owner, deal, family, "800")
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            get_need(need_id=sheet.pk, by=person)
        with pytest.raises(NotFound):
            confirm_need(by=person, at=NOON, need_id=sheet.pk, name="X")
    assert get_need(need_id=sheet.pk, by=cast.manager)


@pytest.mark.parametrize(
    ("values", "code"), [({"budget": -1}, "deals.wrong_amount"), ({"quantity": 1_000_000}, "deals.wrong_quantity")]
)
def test_wrong_figures_are_refused(cast, deal, family, values, code):
    with pytest.raises(DomainError) as refusal:
        fill(cast.owner, deal, family, "800", **values)
    assert refusal.value.code == code


def test_a_question_that_was_answered_stays_and_a_unit_that_does_not_fit_is_refused(cast, deal, family):
    fill(cast.owner, deal, family, "800")
    question = list_questions(family_id=family.pk, by=cast.owner)[0]
    with pytest.raises(DomainError) as refusal:
        remove_family_element(by=cast.direction, at=NOON, kind="question", element_id=question.pk)
    assert refusal.value.code == "catalogue.in_use"
    for values, field, code in (
        ({"text": "Q", "code": "debit", "unit": "bar"}, "unit", "catalogue.unit_does_not_fit"),
        ({"text": "Q", "code": "zzz"}, "code", "catalogue.no_such_demand"),
        ({"text": " "}, "text", "catalogue.question_needed"),
        ({"text": "Q", "unit": "machin"}, "unit", "catalogue.unknown_unit"),
    ):
        with pytest.raises(DomainError) as refusal:
            save_question(by=cast.direction, at=NOON, family_id=family.pk, values=values)
        assert refusal.value.by_field[field].code == code


def test_what_everybody_types_is_read_and_shown_in_the_form_of_the_trade(cast, deal):
    family = make_family(
        cast.direction,
        "Pompes de puits",
        ("Débit", "number", "m3/h"),
        ("Hauteur", "number", "m"),
        ("Bruit", "number", "dBA"),
        ("Densité", "number", "kg/m³"),
    )
    make_product(cast.direction, family, "P1", debit=40, hauteur=40, bruit=60, densite=850)
    for text, code, comparison in (
        ("Débit ?", "debit", ">="),
        ("Hauteur ?", "hauteur", ">="),
        ("Bruit ?", "bruit", "<="),
    ):
        save_question(
            by=cast.direction,
            at=NOON,
            family_id=family.pk,
            values={"text": text, "code": code, "comparison": comparison},
        )
    values = {"text": "Masse volumique du fluide ?", "kind": "number", "unit": "kg/m3", "position": 9}
    save_question(by=cast.direction, at=NOON, family_id=family.pk, values=values)
    sheet = fill(cast.owner, deal, family, "40 m3/h", "3 bar", "70 dB(A)", "")
    guide = guide_of(family_id=family.pk, need_id=sheet.pk, by=cast.owner)
    assert [a.shown for a in guide] == ["au moins 40 m³/h", "au moins 3 bar", "au plus 70 dB(A)", ""]
    made = open_configuration(family_id=family.pk, by=cast.owner, needs=need_address(sheet=sheet, by=cast.owner).needs)
    assert made.unmet == []
    # A lighter fluid makes 3 bar a column of 36 m instead of 30.6 m.
    sheet = fill(cast.owner, deal, family, "40 m3/h", "3,5 bar", "70 dB", "850", need_id=sheet.pk)
    needs = need_address(sheet=sheet, by=cast.owner).needs
    assert [n.value for n in needs] == ["40 m³/h", "41.99 m", "70 dB(A)"]
    assert open_configuration(family_id=family.pk, by=cast.owner, needs=needs).unmet == [1]
