"""The pages of solutions: what they show, how many queries they take, what they say of bad input."""

from urllib.parse import urlencode

from django.urls import reverse

from arpent.offers.testing import LARGE, SMALL, make_solution
from arpent.solutions.models import Solution


def address(made, choices, purpose):
    return urlencode(
        [(f"c.{k}", v) for k, v in choices.items()] + [("need", "pompe.debit>=15 m³/h"), ("for", str(purpose))]
    )


def test_the_panel_prices_what_is_configured_and_says_what_is_left(cast, made, login):
    client = login(cast.owner)
    url = reverse("solutions:configured", args=[made["family_id"]])
    page = client.get(f"{url}?{address(made, {'pompe': 'P20'}, made['sheet'].pk)}").content.decode()
    assert "Encore à choisir : Ambiance, Moteur." in page and "Garder cette solution" not in page
    page = client.get(f"{url}?{address(made, SMALL, made['sheet'].pk)}&quantity=2").content.decode()
    assert "2 250,00 €" in page.replace("\u202f", " ").replace("\xa0", " ") and "Garder cette solution" in page


def test_a_configuration_is_saved_from_its_address_under_the_given_name(cast, made, login):
    client = login(cast.owner)
    url = f"{reverse('solutions:keep', args=[made['family_id']])}?{address(made, SMALL, made['sheet'].pk)}"
    form = client.get(url).content.decode()
    assert 'value="Solution 1"' in form
    assert 'name="deal"' not in form and 'name="replaces"' not in form
    data = {"name": "", "quantity": 1, "price_list": str(made["list_id"])}
    assert client.post(url, data).status_code == 422
    answer = client.post(url, {**data, "name": "Économique"})
    assert answer.url == reverse("solutions:compare", args=[made["deal"].pk])
    saved = Solution.objects.visible_to(cast.owner).get()
    assert (saved.choices, saved.need_id, saved.needs) == (SMALL, made["sheet"].pk, ["pompe.debit>=15 m³/h"])


def test_an_edited_solution_replaces_the_old_one_or_is_added(cast, made, login):
    client = login(cast.owner)
    solution = make_solution(cast.owner, made)
    url = f"{reverse('solutions:keep', args=[made['family_id']])}?{address(made, LARGE, solution.pk)}"
    data = {"name": "Confort", "quantity": 1, "price_list": ""}
    client.post(url, {**data, "replaces": "no"})
    assert Solution.objects.visible_to(cast.owner).count() == 2
    client.post(url, {**data, "name": "Économique", "replaces": "yes"})
    solution.refresh_from_db()
    assert solution.choices == LARGE


def test_without_a_purpose_the_deal_is_chosen_among_ones_own(cast, made, login):
    url = f"{reverse('solutions:keep', args=[made['family_id']])}?{address(made, SMALL, '')}"
    client = login(cast.owner)
    data = {"name": "X", "quantity": 1, "price_list": ""}
    assert "Choisissez l’affaire" in client.post(url, data).content.decode()
    assert client.post(url, {**data, "deal": str(made["deal"].pk)}).status_code == 302
    page = login(cast.stranger).get(url)
    assert page.status_code == 422 and "pas d’affaire ouverte" in page.content.decode()
    theirs = f"{reverse('solutions:keep', args=[made['family_id']])}?{address(made, SMALL, made['sheet'].pk)}"
    assert login(cast.stranger).post(theirs, data).status_code == 422
    assert Solution.objects.visible_to(cast.owner).count() == 1


def test_the_comparison_shows_each_solution_its_fit_and_reason(cast, made, login, django_assert_max_num_queries):
    make_solution(cast.owner, made)
    make_solution(cast.owner, made, "Confort", choices=LARGE)
    client = login(cast.owner)
    url = reverse("solutions:compare", args=[made["deal"].pk])
    client.get(url)
    with django_assert_max_num_queries(45):
        page = client.get(url).content.decode()
    assert "Confort" in page and "Quel débit ? au moins 15 m³/h" in page and "la moins chère" in page
    assert "Une solution : Groupes" in page


def test_a_judgement_asks_for_its_reason_on_the_form(cast, made, login):
    solution = make_solution(cast.owner, made)
    client = login(cast.owner)
    url = reverse("solutions:decide", args=[solution.pk])
    assert "Retenir « Économique »" in client.get(f"{url}?state=selected").content.decode()
    answer = client.post(url, {"state": "selected", "reason": ""})
    assert answer.status_code == 422 and "Dites pourquoi" in answer.content.decode()
    assert client.post(url, {"state": "selected", "reason": "Au budget"}).status_code == 302
    assert client.post(url, {"state": "elsewhere", "reason": "x"}).status_code == 422
    assert "Au budget" in client.get(reverse("solutions:compare", args=[made["deal"].pk])).content.decode()
    assert client.post(url, {"state": "candidate"}).status_code == 302


def test_accessories_of_its_parts_are_offered(cast, made, login):
    solution = make_solution(cast.owner, made)
    client = login(cast.owner)
    url = reverse("solutions:extras", args=[solution.pk])
    assert "M3 (M3)" in client.get(url).content.decode()  # linked to P20
    assert client.post(url, {"reference": "M3", "quantity": 1}).status_code == 302
    assert "1 × M3 (M3)" in client.get(url).content.decode()
    assert "pas de produit « ZZ »" in client.post(url, {"reference": "ZZ", "quantity": 1}).content.decode()


def test_the_deal_shows_its_solutions_or_where_to_begin(cast, made, login):
    client = login(cast.owner)
    url = reverse("solutions:deal_panel", args=[made["deal"].pk])
    assert "Aucune solution" in client.get(url).content.decode()
    assert (
        "Configurez-en deux ou trois"
        in client.get(reverse("solutions:compare", args=[made["deal"].pk])).content.decode()
    )
    make_solution(cast.owner, made)
    assert "Économique" in client.get(url).content.decode()
    assert url in client.get(reverse("deals:deal", args=[made["deal"].pk])).content.decode()


def test_a_character_that_no_database_stores_is_refused_with_a_sentence(cast, made, login):
    client = login(cast.owner)
    assert client.get(reverse("catalogue:documents"), {"text": "a\x00"}).status_code == 422
    answer = client.post(reverse("catalogue:improvement_comment", args=[made["improvement_id"]]), {"text": "a\x00b"})
    assert answer.status_code == 422 and "ne peut être gardé" in answer.content.decode()
