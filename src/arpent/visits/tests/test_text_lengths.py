"""A text that its column cannot hold is refused with a sentence, and nothing is written; SQLite would keep it whole."""

import pytest

from arpent.people.testing import NOON, refused
from arpent.visits.actions.forms import save_form
from arpent.visits.models import ReportForm

pytestmark = pytest.mark.postgresql


def test_the_texts_of_a_form(cast):
    before = ReportForm.objects.visible_to(cast.direction).count()
    given = {"by": cast.direction, "at": NOON, "purpose": "visit"}
    assert refused(lambda: save_form(**given, name="é" * 81), "name") == "database.text_too_long"
    long_list = {"name": "Visite", "checklist": "é" * 4001}
    assert refused(lambda: save_form(**given, **long_list), "checklist") == "database.text_too_long"
    assert ReportForm.objects.visible_to(cast.direction).count() == before
