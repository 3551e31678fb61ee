"""How a person works: hours, driving time and vehicle that are possible."""

import pytest

from arpent.agenda.rules.work_pattern import check_pattern
from arpent.kernel.errors import DomainError


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"days": [[600, 500]]}, "agenda.wrong_hours"),
        ({"days": [["a", "b"]]}, "agenda.wrong_hours"),
        ({"lunch_minutes": 60}, "agenda.wrong_hours"),
        ({"lunch_minutes": 60, "lunch_from": 720, "lunch_to": 750}, "agenda.wrong_hours"),
        ({"max_driving_minutes": 29}, "agenda.wrong_driving"),
        ({"max_driving_minutes": 721}, "agenda.wrong_driving"),
        ({"vehicle": "boat"}, "agenda.wrong_vehicle"),
    ],
)
def test_what_is_not_possible_is_refused(values, code):
    with pytest.raises(DomainError) as refusal:
        check_pattern(values)
    assert refusal.value.code == code


def test_days_off_and_a_lunch_that_fits_are_accepted():
    check_pattern({"days": [[480, 1080], []], "lunch_minutes": 60, "lunch_from": 720, "lunch_to": 840})
