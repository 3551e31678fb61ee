"""Validity of an appointment: its kind, its duration, its title."""

from collections.abc import Collection
from dataclasses import dataclass

from arpent.kernel.errors import DomainError

from .day_bounds import MAX_MINUTES, MIN_MINUTES


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """An appointment as it was written, its title stripped. ``company_name``: of the company to visit, "" for none."""

    kind: str
    minutes: int
    title: str
    company_name: str = ""


def check_appointment(draft: AppointmentDraft, *, kinds: Collection[str]) -> str:
    """Return the appointment's title: as written, else the company's name.

    Raise DomainError agenda.wrong_kind for a kind that is not among ``kinds``, agenda.wrong_duration below 5 minutes or
    above 7 days, agenda.title_needed without title and company.
    """
    if draft.kind not in kinds:
        raise DomainError("agenda.wrong_kind")
    if not MIN_MINUTES <= draft.minutes <= MAX_MINUTES:
        raise DomainError("agenda.wrong_duration")
    title = draft.title or draft.company_name
    if not title:
        raise DomainError("agenda.title_needed")
    return title
