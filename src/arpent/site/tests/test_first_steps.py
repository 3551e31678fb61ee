from django.urls import reverse

from arpent.people.models import Organisation
from arpent.people.testing import NOON

URL = reverse("first_steps")


def states(page):
    return {p.step.url_name: p.done for p in page.context["steps"]}


def test_each_person_has_the_steps_of_their_permissions(cast, login):
    own, firm = states(login(cast.owner).get(URL)), states(login(cast.administrator).get(URL))
    assert {"agenda:pattern", "agenda:week", "deals:board"} <= own.keys()
    assert "accounts:identity" not in own and {"accounts:identity", "accounts:people"} <= firm.keys()


def test_the_state_of_a_step_comes_from_the_data(cast, login):
    client = login(cast.administrator)
    before = states(client.get(URL))
    assert before["accounts:people"] and not before["accounts:identity"]
    Organisation.objects.create(name="Firme", siren="732829320", city="Lyon", created_at=NOON)
    assert states(client.get(URL))["accounts:identity"]


def test_the_stages_are_reached_from_the_settings(cast, login):
    assert reverse("deals:stages") in login(cast.direction).get(reverse("accounts:settings")).text
