"""An appointment has a kind, a sensible duration and a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.agenda.rules.appointments import AppointmentDraft, check_appointment
from arpent.kernel.errors import DomainError

KINDS = ("visit", "office", "away")


def test_a_visit_without_a_title_has_the_name_of_its_company():
    assert check_appointment(AppointmentDraft("visit", 30, "", "Pompes Duval"), kinds=KINDS) == "Pompes Duval"
    assert check_appointment(AppointmentDraft("visit", 30, "Essai", "Pompes Duval"), kinds=KINDS) == "Essai"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (AppointmentDraft("lunch", 30, "Essai"), "agenda.wrong_kind"),
        (AppointmentDraft("visit", 4, "Essai"), "agenda.wrong_duration"),
        (AppointmentDraft("visit", 7 * 24 * 60 + 1, "Essai"), "agenda.wrong_duration"),
        (AppointmentDraft("office", 30, ""), "agenda.title_needed"),
    ],
)
def test_an_invalid_appointment_is_refused(draft, code):
    with pytest.raises(DomainError) as error:
        check_appointment(draft, kinds=KINDS)
    assert error.value.code == code


@given(st.sampled_from(KINDS), st.integers(5, 7 * 24 * 60), st.text(), st.text(min_size=1))
def test_an_appointment_with_a_company_always_has_a_title(kind, minutes, title, company):
    assert check_appointment(AppointmentDraft(kind, minutes, title, company), kinds=KINDS)
