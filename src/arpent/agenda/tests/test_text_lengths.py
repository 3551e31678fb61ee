"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest

from arpent.agenda.actions.calendar import save_appointment
from arpent.agenda.models import Appointment
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql


def test_the_title_of_an_appointment(cast):
    given = {"by": cast.owner, "at": NOON, "person_id": cast.owner.pk, "starts_at": NOON, "minutes": 30}
    assert refused(lambda: save_appointment(**given, title="é" * 201), "title") == "database.text_too_long"
    assert not Appointment.objects.visible_to(cast.owner).exists()
