"""The configurator's page: possible, refused, why, the smallest change."""

import re
from html import unescape

import pytest
from django.urls import reverse

from arpent.catalogue.actions.components import save_rule
from arpent.people.testing import NOON


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_a_need_in_another_unit_leaves_what_answers_it(shop, cast, login):
    page = login(cast.owner).get(
        reverse("catalogue:configure", args=[shop["family_id"]]), {"need": "pompe.debit>=10 l/s"}
    )
    text = words(page)
    assert page.status_code == 200 and "refusé, pourquoi ? P20 (P20)" in text and "choix unique" in text


def test_a_refused_motor_is_explained_and_the_smallest_change_is_one_click(shop, cast, login):
    client, url = login(cast.owner), reverse("catalogue:configure", args=[shop["family_id"]])
    page = client.get(url, {"c.pompe": "P20", "need": "ambiance=chlorée", "why": "moteur", "value": "M3"})
    text = words(page)
    assert "Moteur : M3 (M3) est refusé à cause de Ambiance chlorée (besoin)" in text
    assert (
        "IP55 exigé en local chloré" in text and "renoncer à Ambiance chlorée" in text and "10 % de réserve" not in text
    )
    minimal_change = unescape(re.search(r'btn-primary" href="(\?[^"]+)"', page.content.decode())[1])
    after = words(client.get(url + minimal_change))
    assert "est refusé" not in after and "Aucun besoin" in after


def test_only_the_rules_that_refuse_are_shown(shop, cast, login):
    save_rule(
        by=cast.direction,
        at=NOON,
        family_id=shop["family_id"],
        values={"name": "Autre", "reason": "sans rapport", "formula": 'ambiance = "sèche" => moteur.ip >= 54'},
    )
    page = login(cast.owner).get(
        reverse("catalogue:configure", args=[shop["family_id"]]),
        {"need": "ambiance=chlorée", "why": "moteur", "value": "M55"},
    )
    assert "IP55 exigé" in words(page) and "sans rapport" not in words(page)


def test_a_choice_is_distinguished_from_a_need(shop, cast, login):
    page = login(cast.owner).get(
        reverse("catalogue:configure", args=[shop["family_id"]]), {"c.pompe": "P50", "why": "moteur", "value": "M3"}
    )
    assert "à cause de Pompe P50 (P50) (votre choix)" in words(page) and "10 % de réserve" in words(page)


def test_a_whole_configuration_says_so(shop, cast, login):
    query = {"c.pompe": "P50", "c.moteur": "M75", "c.ambiance": "chlorée"}
    assert "complète, et vérifiée" in words(
        login(cast.owner).get(reverse("catalogue:configure", args=[shop["family_id"]]), query)
    )


@pytest.mark.parametrize(
    "query",
    [
        {"c.pompe": "zzz"},
        {"c.zzz": "P20"},
        {"need": "zzz>=3"},
        {"need": "pompe.debit>="},
        {"need": ">>>"},
        {"why": "zzz", "value": "x"},
        {"need": "pompe.debit>=9999"},
        {"code": "pompe.debit", "value_wanted": "beaucoup"},
        {"why": "pompe", "value": "P20"},
    ],
)
def test_an_address_that_says_nonsense_breaks_nothing(shop, cast, login, query):
    assert login(cast.owner).get(reverse("catalogue:configure", args=[shop["family_id"]]), query).status_code == 200


def test_a_need_whose_unit_does_not_fit_is_refused_in_a_sentence(shop, cast, login):
    page = login(cast.owner).get(
        reverse("catalogue:configure", args=[shop["family_id"]]), {"need": "pompe.debit>=3 bar"}
    )
    assert page.status_code == 422 and "ne mesure pas la même chose que m³/h" in words(page)
