"""Queries of the firm's report forms."""

from typing import Any
from uuid import UUID

from arpent.people.public import User

from ..models import ReportForm, Section
from ..models.form import SECTION_KINDS
from ..rules.sections import QUESTIONS, Question, SectionKind

KIND_NAMES = dict(SECTION_KINDS)


def list_forms(*, by: User, active_only: bool = False) -> list[ReportForm]:
    """Return the firm's forms in order, with their sections prefetched."""
    rows = ReportForm.objects.visible_to(by).prefetch_related(_sections(by))
    return list(rows.filter(active=True) if active_only else rows)


def _sections(by: User) -> Any:
    from django.db.models import Prefetch

    return Prefetch("sections", queryset=Section.objects.visible_to(by))


def get_form(*, form_id: UUID, by: User) -> ReportForm | None:
    """Return a report form with its sections, or None."""
    return ReportForm.objects.visible_to(by).prefetch_related(_sections(by)).filter(pk=form_id).first()


def questions_of(form: ReportForm | None) -> list[Question]:
    """Return the firm's own questions on a form; [] without a form."""
    if form is None:
        return []
    return [
        Question(str(s.pk), str(s), SectionKind(s.kind), tuple(s.choices), s.required)
        for s in form.sections.all()
        if s.kind in QUESTIONS
    ]


def form_as_data(form: ReportForm) -> dict[str, Any]:
    """Return a form as phones store it."""
    return {
        "id": str(form.pk),
        "name": form.name,
        "purpose": form.purpose,
        "checklist": [x.strip() for x in form.checklist.splitlines() if x.strip()],
        "sections": [
            {"id": str(s.pk), "kind": s.kind, "title": s.title, "choices": list(s.choices), "required": s.required}
            for s in form.sections.all()
        ],
    }


def get_section(*, section_id: UUID, by: User) -> Section | None:
    """Return a section, or None."""
    return Section.objects.visible_to(by).filter(pk=section_id).first()
