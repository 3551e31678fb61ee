"""Validity of a section of a form: what a question needs, and which sections a form can have."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from arpent.kernel.errors import DomainError, ValidationErrors

from .sections import QUESTIONS, SectionKind, check_choices


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A valid section. ``choices``: of a listed question."""

    kind: SectionKind
    title: str
    choices: list[str]
    required: bool


def read_section(
    *, kind: str, title: str, choices: Iterable[str], required: bool, is_survey: bool, other_kinds: Collection[str]
) -> SectionDraft:
    """Return the section as it is stored. ``other_kinds``: kinds of the form's other sections.

    Raise ValidationErrors: "kind" (visits.wrong_section, visits.survey_asks, visits.section_twice), "title"
    (visits.section_title_needed) or "choices" (visits.choices_needed).
    """
    if kind not in SectionKind:
        raise ValidationErrors({"kind": DomainError("visits.wrong_section")})
    wanted = SectionKind(kind)
    if wanted not in QUESTIONS:
        _check_report_part(wanted, is_survey=is_survey, other_kinds=other_kinds)
    elif not title:
        raise ValidationErrors({"title": DomainError("visits.section_title_needed")})
    try:
        listed = check_choices(wanted, choices)
    except DomainError as refusal:
        raise ValidationErrors({"choices": refusal}) from refusal
    return SectionDraft(wanted, title, listed, required)


def _check_report_part(kind: SectionKind, *, is_survey: bool, other_kinds: Collection[str]) -> None:
    """Raise ValidationErrors unless a part of the report, which is no question, can be added to a form."""
    if is_survey:
        raise ValidationErrors({"kind": DomainError("visits.survey_asks")})
    if kind.value in other_kinds:
        raise ValidationErrors({"kind": DomainError("visits.section_twice")})
